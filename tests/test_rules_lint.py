"""Rules that cannot do what they seem to."""

import pytest

from briefgen.errors import Severity
from briefgen.model import Event
from briefgen.rules import lint
from tests.make import a_catalogue, an_event, one_rule, some_rules

EVENTS = (
    an_event("a", countries=("US", "CN"), mode="call", importance=4, topics=("南海",)),
    an_event("b", countries=("CN",), mode="visit", importance=2),
)


def said(match: str, events: tuple[Event, ...] = EVENTS) -> list[str]:
    return [problem.what.zh for problem in lint(one_rule(match), a_catalogue(*events))]


def test_good_rules_have_no_warnings():
    assert said("{countries: US, importance: {at_least: 3, at_most: 5}}") == []


def test_a_theme_that_no_event_fits_is_told():
    assert "主題「主題」沒有任何事件符合" in said("{countries: US, mode: visit}")


@pytest.mark.parametrize(
    ("match", "words"),
    [
        ("{countries: [US, FR]}", "國家：沒有任何事件有法國"),
        ("{topics: [南海, 東海]}", "議題：沒有任何事件有「東海」"),
        ("{any: [{actors: 王義}, {mode: call}]}", "行為者：沒有任何事件有王義"),
        ("{any: [{mode: letter}, {mode: call}]}", "條件「形式：is」沒有任何事件成立"),
        ("{any: [{text: 東海}, {mode: call}]}", "條件「內文：contains」沒有任何事件成立"),
    ],
)
def test_what_no_event_has_is_told(match: str, words: str):
    assert words in said(match)


def test_a_name_that_no_event_has_is_told_with_the_nearest():
    problems = lint(one_rule("{any: [{actors: 王毅毅}, {mode: call}]}"), a_catalogue(*EVENTS))

    assert [problem.hint.zh for problem in problems if problem.hint] == ["是不是「王毅」？"]
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert problems[0].where.line == 3


@pytest.mark.parametrize(
    "match",
    [
        "{all: [{mode: visit}, {mode: call}]}",
        "{all: [{mode: visit}, {none: [{mode: [visit, call]}]}]}",
        "{importance: {at_least: 4, at_most: 2}}",
        "{all: [{taiwan: {at_least: mentioned}}, {taiwan: none}]}",
        "{countries: {all_of: [US, CN], none_of: [CN]}}",
        "{countries: {any_of: [US], none_of: [US, RU]}}",
        "{all: [{body: 東協}, {body: 北約}]}",
        "{any: [{mode: call}, {all: [{importance: 1}, {importance: 2}]}]}",
    ],
)
def test_a_contradiction_is_told_without_any_event(match: str):
    assert any("互相矛盾" in words for words in said(match, ()))


@pytest.mark.parametrize(
    "match",
    [
        "{all: [{countries: US}, {countries: CN}]}",
        "{all: [{mode: [visit, call]}, {none: [{mode: call}]}]}",
        "{importance: {at_least: 2, at_most: 2}}",
        "{all: [{body.kind: {not: forum}}, {body.kind: {not: treaty}}]}",
    ],
)
def test_what_is_possible_is_no_contradiction(match: str):
    assert not any("矛盾" in words for words in said(match, ()))


def test_a_theme_that_swallows_another_is_told():
    rules = some_rules("""
        china: {title: 中國, why: 中國。, match: {countries: CN}}
        calls: {title: 通話, why: 通話。, match: {mode: call}}
    """)

    problems = lint(rules, a_catalogue(*EVENTS))

    assert [problem.what.zh for problem in problems] == ["主題「通話」的1則事件全在「中國」之中"]


def test_a_theme_that_uses_another_is_meant_to_lie_within_it():
    rules = some_rules("""
        china: {title: 中國, why: 中國。, match: {countries: CN}}
        calls: {title: 通話, why: 通話。, match: {theme: china, mode: call}}
    """)

    assert lint(rules, a_catalogue(*EVENTS)) == ()
