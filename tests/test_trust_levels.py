"""Nothing above the reader's level: not in a file, a name, a message, a count or a cache."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import pytest

from briefgen.cli import run
from briefgen.model import Event
from tests.make import a_source, an_event
from tests.sizes import times
from tests.trust import (
    EDITION,
    LEVELS,
    Ran,
    a_place,
    as_json,
    everything_in,
    left,
    program,
    said,
    some_events,
    squeezed,
)

BUILD = ("build", "q3", "--audience", "reader")


@pytest.fixture
def build(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Build the brief of a workspace in this process."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(root: Path, *words: str) -> Ran:
        code = run(["-C", str(root), *(words or BUILD)])
        captured = capsys.readouterr()
        return Ran(code, said(captured.out, root), said(captured.err, root), left(root / "out"))

    return command


def a_canary(level: str, number: int, word: str) -> Event:
    """Give an event that says its own word in every field that takes words."""
    words = itertools.count(1)

    def say() -> str:
        return f"{word}x{next(words)}"

    source = a_source(
        say(), f"2021-09-{number:02}", title=say(), author=say(), number=say(), page=say(),
        url=f"https://example.org/{say()}",
    )  # fmt: skip
    return an_event(
        f"{word.lower()}-{number}", when=f"2021-09-{number:02}", marking=level, title=f"{say()}訪問越南",
        summary=f"{say()}會晤外長。", actors=(say(),), counterparts=(say(),), body=say(), place=say(),
        topics=(say(),), detail=f"{say()}。", quotes=(say(),), notes=(f"{say()}。",), remark=say(), sources=(source,),
    )  # fmt: skip


# ---- twins ------------------------------------------------------------------------


TWINS: dict[str, Sequence[Event]] = {
    "none": [],
    "one": [a_canary("內部", 3, "Birda")],
    "other words": [a_canary("內部", 4, "Birdb")],
    "more": [a_canary(level, day, f"Bird{day}") for day, level in enumerate(LEVELS[1:], 5)],
}


def test_a_lower_brief_is_the_same_whatever_the_higher_events_are(build, tmp_path: Path):
    found = {}
    for name, higher in TWINS.items():
        files = {f"seeds/events/{n}.json": as_json([event]) for n, event in enumerate(higher)}
        root = a_place(tmp_path / name, some_events(None, "公開"), files=files)
        found[name] = build(root), build(root, "select", "q3", "--as", "json")

    assert found["none"][0].code == 0, found["none"][0].err
    assert all(result == found["none"] for result in found.values())


def test_what_cites_a_withheld_event_goes_and_the_message_is_that_of_a_missing_one(build, tmp_path: Path):
    edition = EDITION.replace("[low-1]", "[low-1, birdc-3]") + "\n機密之事不可說[@birdc-3]。\n"
    edition = edition.replace(
        "---\n\n##",
        "pins:\n  - {event: birdc-3, reason: 要}\nbans:\n  - {event: birdc-3, reason: 不要}\n---\n\n##",
    )
    places = [
        a_place(tmp_path / str(n), [*some_events(None), *higher], edition=edition)
        for n, higher in enumerate(([], [a_canary("密", 3, "Birdc")]))
    ]

    without, with_it = (
        build(root, "build", "q3", "--audience", "reader", "--format", "docx") for root in places
    )

    assert with_it == without
    assert without.code == 0
    assert "birdc" not in (without.out + without.err).lower()
    assert without.err.count("q3.md:") == 4
    text = squeezed("".join(everything_in(name, data) for name, data in with_it.files.items()))
    assert "不可說" not in text
    assert "各國往來頻繁" in text


def test_check_tells_a_misspelt_id_from_a_withheld_one(build, tmp_path: Path):
    edition = EDITION + "\n見[@birdd-3]。又見[@low-11]。\n"
    root = a_place(tmp_path, [*some_events(None), a_canary("密", 3, "Birdd")], edition=edition)

    checked = build(root, "check")

    assert checked.code == 1
    assert "low-11" in checked.err
    assert "「low-1」" in checked.err
    assert "birdd" not in checked.err.lower()


def test_check_of_a_copied_file_names_the_copies_and_hints_at_nothing_withheld(build, tmp_path: Path):
    root = a_place(tmp_path, some_events(None, "公開"))
    (original,) = (root / "seeds/events").iterdir()
    build(root, "check")
    (original.parent / f"{original.stem} - 複製{original.suffix}").write_bytes(original.read_bytes())

    checked = build(root, "check")

    assert checked.code == 1
    assert checked.err.count("複製") == checked.err.count("重複，先前已見於") == 2
    assert "高於" not in checked.err


def test_a_withheld_twin_of_a_seen_event_is_not_read_out_by_check(build, tmp_path: Path):
    twin = a_canary("密", 3, "Birdtwin")
    record = as_json([twin]).replace('"id":"birdtwin-3"', '"id":"low-1"').replace("訪問越南", "訪問越南,南")
    root = a_place(tmp_path, some_events(None), files={"seeds/events/y.yaml": record})

    checked = build(root, "check")

    assert checked.code == 1
    assert "高於此密等" in checked.err
    assert "birdtwin" not in checked.err.lower()


# ---- canaries ---------------------------------------------------------------------


def test_a_word_of_a_higher_event_is_nowhere_and_a_word_of_a_lower_one_is_found(build, tmp_path: Path):
    birds = [a_canary(level, 10 + n, f"Bird{'abcdef'[n]}") for n, level in enumerate(LEVELS)]
    root = a_place(tmp_path, [*some_events(None), *birds], clearance="密")

    made = build(root)

    assert made.code == 0, made.err
    printed = squeezed("".join(everything_in(name, data) for name, data in made.files.items())).lower()
    touched = "".join(everything_in(name, data) for name, data in left(root / ".briefgen").items()).lower()
    for n, level in enumerate(LEVELS):
        word = f"bird{'abcdef'[n]}x"
        seen = LEVELS.index(level) <= LEVELS.index("密")
        assert (word in printed) is seen, level
        assert (word in touched) is seen, level
        assert seen or word not in (made.out + made.err).lower()


def test_a_lower_build_never_opens_the_index_of_a_higher_one(build, tmp_path: Path):
    root = a_place(tmp_path, [*some_events(None), a_canary("機密", 9, "Birdm")])
    build(root, "select", "q3", "--clearance", "絕對機密")
    (high,) = (root / ".briefgen").glob("*.sqlite")
    high.write_bytes(b"not a database: whoever opens it will see")

    made = build(root)

    assert made.code == 0
    assert high.read_bytes().startswith(b"not a database")


# ---- the mark ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "edition", "mark"),
    [
        (("公開", "內部"), None, "內部"),
        (("公開",), "密", "密"),
        (("機密", None), "內部", "機密"),
        ((None,), None, None),
        ((None,), "公開", "公開"),
    ],
)
def test_a_brief_is_marked_with_the_highest_of_its_events_and_never_less_than_it_states(
    build, tmp_path: Path, events: tuple[str | None, ...], edition: str | None, mark: str | None
):
    written = EDITION if edition is None else EDITION.replace("date:", f"marking: {edition}\ndate:")
    root = a_place(tmp_path, some_events(*events), clearance="機密", edition=written)

    made = build(root, "build", "q3", "--audience", "reader", "--format", "docx")

    assert made.code == 0, made.err
    docx = everything_in("q3.docx", made.files["q3/q3-reader.docx"])
    shown = [level for level in LEVELS if f">{level}" in docx]
    stated = [level for level in LEVELS if f"<vt:lpwstr>{level}</vt:lpwstr>" in docx]
    assert shown == stated == ([] if mark is None else [mark])


def test_the_mark_is_on_every_page_and_among_the_properties(build, tmp_path: Path):
    root = a_place(tmp_path, some_events("內部", *[None] * 27), clearance="內部")

    made = build(root)

    assert made.code == 0, made.err
    pdf = pypdfium2.PdfDocument(made.files["q3/q3-reader.pdf"])
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(pages) > 1
    assert all("內部" in squeezed(page) for page in pages)
    assert "內部" in pdf.get_metadata_value("Keywords")
    assert pdf.get_metadata_value("Marking") == "內部"
    pdf.close()


def test_a_template_that_hides_the_mark_makes_no_brief(build, tmp_path: Path):
    template = '{% extends "base/brief.html.j2" %}{% block page_header %}{% endblock %}'
    root = a_place(
        tmp_path, some_events("內部"), clearance="內部", files={"templates/reader/brief.html.j2": template}
    )

    made = build(root)

    assert made.code == 1
    assert "密等" in made.err
    assert made.files == {}


# ---- fail closed ------------------------------------------------------------------


@pytest.mark.parametrize("marking", ["絕密", "SECRET", "公開 ", "", "公开", "[公開]"])
def test_an_unknown_marking_fails_closed_and_quotes_nothing(build, tmp_path: Path, marking: str):
    event = {"id": "birdz-1", "marking": marking, "title": "Birdzx1", "when": "2021-09-01"}
    root = a_place(tmp_path, some_events(None), files={"seeds/events/z.json": as_json([event])})

    made = build(root)

    assert made.code == 1
    assert made.files == {}
    assert "seeds/events/z.json" in made.err
    assert "birdz" not in made.err.lower()
    assert marking.strip() in ("", "公開") or marking not in made.err


@pytest.mark.parametrize(
    ("broken", "said_of_it"),
    [
        ('{"id": "birdy-1", "marking": "機密", "title": 3, "birdykey": "birdyvalue"}', None),
        ('{"id": "birdy-1", "marking": "機密", "when": "birdyday"}', None),
    ],
)
def test_a_withheld_event_that_is_wrong_says_nothing_to_a_lower_build_and_no_word_to_check(
    build, tmp_path: Path, broken: str, said_of_it: None
):
    root = a_place(tmp_path, some_events(None), files={"seeds/events/y.json": f"[{broken}]"})

    made, checked = (
        build(root, "build", "q3", "--audience", "reader", "--format", "docx"),
        build(root, "check"),
    )

    assert (made.code, made.err) == (0, "")
    assert checked.code == 1
    assert "seeds/events/y.json" in checked.err
    assert "birdy" not in checked.err.lower()


def test_an_edition_above_the_clearance_that_an_audience_states_is_refused(build, tmp_path: Path):
    edition = EDITION.replace("date:", "marking: 機密\ndate:")
    root = a_place(tmp_path, some_events(None), clearance="內部", edition=edition)

    made = build(root)

    assert made.code == 1
    assert "高於" in made.err
    assert made.files == {}


@pytest.mark.parametrize("level", ["機米", "top secret", "0"])
def test_a_clearance_that_is_no_level_is_refused(build, tmp_path: Path, level: str):
    root = a_place(tmp_path, some_events(None), clearance=f'"{level}"')

    made = build(root)

    assert made.code != 0
    assert "公開" in made.err
    assert made.files == {}


@pytest.mark.parametrize(
    "text", ["!birdtag 機密內容", "&birdanchor 機密內容", "*birdalias", "[birdlist", '"birdquote']
)
def test_a_withheld_event_that_is_no_yaml_is_not_quoted(build, tmp_path: Path, text: str):
    event = f"- id: x\n  marking: 機密\n  title: {text}\n"
    root = a_place(tmp_path, some_events(None), files={"seeds/events/y.yaml": event})

    made = build(root, "build", "q3", "--audience", "reader", "--format", "docx")

    assert made.code == 1
    assert "seeds/events/y.yaml:" in made.err
    assert "bird" not in made.err


# ---- many canaries ----------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(times(30, 1000)))
def test_canaries_are_found_below_the_level_and_nowhere_above_and_every_page_is_marked(
    build, tmp_path: Path, seed: int
):
    chance = random.Random(seed)
    level = chance.choice(LEVELS)
    birds = [
        a_canary(chance.choice(LEVELS), chance.randint(1, 30), f"Bird{'abcdefgh'[n]}q")
        for n in range(chance.randint(1, 6))
    ]
    own = chance.choice([None, *LEVELS[: LEVELS.index(level) + 1]])
    edition = EDITION if own is None else EDITION.replace("date:", f"marking: {own}\ndate:")
    files = {f"seeds/events/h{n}.json": as_json([bird]) for n, bird in enumerate(birds)}
    root = a_place(
        tmp_path, some_events(*[None] * chance.randint(1, 4)), clearance=level, edition=edition, files=files
    )

    made = build(root)

    assert made.code == 0, made.err
    printed = "".join(everything_in(name, data) for name, data in made.files.items())
    touched = "".join(everything_in(*item) for item in left(root / ".briefgen").items()).lower()
    printed = squeezed(printed).lower()
    seen = [bird for bird in birds if LEVELS.index(bird.marking or "公開") <= LEVELS.index(level)]
    for bird in birds:
        word = bird.id.partition("-")[0]
        assert (f"{word}x" in printed) is (bird in seen)
        assert (word in touched) is (bird in seen)
        assert bird in seen or word not in (made.out + made.err).lower()
    mark = max((own or "公開", *(bird.marking or "公開" for bird in seen)), key=LEVELS.index)
    if own is not None or mark != "公開":
        pdf = pypdfium2.PdfDocument(made.files["q3/q3-reader.pdf"])
        assert all(mark in squeezed(page.get_textpage().get_text_bounded()) for page in pdf)
        assert pdf.get_metadata_value("Marking") == mark
        pdf.close()


# ---- many twins -------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(times(40, 500)))
def test_pairs_of_twins_are_the_same_at_every_level(build, tmp_path: Path, seed: int):
    chance = random.Random(seed)
    level = chance.choice(LEVELS[:-1])
    visible = LEVELS[: LEVELS.index(level) + 1]
    low = some_events(*(chance.choice([None, *visible]) for _ in range(chance.randint(1, 8))))
    found = []
    for twin in range(2):
        hidden = LEVELS[LEVELS.index(level) + 1 :]
        birds = [
            a_canary(chance.choice(hidden), chance.randint(1, 30), f"Bird{seed}t{twin}n{n}x")
            for n in range(chance.randint(0, 6))
        ]
        files = {f"seeds/events/h{n}.json": as_json([bird]) for n, bird in enumerate(birds)}
        root = a_place(tmp_path / str(twin), low, clearance=level, files=files)
        # A process of its own for the first, where nothing can be left over; the rest are quicker here.
        made = program(root, *BUILD) if seed < 20 else build(root, *BUILD)
        assert (
            f"bird{seed}t"
            not in "".join(everything_in(*item) for item in left(root / ".briefgen").items()).lower()
        )
        found.append(made)

    assert found[0] == found[1]
    assert found[0].code == 0, found[0].err
