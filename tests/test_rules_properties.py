"""What holds of rules and selections whatever the events."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.model import Catalogue, DateWindow, Event, Registers, When
from briefgen.rules import Rules, select
from briefgen.rules.evaluate import Evaluator
from briefgen.rules.language import All, AnyOf, Node, NoneOf
from briefgen.selection import Cause
from tests.make import a_body, a_person, a_source, an_event, an_outlet, one_rule, registers
from tests.sizes import times

# No property fails because the machine is busy.
WHATEVER_THE_LOAD = settings(
    deadline=None, max_examples=times(40, 400), suppress_health_check=[HealthCheck.too_slow]
)
KNOWN = registers(
    a_person("習近平", latin="Xi Jinping", short="習"),
    a_person("拜登", "US"),
    a_body("東南亞國家協會", abbreviation="ASEAN", members=("VN",)),
    an_outlet("新華社", "agency"),
)
FIRST, LAST = date(2021, 1, 1), date(2022, 12, 31)

CLAUSES = st.sampled_from(
    [
        "{countries: {any_of: [US, JP]}}", "{countries: {all_of: [US, CN]}}", "{actors: 習}",
        "{actors.country: {not: CN}}", "{counterparts: {same_party_as: actors}}", "{body: {exists: true}}",
        "{body.kind: organisation}", "{body.members: VN}", "{mode: [call, visit]}", "{taiwan: {at_least: mentioned}}",
        "{importance: {between: [2, 3]}}", "{when: {before: 2021-07}}", "{when: {after: 110Q3}}", "{when: 2021}",
        "{text: {contains: [台海, 习近平]}}", "{title: {matches: '^中.*美'}}", "{topics: {none_of: [南海]}}",
        "{sources.kind: {exists: true}}", "{place: {contains: 北京}}", "{marking: {exists: false}}",
    ]
)  # fmt: skip


def _branches(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from(["all", "any", "none"])
    return st.builds(
        lambda name, inner: f"{{{name}: [{', '.join(inner)}]}}",
        names,
        st.lists(parts, min_size=1, max_size=3),
    )


MATCHES = st.recursive(CLAUSES, _branches, max_leaves=6)


@st.composite
def whens(draw: st.DrawFn) -> When:
    first = draw(st.dates(FIRST, LAST))
    last = first + timedelta(draw(st.sampled_from([0, 0, 0, 1, 9])))
    zone = draw(st.sampled_from([None, None, "America/New_York", "Asia/Shanghai", "Pacific/Auckland"]))
    if draw(st.integers(0, 5)) == 0:
        month = When.parse(f"{first:%Y-%m}")
        return When(first=month.first, last=month.last, precision="month", zone=zone)
    return When(first=first, last=last, zone=zone)


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


@st.composite
def events(draw: st.DrawFn) -> Event:
    return an_event(
        f"e{draw(st.integers(0, 999))}",
        when=draw(whens()),
        title=draw(st.sampled_from(["中美元首通話", "王毅訪問越南", "臺海情勢"])),
        summary=draw(st.sampled_from(["談及台海。", "Xi Jinping 出席。", "摘要。"])),
        actors=draw(some("習近平", "拜登", "Xi Jinping", "某人")) or ("習",),
        counterparts=draw(some("拜登", "越南")),
        countries=draw(some("US", "CN", "JP")),
        body=draw(st.sampled_from([None, "東南亞國家協會", "某會"])),
        mode=draw(st.sampled_from(["call", "visit", "speech"])),
        place=draw(st.sampled_from([None, "北京"])),
        topics=draw(some("南海", "臺海")),
        taiwan=draw(st.sampled_from(["none", "mentioned", "direct"])),
        importance=draw(st.integers(1, 5)),
        marking=draw(st.sampled_from([None, "密"])),
        sources=(a_source(draw(st.sampled_from(["新華社", "某報"]))),),
    )


CATALOGUES = st.lists(events(), max_size=6, unique_by=lambda event: event.id).map(tuple)
WINDOWS = st.tuples(st.dates(FIRST, LAST), st.integers(0, 200)).map(
    lambda pair: DateWindow(pair[0], pair[0] + timedelta(pair[1]))
)
CALENDARS = st.sampled_from(["venue", "taipei", "beijing"])


def rules_of(match: str) -> Rules:
    return one_rule(match, *KNOWN.people.values(), *KNOWN.bodies.values(), *KNOWN.outlets.values())


def catalogue_of(found: tuple[Event, ...], known: Registers = KNOWN) -> Catalogue:
    return Catalogue(found, known)


@WHATEVER_THE_LOAD
@given(CATALOGUES, MATCHES)
def test_a_rule_and_its_trace_never_disagree(found: tuple[Event, ...], match: str):
    rules = rules_of(match)
    evaluator = Evaluator(rules, found)
    rule = rules.themes[0].match

    assert [trace.held for trace in evaluator.traces(rule)] == [bool(held) for held in evaluator.holds(rule)]


@WHATEVER_THE_LOAD
@given(CATALOGUES, MATCHES)
def test_a_column_says_what_each_event_alone_says(found: tuple[Event, ...], match: str):
    rules = rules_of(match)
    rule = rules.themes[0].match

    together = list(Evaluator(rules, found).holds(rule))

    assert together == [Evaluator(rules, (event,)).holds(rule)[0] for event in found]


@WHATEVER_THE_LOAD
@given(CATALOGUES, MATCHES)
def test_a_trace_that_failed_says_how_far_it_was(found: tuple[Event, ...], match: str):
    rules = rules_of(match)

    for trace in Evaluator(rules, found).traces(rules.themes[0].match):
        assert (trace.failures == 0) is trace.held
        assert trace.failures == 1 or not trace.near


@WHATEVER_THE_LOAD
@given(CATALOGUES, st.lists(MATCHES, min_size=1, max_size=3))
def test_none_is_the_complement_of_any_and_all_of_one_is_itself(found: tuple[Event, ...], matches: list[str]):
    rules = [rules_of(match) for match in matches]
    parts: tuple[Node, ...] = tuple(one.themes[0].match for one in rules)
    place = rules[0].place
    evaluator = Evaluator(rules[0], found)

    some_hold = evaluator.holds(AnyOf(parts, place))
    none_hold = evaluator.holds(NoneOf(parts, place))

    assert [a + b for a, b in zip(some_hold, none_hold, strict=True)] == [1] * len(found)
    assert evaluator.holds(All(parts[:1], place)) == evaluator.holds(parts[0])


@WHATEVER_THE_LOAD
@given(CATALOGUES, MATCHES, WINDOWS, CALENDARS)
def test_kept_and_left_out_are_the_catalogue(
    found: tuple[Event, ...], match: str, window: DateWindow, calendar: str
):
    selection = select(catalogue_of(found), rules_of(match), window, calendar=calendar)  # type: ignore[arg-type]

    theme = selection.themes[0]
    told = [d.event.id for d in (*theme.kept, *theme.left_out)]
    assert sorted(told) == sorted(event.id for event in found)
    assert all(d.kept for d in theme.kept)
    assert not any(d.kept for d in theme.left_out)
    assert all(d.reason.zh and d.reason.en for d in (*theme.kept, *theme.left_out))


@WHATEVER_THE_LOAD
@given(CATALOGUES, MATCHES, WINDOWS, st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(
    found: tuple[Event, ...], match: str, window: DateWindow, random
):  # type: ignore[no-untyped-def]
    shuffled = tuple(random.sample(found, len(found)))
    rules = rules_of(match)

    assert select(catalogue_of(shuffled), rules, window) == select(catalogue_of(found), rules, window)


@WHATEVER_THE_LOAD
@given(CATALOGUES, MATCHES, WINDOWS, st.integers(0, 90), st.integers(0, 90), CALENDARS)
def test_a_wider_window_never_loses_an_event(
    found: tuple[Event, ...], match: str, window: DateWindow, before: int, after: int, calendar: str
):
    wider = DateWindow(window.first - timedelta(before), window.last + timedelta(after))
    rules = rules_of(match)

    def shown(span: DateWindow) -> set[str]:
        theme = select(catalogue_of(found), rules, span, calendar=calendar).themes[0]  # type: ignore[arg-type]
        merged = {d.event.id for d in theme.left_out if d.cause is Cause.DUPLICATE}
        return merged | {d.event.id for d in theme.kept}

    assert shown(window) <= shown(wider)


@WHATEVER_THE_LOAD
@given(CATALOGUES, MATCHES, WINDOWS)
def test_with_and_without_traces_the_same_is_kept(found: tuple[Event, ...], match: str, window: DateWindow):
    rules = rules_of(match)

    traced, plain = (select(catalogue_of(found), rules, window, traced=traced) for traced in (True, False))

    assert [d.event for d in traced.themes[0].kept] == [d.event for d in plain.themes[0].kept]
    assert [d.cause for d in traced.themes[0].left_out] == [d.cause for d in plain.themes[0].left_out]
    assert (traced.uncovered, traced.duplicates) == (plain.uncovered, plain.duplicates)
