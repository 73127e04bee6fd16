"""YAML is read strictly, and every refusal has its line."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.catalogue.yaml_file import parse, read
from briefgen.errors import CatalogueError, Problem


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as caught:
        parse(text, "a.yaml")
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("2021-09-10", "2021-09-10"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0o17", 15),
        ("017", 17),
        ("0x1F", 31),
        ("-3", -3),
        ("+3", 3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".inf", float("inf")),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'1'", "1"),
        ('"true"', "true"),
        ("8.5 成", "8.5 成"),
        ("0b1", "0b1"),
        ("<<", "<<"),
    ],
)
def test_a_plain_scalar_has_its_type_in_the_core_schema(text: str, value: object):
    assert parse(f"a: {text}", "a.yaml").value == {"a": value}


def test_keys_are_text_whatever_they_look_like():
    assert parse("NO: 1\n1: 2\ntrue: 3\n", "a.yaml").value == {"NO": 1, "1": 2, "true": 3}


def test_a_place_is_the_line_of_the_key_or_of_the_item():
    tree = parse("# 說明\n- id: a\n  when:\n    first: x\n- id: b\n", "a.yaml")

    lines = [
        tree.locate(path).line for path in [(0,), (0, "when"), (0, "when", "first"), (1, "id"), (1, "x")]
    ]

    assert lines == [2, 3, 4, 5, 5]


def test_lines_count_from_where_the_text_stands():
    assert parse("a: 1\nb: 2\n", "a.md", first_line=2).locate(("b",)).line == 3


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: &x 1\n", 1, "錨點"),
        ("a: 1\nb: *x\n", 2, "別名"),
        ("a: !!python/object:os.system x\n", 1, "標籤"),
        ("a: !x\n", 1, "標籤"),
        ("a: ! 3\n", 1, "標籤"),
        ("a: &x [1]\n", 1, "錨點"),
        ("a: 1\nb: 2\na: 3\n", 3, "重複"),
        ("a: 1\n---\nb: 1\n", 2, "一份"),
        ("? [a]\n: 1\n", 1, "欄位名"),
        ("a:\n\t- 1\n", 2, "不能開頭"),
        ("a: 1\nb: [1,\n2\n", 4, "「[」從第 2 行開始"),
        ('a: "\\q"\n', 1, "跳脫"),
        ("a: |x\n", 1, "「|」"),
        ("a: b: c\n", 1, "冒號"),
        ("a: [1, 2\n", 2, "逗號"),
        ('a: "x\n', 1, "引號沒有成對"),
        ("a: 1\n b: 2\n", 2, "冒號"),
        ("a: " + "9" * 5000, 1, "數字"),
        ("[" * 60 + "]" * 60, 1, "巢狀"),
        ("[" * 50_000, 1, "巢狀"),
    ],
)
def test_what_is_not_strict_yaml_is_refused_with_its_line(text: str, line: int, word: str):
    problem = problems_of(text)[0]

    assert (problem.where.file, problem.where.line) == ("a.yaml", line)
    assert word in problem.what.zh


@pytest.mark.parametrize("text", ["a:\n\t- 1\n", "a: b: c\n", "a: [1\n", 'a: "x\n', "a\nb: 1\n", "@x"])
def test_what_is_wrong_with_the_syntax_is_said_in_chinese_with_advice(text: str):
    (problem,) = problems_of(text)

    assert not re.search("[a-z]{3}", problem.what.zh)
    assert problem.hint is not None


def test_all_refusals_of_a_file_are_told_together():
    found = problems_of("a: &x 1\nb: !y 2\nc: 3\nc: 4\n")

    assert [problem.where.line for problem in found] == [1, 2, 4]


@pytest.mark.parametrize(
    ("raw", "line", "word"),
    [
        (b"a: 1\nb: \xa4\xa4\n", 2, "UTF-8"),
        ("a: 中".encode("utf-16"), 1, "UTF-8"),
        (b"a: 1\nb: \0\0\n", 1, "不是文字檔"),
        (b"PK\x03\x04\x14\0\x06\0", 1, "不是文字檔"),
        (bytes(range(1, 256)), 1, "不是文字檔"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path, raw: bytes, line: int, word: str):
    (tmp_path / "a.yaml").write_bytes(raw)

    with pytest.raises(CatalogueError) as caught:
        read(tmp_path / "a.yaml", tmp_path)

    assert caught.value.problems[0].where.line == line
    assert word in caught.value.problems[0].what.zh


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path):
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n")

    assert read(tmp_path / "a.yaml", tmp_path).value == {"a": 1, "b": "x\ny\n"}


def test_a_folder_a_missing_file_and_a_circle_of_links_are_refused(tmp_path: Path):
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")

    for name in ("loop.yaml", "none.yaml", "."):
        with pytest.raises(CatalogueError):
            read(tmp_path / name, tmp_path)


def test_the_collector_of_rubbish_is_as_it_was_after_a_failure():
    problems_of("a: [")

    assert gc.isenabled()


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str):
    try:
        parse(text, "a.yaml")
    except CatalogueError as error:
        assert all(problem.say("zh") for problem in error.problems)
