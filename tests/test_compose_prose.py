"""The analyst's Markdown becomes the same markup as everything else, with its own lines in every error."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.catalogue import read_edition
from briefgen.compose import compose, outline, warnings
from briefgen.compose.markdown import Token, is_plain, markdown_tokens, plain_tokens
from briefgen.document import Figure, Table
from briefgen.errors import CatalogueError, Severity, TemplateError
from briefgen.model import KeyPoint, Picture, ShortName
from tests.make import REPOSITORY, a_brief, a_prose, a_source, an_audience, an_edition, an_event

EVENT = an_event(
    "xi-brics", summary="出席會議。", actors=("習近平",), sources=(a_source("新華社", "2021-09-10"),)
)


def written(text: str, **fields: object) -> str:
    """Give the outline of a brief with some prose, from its first section on."""
    said = outline(compose(a_brief(EVENT, prose=a_prose(text), **fields)))
    return said[said.index("p.window") :].split("\n", 1)[1]


def refusals(text: str) -> list[str]:
    with pytest.raises((CatalogueError, TemplateError)) as refused:
        compose(a_brief(EVENT, prose=a_prose(text)))
    return [problem.say() for problem in refused.value.problems]


def test_prose_stands_before_the_events_of_its_theme():
    assert written("## 美中競合 {#major-powers}\n\n雙方\n各說各話。\n") == (
        "section#major-powers.theme\n"
        "  h2 一、美中競合\n"
        "  p 雙方各說各話。\n"
        "  p 習近平9月10日出席會議。[[新華社，2021年9月10日。]]\n"
    )


def test_prose_before_the_first_section_and_sections_without_a_theme_are_printed():
    said = written("引言。\n\n## 結語\n\n### 展望\n\n後續可期。\n")

    assert said.startswith("p 引言。\nsection#major-powers")
    assert said.endswith("section\n  h2 二、結語\n  h3 （一）展望\n  p 後續可期。\n")


def test_prose_of_a_theme_the_audience_does_not_have_is_left_out():
    assert "他節" not in written("## 臺海 {#taiwan}\n\n他節。\n")


def test_prose_that_is_not_printed_is_told():
    (warning,) = warnings(a_brief(EVENT, prose=a_prose("總說。\n\n## 經貿 {#trade}\n\n經貿的話。\n")))

    assert warning.severity is Severity.WARNING
    assert warning.say() == (
        "seeds/editions/2021-q3.md:12：「research」沒有「trade」這一節，這段內文沒有印出；可用的節：major-powers"
    )


def test_a_mistake_in_prose_is_told_to_an_audience_that_does_not_print_it():
    brief = a_brief(EVENT, prose=a_prose("甲[^9]與`乙`。\n"), audience=an_audience(prose="none"))

    (warning,) = warnings(brief)

    assert warning.say() == (
        "seeds/editions/2021-q3.md:10：這份不印內文，但內文有誤：註腳 [^9] 沒有內容（共 2 處）；"
        "印出內文的讀者無法產製；請執行 briefgen check"
    )
    assert warning.severity is Severity.WARNING
    assert "甲" not in outline(compose(brief))


def test_a_paragraph_on_a_withheld_event_is_left_out():
    prose = a_prose("公開的話。\n\n密議[@secret]。\n\n- 也是密議[@xi-brics; @secret]。\n- 公開。\n")

    said = outline(compose(a_brief(EVENT, prose=prose, withheld=frozenset({"secret"}))))

    assert "公開的話。" in said
    assert "密議" not in said


def test_a_cited_event_gives_its_sources_after_the_full_stop():
    assert "p 收效甚微。[[新華社，2021年9月10日。]]惟後續可期。" in written(
        "## 一 {#major-powers}\n\n收效甚微[@xi-brics]。惟後續可期。\n"
    )


def test_the_number_of_a_source_follows_every_mark_and_that_of_an_explanation_its_word():
    said = written(
        "## 一 {#major-powers}\n\n甲事[@xi-brics]；乙事[@xi-brics]，丙事[^1]，丁事。\n\n[^1]: 說明。\n"
    )

    assert (
        "p 甲事；[[新華社，2021年9月10日。]]乙事，[[新華社，2021年9月10日。]]丙事[[說明。]]，丁事。" in said
    )


def test_a_cited_event_stands_in_the_text_where_sources_do():
    said = written(
        "## 一 {#major-powers}\n\n收效甚微[@xi-brics]。\n", audience=an_audience(citations="inline")
    )

    assert "p 收效甚微<small>（新華社，2021.9.10）</small>。\n" in said


def test_markdown_has_lists_tables_emphasis_quotations_and_links():
    said = written(
        "## 一 {#major-powers}\n\n"
        "1. **甲**\n2. *乙*\n\n- 丙\n\n> 引文\n\n| 日期 | 事 |\n| --- | --- |\n| 9日 | [通話](https://example.org) |\n\n---\n"
    )

    assert (
        "  ol\n    li <strong>甲</strong>\n    li <em>乙</em>\n  ul\n    li 丙\n  blockquote\n    p 引文\n"
        "  table\n    thead p 日期 | p 事\n    tr p 9日 | p [通話](https://example.org)\n  hr\n"
    ) in said


def test_the_columns_of_a_table_are_aligned_as_markdown_says():
    document = compose(
        a_brief(EVENT, prose=a_prose("| 甲 | 乙 | 丙 |\n| :-- | --: | :-: |\n| 1 | 2 | 3 |\n"))
    )

    (table,) = (node for node in document.walk() if isinstance(node, Table))
    assert [cell.attrs.classes for cell in table.body[0].cells] == [(), ("right",), ("center",)]


def test_a_footnote_is_an_explanation():
    said = written("## 一 {#major-powers}\n\n成就[^1]，可觀。\n\n[^1]: 包括**五國**。\n")

    assert "p 成就[[包括<strong>五國</strong>。]]，可觀。" in said


def test_a_picture_alone_is_a_figure(tmp_path: Path):
    shutil.copytree(REPOSITORY / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "research" / "photo.png").write_bytes(PNG)

    said = written('## 一 {#major-powers}\n\n![兩人握手](photo.png "會晤現場")\n', root=tmp_path)

    assert "figure [photo.png: 兩人握手] 會晤現場" in said


def test_html_in_prose_is_only_words():
    assert "p <b>甲</b>" in written("## 一 {#major-powers}\n\n<b>甲</b>\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## 一 {#major-power}\n", "seeds/editions/2021-q3.md:10：沒有「major-power」這個主題；是不是「major-powers」？"),
        ("\n\n甲[@xi-bricks]。\n", "seeds/editions/2021-q3.md:12：本期沒有「xi-bricks」這個事件；是不是「xi-brics」？"),
        ("甲[^9]。\n", "seeds/editions/2021-q3.md:10：註腳 [^9] 沒有內容"),
        ("甲\n\n# 乙\n", "seeds/editions/2021-q3.md:12：內文的標題用 ## 至 #####；章名由 chapter 欄位決定"),
        ("甲&#x202e;乙\n", "seeds/editions/2021-q3.md:10：寫出了不會顯示的控制字元（U+202E）；請刪去"),
        ("甲`乙`\n", "seeds/editions/2021-q3.md:10：內文不支援程式碼"),
        ("甲\n\n```\n乙\n```\n", "seeds/editions/2021-q3.md:12：內文不支援程式碼區塊"),
        ("甲\n\n[乙](ftp://example.org)\n", "seeds/editions/2021-q3.md:12：<a> 的 href 不能是「ftp://example.org」；只可用 http、https、mailto 或文內的 #代號"),
        ("甲。\n\n[^1]: 乙。\n", "seeds/editions/2021-q3.md:12：註腳 [^1] 沒有引用，不會印出；請在內文寫 [^1]，或刪去這則註腳"),
        ("甲[^1]。\n\n[^1]: 乙。\n\n[^1]: 丙。\n", "seeds/editions/2021-q3.md:12：註腳 [^1] 寫了兩次；請換一個代號，或刪去"),
        ("甲[^1]。\n\n[^1]: 乙[^1]。\n", "seeds/editions/2021-q3.md:10：註腳裡不能再有註腳；請併成一則，或移到內文"),
        ("甲[^1]。\n\n[^1]: 見[@xi-brics]。\n", "seeds/editions/2021-q3.md:10：註腳裡不能引用事件；請把引用移到內文，或直接寫出來源"),
        ("## 一 {#major-powers}\n\n## 二 {#major-powers}\n", "seeds/editions/2021-q3.md:12：主題「major-powers」寫了兩節"),
    ],
)  # fmt: skip
def test_a_mistake_in_prose_names_the_line_of_the_edition(text: str, said: str):
    assert refusals(text) == [said]


def test_all_mistakes_in_prose_come_together():
    assert len(refusals("甲[@no-such]。\n\n乙`丙`\n\n# 丁\n")) == 3


# ---- prose without the Markdown library -------------------------------------------------


def read(tokens: Sequence[Token]) -> list[object]:
    """Give what the writer reads of some tokens; neighbouring texts are one."""
    return [(token.type, token.tag, token.content, token.map, _words(token.children)) for token in tokens]


def _words(children: Sequence[Token]) -> str:
    return "".join("\n" if child.type == "softbreak" else child.content for child in children)


PIECES = ["甲", "乙，", "a", "1", " ", "\n", "\n\n", "## ", "### ", "#", "{#x}", "[@a-b]", "[@a; @b]。", "[", "]", "-", "*",
          ":", ">", "\u3000", "(", "1. ", "\\", "&amp;", "http://x.org", "|", "=", "'", '"', "…", "!"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_plain_prose_is_read_as_the_markdown_library_reads_it(text: str):
    assume(is_plain(text))

    assert read(plain_tokens(text)) == read(markdown_tokens(text))


@pytest.mark.parametrize("edition", ["2021-q3", "2021-q4"])
def test_the_editions_of_this_repository_are_read_alike_both_ways(edition: str):
    _, prose = read_edition(REPOSITORY, edition)

    assert is_plain(prose.text)
    assert read(plain_tokens(prose.text)) == read(markdown_tokens(prose.text))


# ---- events inside the prose, years, whole texts --------------------------------------


def test_prose_says_where_the_events_of_a_theme_stand():
    said = written("## 大國關係 {#major-powers}\n\n先說。\n\n::: events theme=major-powers :::\n\n後說。\n")

    assert said.splitlines()[:5] == [
        "section#major-powers.theme",
        "  h2 一、大國關係",
        "  p 先說。",
        "  p 習近平9月10日出席會議。[[新華社，2021年9月10日。]]",
        "  p 後說。",
    ]
    assert said.count("出席會議") == 1


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("list", "  li 習近平9月10日出席會議。[[新華社，2021年9月10日。]]"),
        ("table", "  tr p 9月10日 | p 王毅訪問越南 | p 新華社，2021.9.10"),
        ("meetings", "  thead p 日期 | p 人物 | p 對方 | p 地點或場合"),
    ],
)
def test_events_in_prose_have_several_forms(form: str, printed: str):
    said = written(f"::: events theme=major-powers as={form} :::\n")

    assert printed in said.splitlines()


def test_a_limit_keeps_the_most_important_events():
    minor = an_event("minor", when="2021-09-01", importance=1, summary="小事。")
    brief = a_brief(minor, EVENT, prose=a_prose("::: events theme=major-powers limit=1 :::\n"))

    said = outline(compose(brief))

    assert "出席會議" in said
    assert "小事" not in said


@pytest.mark.parametrize(
    ("directive", "said"),
    [
        ("::: event theme=major-powers :::", "::: 之中看不懂「event」；是不是「events」？"),
        ("::: events theme=major-power :::", "::: 之中看不懂「major-power」；是不是「major-powers」？"),
        ("::: events them=major-powers :::", "::: 之中看不懂「them」；是不是「theme」？"),
        (
            "::: events theme=major-powers as=tables :::",
            "::: 之中看不懂「tables」；是不是「table」？",
        ),
    ],
)
def test_a_mistake_between_colons_names_its_line(directive: str, said: str):
    assert refusals(f"前言。\n\n{directive}\n") == [f"seeds/editions/2021-q3.md:12：{said}"]


def test_a_year_is_said_as_the_day_of_the_text_sees_it():
    assert "p 今（2021）年與去（2020）年相比。" in written("{今年}與{去年}相比。\n")


def test_an_audience_may_take_the_prose_for_the_whole_text():
    prose = "前言。\n\n## 甲節\n\n甲。\n\n### 小節\n\n乙。\n"

    said = written(prose, audience=an_audience(prose="whole", numbering="article"))

    assert [line.strip() for line in said.splitlines()] == [
        "p 前言。", "section", "h2 壹、甲節", "p 甲。", "h3 一、小節", "p 乙。",
    ]  # fmt: skip


def test_without_prose_the_sections_stand_for_it():
    said = outline(compose(a_brief(EVENT, audience=an_audience(prose="whole"))))

    assert "出席會議" in said


def test_an_audience_may_have_neither_prose_nor_key_points():
    points = (KeyPoint(text="要點。", events=("xi-brics",)),)
    said = written("評述。\n", audience=an_audience(prose="none"), edition=an_edition(key_points=points))

    assert "評述" not in said
    assert "要點" not in said


# ---- short names ----------------------------------------------------------------------


def test_a_short_name_is_declared_once_and_used_afterwards():
    names = (ShortName(name="中國大陸", short="大陸"),)
    prose = (
        "## 中國大陸\n\n中國大陸表態，稱「中國大陸」立場不變。中國大陸又說[^1]。\n\n[^1]: 中國大陸外交部。\n"
    )

    said = written(prose, edition=an_edition(short_names=names))

    assert "h2 二、中國大陸" in said
    assert "p 中國大陸（下稱大陸）表態，稱「中國大陸」立場不變。大陸又說[[中國大陸外交部。]]。" in said


# ---- pictures -------------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"


def pictured(root: Path, name: str, content: bytes) -> str:
    """Give the outline of a brief whose edition has a picture, or why it is refused."""
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    folder = root / "seeds" / "editions" / "2021-q3"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content)
    try:
        return outline(compose(a_brief(EVENT, prose=a_prose(f"![圖]({name})\n"), root=root)))
    except TemplateError as error:
        return error.problems[0].say()


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.svg"])
def test_a_picture_of_the_edition_goes_into_the_document(tmp_path: Path, name: str):
    content = {".png": PNG, ".jpg": b"\xff\xd8\xff\xe0", ".svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}

    assert "[data:image/" in pictured(tmp_path, name, content[name[1:]])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.png", b"GIF89a", "圖檔內容與副檔名不符，或不是可用的格式"),
        ("a.png", b"", "圖檔是空的，或超過 5 MB"),
        ("a.png", PNG[:16] + b"\0\1\0\0\0\1\0\0", "圖檔的像素過多"),
        ("a.svg", b"<svg><script>alert(1)</script></svg>", "SVG 圖檔含有程式或外部連結"),
        ("a.svg", b"<svg><image href='http://example.org/a.png'/></svg>", "SVG 圖檔含有程式或外部連結"),
        ("a.svg", b"<svg onload='x()'/>", "SVG 圖檔含有程式或外部連結"),
        ("a.svg", b"<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>", "SVG 圖檔含有程式或外部連結"),
    ],
)
def test_a_picture_that_is_not_what_it_says_is_refused(tmp_path: Path, name: str, content: bytes, said: str):
    assert pictured(tmp_path, name, content) == (
        f"seeds/editions/2021-q3.md:10：{said}；請改用 PNG 或 JPEG 檔"
    )


def test_a_picture_that_the_edition_names_is_known_by_the_line_of_the_edition(tmp_path: Path):
    file = tmp_path / "seeds" / "editions" / "2021-q3.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\nimage: {src: a.png, alt: 圖}\n---\n", "utf-8")
    shutil.copytree(REPOSITORY / "templates", tmp_path / "templates")
    edition = an_edition(image=Picture(src="a.png", alt="圖"))
    templates = tmp_path / "templates"
    (templates / "forum" / "a.png").write_bytes(PNG)

    document = compose(
        a_brief(EVENT, edition=edition, root=tmp_path, folder=templates / "forum", base=templates)
    )

    (figure,) = (node for node in document.walk() if isinstance(node, Figure))
    assert str(figure.attrs.place) == "seeds/editions/2021-q3.md:2"


# ---- markup that is none --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, said",
    [
        ("前言。\n\n::: events theme=major-powers as=table\n", "2021-q3.md:12: ::: is not closed"),
        (
            "話。\n::: events theme=major-powers :::\n",
            "2021-q3.md:11: ::: is not closed, or no paragraph of its own",
        ),
        ("：：： events theme=major-powers ：：：\n", "2021-q3.md:10: full-width colons are no markup"),
        ("會談［@2022-02-04-xi-putin-beijing］。\n", "'［@2022-02-04-xi-putin-beijing］' is no citation"),
        ("會談[＠xi-brics]。\n", "'[＠xi-brics]' is no citation"),
        ("會談（@2022-02-04-xi-putin）。\n", "'（@2022-02-04-xi-putin）' is no citation"),
        ("會談[@2022-02-04-xi-putin。\n", "'[@2022-02-04-xi-putin' is no citation"),
        (
            "通話[2022-03-18-biden-xi-call]。\n",
            "'[2022-03-18-biden-xi-call]' looks like a citation without @",
        ),
        ("通話[xi-brics]。\n", "to cite the event write [@xi-brics]"),
        ("話［^1］。\n", "'［^1］' is no note"),
        ("一行。\n二行{明天}。\n", "2021-q3.md:11: '{明天}' means nothing"),
        ("{今年話。\n", "'{今年' means nothing"),
        ("｛今年｝話。\n", "a year stands in half-width braces"),
        ("### 小節 {#major-powers}\n", "{#major-powers} belongs at the end of a ## heading"),
        ("## 標題[@xi-brics]\n\n話。\n", "[@xi-brics] in a title or key point is printed as it stands"),
        ("## 標題｛去年｝\n\n話。\n", "'｛去年｝' means nothing"),
        ("- 項目{明天}\n", "'{明天}' means nothing"),
        ("見[這裡](javascript:alert)。\n", "'[這裡](javascript:alert)' is no link"),
    ],
)
def test_broken_markup_is_one_error_with_its_line(text: str, said: str):
    with pytest.raises(CatalogueError) as refused:
        compose(a_brief(EVENT, prose=a_prose(text)))

    (problem,) = refused.value.problems
    assert said in problem.say("en")
    assert str(problem.where).startswith("seeds/editions/2021-q3.md:1")


@pytest.mark.parametrize("text", ["要點[@xi-brics]。", "要點{明天}。"])
def test_a_key_point_has_no_markup_that_is_printed_as_it_stands(text: str):
    points = (KeyPoint(text=text, events=()),)

    with pytest.raises(CatalogueError):
        compose(a_brief(EVENT, edition=an_edition(key_points=points)))


@pytest.mark.parametrize(
    "text",
    [
        "他說：「好」[sic]，見[1]與[a]；電郵 a@b.org，帳號@SpokespersonCHN（@POTUS）。",
        "期間[2021-07-01]至［2021-10］，[2021-q3]；比例 3:1::2，甲：：乙。",
        "見[連結](https://example.org/@2021-09-15-a)與[2021-09-15-aukus](https://example.org/{a}) 。",
        "話[^1]。\n\n[^1]: 註[二]。",
        "[丙]（丁：戊）與 [注](x y)。",
        "｛甲｝與【乙】、〔丙〕、［丁］。",
        "{今年}與{去年}。\n\n## {明年}展望 {#major-powers}\n\n話。",
        "集合 { a, b }、{{ 7 * 7 }}；他\\[一\\]說。**粗[體]**。",
    ],
)
def test_ordinary_prose_is_no_broken_markup(text: str):
    said = written(text + "\n")

    assert said
