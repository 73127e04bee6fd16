"""`check` tells what an audience has and does not use, what is not there, and what was meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefgen.compose import check_templates
from briefgen.errors import Severity
from tests.make import REPOSITORY

EXTENDS = '{% extends "base/brief.html.j2" %}\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Give a workspace with the base and one audience that changes nothing."""
    for name in ("base", "research"):
        shutil.copytree(REPOSITORY / "templates" / name, tmp_path / "templates" / name)
    write(tmp_path, "brief.html.j2", EXTENDS)
    return tmp_path


def write(root: Path, file: str, text: str, audience: str = "research") -> None:
    path = root / "templates" / audience / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def said(root: Path, severity: Severity = Severity.WARNING, **above: tuple[str, ...]) -> list[str]:
    problems = check_templates(root / "templates", root, above)
    return [problem.say() for problem in problems if problem.severity is severity]


def test_the_audiences_of_the_project_have_nothing_unused():
    assert said(REPOSITORY) == []
    assert said(REPOSITORY, Severity.ERROR) == []


# ---- fields ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "field", "meant"),
    [
        ("{% block title %}\n{{ chapter.lable }}{% endblock %}", "lable", "label"),
        ("{% block title %}\n{{ authors[0].nmae }}{% endblock %}", "nmae", "name"),
        ("{% block events %}\n{{ section.titel }}{% endblock %}", "titel", "title"),
        ("{% block intro %}\n{% for s in sections %}{% for e in s.events %}{% if false %}{{ e.sumary }}{% endif %}{% endfor %}{% endfor %}{% endblock %}", "sumary", "summary"),
        ("{% block intro %}\n{% set e = timeline | first %}<p>{{ e.notatoin }}</p>{% endblock %}", "notatoin", "notation"),
        ("{% macro line(e) %}\n{{ e.wehn }}{% endmacro %}{% block intro %}{{ line(timeline[0]) }}{% endblock %}", "wehn", "when"),
        ("{% block intro %}\n{{ timeline[0].when.frist }}{% endblock %}", "frist", "first"),
    ],
)  # fmt: skip
def test_a_field_that_nothing_has_is_told_though_it_is_never_printed(
    workspace: Path, body: str, field: str, meant: str
):
    write(workspace, "brief.html.j2", EXTENDS + body)

    (problem,) = said(workspace, Severity.ERROR)

    assert problem.startswith("templates/research/brief.html.j2:3：")
    assert f"沒有「{field}」這個欄位" in problem
    assert f"是不是「{meant}」？" in problem


@pytest.mark.parametrize(
    "body",
    [
        "{% block title %}{{ chapter.nothing is defined }}{{ chapter.nothing | default('') }}{% endblock %}",
        "{% macro line(x) %}{{ x.anything }}{% endmacro %}{% block title %}{{ line(title) }}{% endblock %}",
        "{% block title %}{% set x = chapter %}{% set x = title %}{{ x.anything }}{% endblock %}",
    ],
)
def test_nothing_is_said_where_it_cannot_be_known(workspace: Path, body: str):
    write(workspace, "brief.html.j2", EXTENDS + body)

    assert said(workspace, Severity.ERROR) == []


def test_a_block_that_base_does_not_know_is_told(workspace: Path):
    write(workspace, "brief.html.j2", EXTENDS + "{% block titel %}<p/>{% endblock %}")

    (problem,) = said(workspace)

    assert "基礎範本沒有「titel」區塊" in problem
    assert "是不是「title」？" in problem


# ---- styles ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "what", "hint"),
    [
        ("p.autor { color: red }", "沒有範本用到樣式「.autor」", "是不是「author」？"),
        ("@media word { p.autor { color: red } }", "沒有範本用到樣式「.autor」", "是不是「author」？"),
        ("p:not(.autor) { color: red }", "沒有範本用到樣式「.autor」", "是不是「author」？"),
        ("h2, h6 { color: red }", "文件裡沒有「h6」這種元素", "請刪去"),
        ("note { color: red }", "文件裡沒有「note」這種元素", "請寫「.note」"),
        ("p.zzzzzz { color: red }", "沒有範本用到樣式「.zzzzzz」", "請刪去，或在範本加上"),
    ],
)
def test_a_style_without_a_use_is_told(workspace: Path, rule: str, what: str, hint: str):
    write(workspace, "brief.css", f"/* mine */\n{rule}\n")

    (problem,) = said(workspace)

    assert problem.startswith("templates/research/brief.css:2：")
    assert what in problem
    assert hint in problem


