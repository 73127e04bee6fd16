"""Evil patterns in rules: each is refused where it is read, with its line, or done in two seconds for 10,000 events."""

from __future__ import annotations

import json
import time

import pytest

from briefgen.catalogue.yaml_file import parse as parse_yaml
from briefgen.errors import RuleError
from briefgen.model import Catalogue
from briefgen.rules import parse, select
from briefgen.selection import Selection
from tests.make import an_event, registers, window

MOST_SECONDS = 2.0
DONE = [
    "(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*a){20}", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*b", "((a*)*)*b",
    "(a?){500}a{500}", "a{1000}", "[^甲]*[^乙]*[^丙]*[^丁]*戊$", "(甲|乙|丙|訪|問)*丁$", r"(\w+\s?)*$", r"(\p{Han}+)+!$",
    r"(\p{L}|\p{N}|\p{P})*\x{10FFFF}", "(?i)(訪問|會晤|越南)*甲{100}", "(.?){400}", "(?:a{0,50}){0,19}b",
    r"[\x{0}-\x{10FFFF}]{500}甲", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)甲", "((a{1,10}){1,10}){1,10}", "|" * 400,
    "(" * 100 + "a" + ")" * 100, "(a*)*" * 80, "^" * 400, ".*?.*?.*?.*?.*?.*?.*?.*?甲$", r"(\b.\b|\B.\B)*甲$",
    "([訪問越南]|.)*?[甲乙丙丁]{200}", "(.*訪.*問.*){10}甲", "(?s).*" * 60 + "甲", "((王|.).{0,9}){40}", "(?:.?){400}甲",
]  # fmt: skip
REFUSED = [
    "(.?){1000}", "(.?){500}", ".{1,1000}甲", "(.{0,30}){30}甲", r"(\p{Han}{2,4}.{0,5}){20}", "(a{1,100}){1,100}", "a{1001}", "a{2,1}",
    r"(a)\1", "(?=a)a", "(?!a)b", "(?<=a)b", "(?>a+)b", "(?(1)a|b)", "(?R)", "(", "[", "*", "[z-a]", "(?x", "\\", r"\p{Nope}",
    "(" * 2000, "a" * 501, "", "\0", r"\x{110000}", r"\C{999}" * 20,
]  # fmt: skip


def rules_of(pattern: str, line: str = "summary"):  # type: ignore[no-untyped-def]
    match = f"{{{line}: {{matches: {json.dumps(pattern)}}}}}"
    text = f"version: 1\nthemes:\n  all:\n    title: 甲\n    why: 乙\n    match: {match}\n"
    return parse(parse_yaml(text, "seeds/themes.yaml"), registers())


def a_catalogue(count: int) -> Catalogue:
    words = "王毅訪問越南，會晤越南外長。" * 8 + "a" * 100
    events = (an_event(f"e-{n}", when="2021-09-10", summary=f"{words}{n}！") for n in range(count))
    return Catalogue(events=tuple(events), registers=registers())


def chosen(pattern: str, catalogue: Catalogue) -> tuple[Selection, float]:
    rules = rules_of(pattern)
    begun = time.process_time()
    selection = select(catalogue, rules, window("2021-07-01/2021-10-31"))
    return selection, time.process_time() - begun


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_pattern_that_could_take_long_or_is_none_is_refused_with_its_line(pattern: str):
    with pytest.raises(RuleError) as refused:
        rules_of(pattern)

    assert {str(problem.where) for problem in refused.value.problems} == {"seeds/themes.yaml:6"}
    assert all(len(problem.say()) < 1000 for problem in refused.value.problems)


def test_evil_patterns_are_done_with_a_few_events():
    catalogue = a_catalogue(20)

    assert all(chosen(pattern, catalogue)[0].themes for pattern in DONE)


@pytest.fixture(scope="module")
def ten_thousand() -> Catalogue:
    return a_catalogue(10_000)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", DONE)
def test_an_evil_pattern_is_done_in_two_seconds_with_ten_thousand_events(
    ten_thousand: Catalogue, pattern: str
):
    assert chosen(pattern, ten_thousand)[1] < MOST_SECONDS