@pytest.mark.parametrize(
    "rule",
    [
        "p.author, ul.key-points > li:first-child { color: red }",
        ".note::footnote-call { color: red }",
        "nav.toc p.toc-2 { color: red }",
        "section#taiwan h2[lang=zh] { color: red }",
        "@page :first { margin: 1cm }",
        "p.mine { color: red }",
        '@font-face { font-family: "楷"; src: local("TW-Kai") }',
    ],
)
def test_a_style_with_a_use_is_not(workspace: Path, rule: str):
    write(workspace, "brief.css", rule)
    write(workspace, "brief.html.j2", EXTENDS + '{% block intro %}<p class="mine other"/>{% endblock %}')

    assert said(workspace) == []


def test_a_class_that_only_a_comment_names_has_no_use(workspace: Path):
    write(workspace, "brief.css", "p.mine { color: red }")
    write(workspace, "brief.html.j2", EXTENDS + '{# <p class="mine"/> #}')

    assert len(said(workspace)) == 1


def test_what_an_audience_extends_has_uses_for_its_styles(workspace: Path):
    write(workspace, "brief.html.j2", EXTENDS + '{% block intro %}<p class="lead-in"/>{% endblock %}')
    write(workspace, "audience.yaml", "id: mine\nextends: research\ntitle: mine\n", "mine")
    write(workspace, "brief.css", "p.lead-in { color: red }", "mine")

    assert said(workspace, mine=("research",)) == []
    assert len(said(workspace)) == 1


# ---- pictures and files --------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("brief.html.j2", EXTENDS + '{% block intro %}\n<figure><img src="lgoo.png" alt=""/></figure>{% endblock %}', 3),
        ("brief.css", "p.author\n{ background: url(lgoo.png) }", 2),
        ("brief.css", "p.author\n{ background: url('lgoo.png') }", 2),
    ],
)  # fmt: skip
def test_a_picture_that_is_not_there_is_told(workspace: Path, file: str, text: str, line: int):
    write(workspace, file, text)
    write(workspace, "logo.png", "")

    (problem,) = said(workspace, Severity.ERROR)

    assert problem == f"templates/research/{file}:{line}：找不到圖檔「lgoo.png」；是不是「logo.png」？"


def test_a_picture_of_the_audience_above_is_there(workspace: Path):
    write(workspace, "logo.png", "")
    write(workspace, "brief.html.j2", EXTENDS + '{% block intro %}<img src="logo.png" alt=""/>{% endblock %}')
    write(workspace, "audience.yaml", "id: mine\nextends: research\ntitle: mine\n", "mine")
    write(workspace, "brief.html.j2", '{% extends "research/brief.html.j2" %}{% block intro %}<img src="logo.png" alt=""/>{% endblock %}', "mine")  # fmt: skip

    assert [
        problem for problem in said(workspace, Severity.ERROR, mine=("research",)) if "圖檔" in problem
    ] == []


def test_files_and_macros_that_nothing_uses_are_told(workspace: Path):
    write(workspace, "parts.html.j2", "{% macro used() %}{% endmacro %}\n{% macro idle() %}{% endmacro %}")
    write(workspace, "breif.css", "")
    write(workspace, "old.png", "")
    write(workspace, "brief.html.j2", EXTENDS + '{% import "research/parts.html.j2" as p %}{% block intro %}{{ p.used() }}{% endblock %}')  # fmt: skip

    assert said(workspace) == [
        "templates/research/breif.css：沒有用到這個檔案；是不是「brief.css」？",
        "templates/research/old.png：沒有用到這個檔案",
        "templates/research/parts.html.j2:2：沒有用到巨集「idle」",
    ]
