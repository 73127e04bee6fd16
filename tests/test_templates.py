"""Templates are words only: strict, closed, and every mistake has its file and line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefgen.compose import check_templates, compose
from briefgen.compose.marking import Scanner
from briefgen.document import Heading, Paragraph, text_of
from briefgen.errors import Severity, TemplateError
from tests.make import REPOSITORY, a_brief, an_event

EVENT = an_event("xi-brics", summary="出席會議。", actors=("習近平",))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Give a workspace with the base templates and an audience without any template."""
    shutil.copytree(REPOSITORY / "templates" / "base", tmp_path / "templates" / "base")
    (tmp_path / "templates" / "research").mkdir()
    return tmp_path


def write(root: Path, text: str, name: str = "research/brief.html.j2") -> None:
    (root / "templates" / name).write_text(text, encoding="utf-8")


def in_title(words: str) -> str:
    """Give a template that overrides the title, with some words on its third line."""
    return f'{{% extends "base/brief.html.j2" %}}\n{{% block title %}}\n{words}\n{{% endblock %}}\n'


def refusals(root: Path, text: str) -> list[str]:
    write(root, text)
    with pytest.raises(TemplateError) as refused:
        compose(a_brief(EVENT, root=root))
    return [problem.say() for problem in refused.value.problems]


def refusal(root: Path, text: str) -> str:
    (said,) = refusals(root, text)
    return said


def faults(root: Path) -> list[str]:
    return [problem.say() for problem in check_templates(root / "templates", root)]


# ---- what templates can do --------------------------------------------------------


def test_an_audience_without_a_template_has_the_base(workspace: Path):
    document = compose(a_brief(EVENT, root=workspace))

    assert isinstance(document.blocks[0], Heading)


def test_an_audience_overrides_one_block(workspace: Path):
    write(workspace, in_title("<h1>{{ title }}（{{ audience.title }}）</h1>"))

    document = compose(a_brief(EVENT, root=workspace))

    heading = document.blocks[0]
    assert isinstance(heading, Heading)
    assert heading.content[0].text == "2021年第3季外交情勢（研究單位）"  # type: ignore[union-attr]
    assert str(heading.attrs.place) == "templates/research/brief.html.j2:3"


def test_an_audience_overrides_one_macro_file(workspace: Path):
    (workspace / "templates" / "research" / "base").mkdir()
    macros = (workspace / "templates/base/macros.html.j2").read_text(encoding="utf-8")
    write(workspace, macros.replace("{{ event.stop }}", "！"), "research/base/macros.html.j2")

    said = [node for node in compose(a_brief(EVENT, root=workspace)).walk() if isinstance(node, Paragraph)]

    assert any("出席會議！" in text_of(paragraph.content) for paragraph in said)


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("{{ sections[0].events[0].when.first | roc }}", "民國110年9月10日"),
        ("{{ sections[0].events[0].when | when('both') }}", "民國110（2021）年9月10日"),
        ("{{ 6 | formal }}、{{ 12 | numeral }}、{{ 3 | enclosed }}", "陸、十二、（三）"),
        ("{{ 2020 | year_from }}", "去（2020）年"),
        ("{{ ['甲', '乙', '丙'] | listed('及') }}", "甲、乙及丙"),
        ("{{ sections[0].events[0].when.first | weekday }}", "星期五"),
        ("{{ [sections[0].events[0].when.first] | days }}", "2021年9月10日"),
        ("{{ 'LA' | country }}", "寮國"),
        ("{{ '所謂「共識」' | quoted }}", "「所謂『共識』」"),
        ("{{ 639442789 | myriads }}", "6億3,944萬2,789"),
        ("{{ keywords | join('、') | default('無', true) }}", "無"),
    ],
)
def test_filters_speak_chinese(workspace: Path, expression: str, printed: str):
    write(workspace, in_title(f"<h1>{expression}</h1>"))

    heading = compose(a_brief(EVENT, root=workspace)).blocks[0]

    assert isinstance(heading, Heading)
    assert heading.content[0].text == printed  # type: ignore[union-attr]


# ---- what is refused ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("<h1>{{ titel }}</h1>", "沒有「titel」這個名稱；是不是「title」？"),
        ("<h1>{{ audience.titel }}</h1>", "沒有「titel」這個欄位；是不是「title」？"),
        ("<h1>{{ title | rok }}</h1>", "沒有「rok」這個過濾器；是不是「roc」？"),
        ("<h1>{{ sections | sort }}</h1>", "沒有「sort」這個過濾器；選取與排序屬於規則（seeds/themes.yaml）"),
        ("<h1>{{ title | safe }}</h1>", "沒有「safe」這個過濾器；資料的文字不會成為標記；標記請寫在範本裡"),
        ("{% fro x in sections %}{% endfor %}", "沒有 {% fro %} 這個標籤；是不是「from」？"),
        ("<h1>{{ title </h1>", "範本語法錯誤：這裡不該有「/」"),
        ("<h1>{{ 3 * 4 }}</h1>", "範本語法錯誤：範本不做計算；請由規則或資料算好"),
        ("{% autoescape false %}{% endautoescape %}", "範本語法錯誤：範本不能關閉跳脫"),
        ("<h1>{{ title.__class__ }}</h1>", "範本不能使用這個名稱或方法；只用資料的欄位"),
        ("<h1>{{ cite.__globals__ }}</h1>", "範本不能使用這個名稱或方法；只用資料的欄位"),
        ("<h1>{{ timeline[0].when.first.today() }}</h1>", "範本不能使用這個名稱或方法；只用資料的欄位"),
        ("<h1>{{ '{:>9}'.format(title) }}</h1>", "範本不能使用這個名稱或方法；只用資料的欄位"),
        ("<h1>{{ title.upper }}</h1>", "「upper」是方法，這裡沒有呼叫它；請寫成 upper()，或改用資料的欄位"),
        ("<h1>{{ [cite] }}</h1>", "這是函式，不是文字；請加上括號呼叫它"),
        ("<h1>{{ '\\u202e甲' }}</h1>", "寫出了不會顯示的控制字元（U+202E）；請刪去"),
        ("<h1>&#x202E;甲</h1>", "寫出了不會顯示的控制字元（U+202E）；請刪去"),
        ("<h1><span day='2021-02-30'>甲</span></h1>", "<span> 的 day 不能是「2021-02-30」；應為 2021-09-09 這樣的日子"),
        ("{% for n in range(100) %}<h2>甲</h2>{% endfor %}", "同一層的第 100 個標題沒有中文數字可編；請分成幾章，或在標題寫 label=\"\"（不編號）"),
        ("<h1>{{ title() }}</h1>", "範本無法執行：文字不是巨集，不能加 ()；請去掉括號"),
        ("<h1>{{ '甲' if title == '乙' }}</h1>", "範本無法執行：條件不成立時沒有可印的內容；請寫全，如 {{ 甲 if 條件 else \"\" }}"),
        ("<h1>{{ title | date }}</h1>", "範本無法執行：文字不能這樣用；請查 docs/reference.md，看這個過濾器用在哪種值"),
        ("<secton>{{ title }}</secton>", "沒有 <secton> 這個標記；是不是「section」？"),
        ("<h1 clas='x'>{{ title }}</h1>", "<h1> 沒有「clas」屬性；是不是「class」？"),
        ("<h1>甲 & 乙</h1>", "單獨的「&」不是標記；請寫成 &amp;"),
        ("<h1>甲&nbsp;乙</h1>", "不認得的實體 &nbsp;；請直接輸入那個字元，或寫成 &#數字;"),
        ("<h1>3 < 4</h1>", "單獨的「<」不是標記；請寫成 &lt;"),
        ("<h1>甲</h2>", "結束標記與開始標記不符；這裡應為 </h1>，卻是 </h2>"),
        ("{% include 'base/foot.html.j2' %}", "找不到範本「base/foot.html.j2」；是不是「base/brief.html.j2」？"),
        ("{% include '../../seeds/people.yaml' %}", "找不到範本「../../seeds/people.yaml」"),
        ("{% include '" + "x" * 300 + "' %}", f"找不到範本「{'x' * 300}」"),
        ("{% include '/etc/passwd' %}", "找不到範本「/etc/passwd」"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_line_and_remedy(workspace: Path, words: str, said: str):
    first = refusals(workspace, in_title(words))[0]

    assert first == f"templates/research/brief.html.j2:3：{said}"


def test_a_block_that_is_never_closed_names_its_line(workspace: Path):
    text = '{% extends "base/brief.html.j2" %}\n{% block title %}\n<h1>甲</h1>\n'

    assert refusal(workspace, text) == (
        "templates/research/brief.html.j2:3：範本語法錯誤：block 沒有結束；請補上對應的 end 標籤"
    )


def test_a_tag_that_an_overriding_block_leaves_open_names_its_own_line(workspace: Path):
    text = '{% extends "base/brief.html.j2" %}\n{% block see_also %}\n<aside>\n<p>參見</p>\n{% endblock %}\n'

    assert refusals(workspace, text)[0] == "templates/research/brief.html.j2:3：<aside> 沒有結束標記"


def test_a_tag_that_an_overriding_block_closes_once_too_often_names_its_own_line(workspace: Path):
    text = '{% extends "base/brief.html.j2" %}\n{% block see_also %}\n<p>參見</p></aside>\n{% endblock %}\n'

    assert refusals(workspace, text)[0].startswith(
        "templates/research/brief.html.j2:3：結束標記與開始標記不符；這裡應為 </section>，卻是 </aside>"
    )


def test_a_template_that_extends_itself_is_refused(workspace: Path):
    said = refusals(workspace, '{% extends "brief.html.j2" %}\n')

    assert (
        "templates/research/brief.html.j2:1：範本繼承、引用或呼叫了自己，或寫得太深；基礎範本請寫 base/…，如 base/brief.html.j2"
        in said
    )


def test_loops_that_nest_too_deeply_name_their_file(workspace: Path):
    loops = "{% for n in [1] %}" * 25 + "<h1>甲</h1>" + "{% endfor %}" * 25

    said = "templates/research/brief.html.j2：範本的迴圈、條件或括號一層套一層，太深了；請拆成巨集（macro）"
    assert said in refusals(workspace, loops)


def test_a_link_out_of_the_templates_is_not_followed(workspace: Path):
    (workspace / "secret.txt").write_text("<h1>機密</h1>", encoding="utf-8")
    (workspace / "templates" / "research" / "part.j2").symlink_to(workspace / "secret.txt")

    said = refusals(workspace, in_title('{% include "part.j2" %}'))

    assert said[0].startswith("templates/research/part.j2：「part.j2」不是這個資料夾裡的一般檔案")


def test_an_audience_may_be_a_link_to_a_folder_elsewhere(workspace: Path):
    (workspace / "templates" / "research").rename(workspace / "shared")
    (workspace / "templates" / "research").symlink_to(workspace / "shared")
    write(workspace, in_title('{% include "part.j2" %}'))
    write(workspace, "<h1>甲</h1>", "research/part.j2")

    assert compose(a_brief(EVENT, root=workspace)).blocks


def test_a_template_may_ask_a_text_how_it_begins(workspace: Path):
    write(
        workspace,
        in_title("{% if title.startswith('2021') %}<h1>{{ title.strip() | upper }}</h1>{% endif %}"),
    )

    assert compose(a_brief(EVENT, root=workspace)).blocks


def test_a_mistake_in_an_imported_macro_names_the_macro_file(workspace: Path):
    write(workspace, "{% macro line(x) %}\n<p>\n{{ x.nam }}</p>\n{% endmacro %}\n", "research/my.html.j2")

    said = refusals(workspace, in_title('{% import "my.html.j2" as my %}{{ my.line(audience) }}'))

    assert said == [
        "templates/research/my.html.j2:3：沒有「nam」這個欄位；可用的欄位：id、title、calendar、noted、inline、chronology"
    ]


def test_a_macro_that_is_not_there_is_named(workspace: Path):
    said = refusal(workspace, in_title('{% import "base/macros.html.j2" as m %}{{ m.evnt(1) }}'))

    assert said == "templates/research/brief.html.j2:3：沒有「evnt」這個欄位；是不是「event」？"


def test_all_mistakes_of_a_template_come_together(workspace: Path):
    said = refusals(workspace, in_title("<h1>{{ titel }}</h1>\n<dvi>x</dvi>\n<p>{{ windwo }} & x</p>"))

    assert [line.split("：")[0].rpartition(":")[2] for line in said] == ["3", "4", "5", "5"]


def test_a_template_cannot_change_its_data(workspace: Path):
    assert refusals(workspace, in_title("{% set _ = keywords.append('x') %}<h1>甲</h1>"))


# ---- checking without running ---------------------------------------------------------


def test_the_templates_of_this_repository_have_no_fault():
    assert faults(REPOSITORY) == []


def test_no_template_of_this_repository_makes_up_a_class():
    """Where a class may be anything, check cannot tell which styles have no use."""
    made = [
        path.name
        for path in (REPOSITORY / "templates").rglob("*.j2")
        if re.search(r'class="[^"]*\{', path.read_text("utf-8"))
    ]

    assert made == []


def test_checking_finds_what_no_edition_would_run_into(workspace: Path):
    write(workspace, in_title("{% if free_sections %}<h9>{{ nothin }}</h9>{% endif %}"))

    unknown_name, unknown_tag = faults(workspace)
    assert unknown_tag.startswith("templates/research/brief.html.j2:3：沒有 <h9> 這個標記")
    assert unknown_name.startswith("templates/research/brief.html.j2:3：沒有「nothin」這個名稱")


def test_a_block_the_base_does_not_have_is_a_warning(workspace: Path):
    write(workspace, '{% extends "base/brief.html.j2" %}\n{% block titel %}<h1>甲</h1>{% endblock %}\n')

    (problem,) = check_templates(workspace / "templates", workspace)

    assert problem.severity is Severity.WARNING
    assert problem.say() == (
        "templates/research/brief.html.j2:2：基礎範本沒有「titel」區塊，內容不會印出；是不是「title」？"
    )


def test_a_missing_template_is_named_with_its_nearest(workspace: Path):
    write(workspace, '{% extends "base/breif.html.j2" %}\n')

    assert faults(workspace) == [
        "templates/research/brief.html.j2:1：找不到範本「base/breif.html.j2」；是不是「base/brief.html.j2」？"
    ]


def test_a_broken_template_is_told_once_and_not_by_those_that_extend_it(workspace: Path):
    base = workspace / "templates/base/brief.html.j2"
    base.write_text(base.read_text("utf-8").replace("{% endblock %}", "{% endblok %}", 1), "utf-8")
    write(workspace, '{% extends "base/brief.html.j2" %}\n{% block title %}{{ m.title() }}{% endblock %}\n')

    (told,) = faults(workspace)

    assert told.endswith("沒有 {% endblok %} 這個標籤；是不是「endblock」？")
    assert told.startswith("templates/base/brief.html.j2:")


def test_a_template_that_is_no_utf8_is_named(workspace: Path):
    (workspace / "templates/research/brief.html.j2").write_bytes("第一行\n外交".encode("big5"))

    assert faults(workspace) == [
        "templates/research/brief.html.j2:1：範本語法錯誤：檔案不是 UTF-8 編碼；請另存為 UTF-8"
    ]


# ---- marks ---------------------------------------------------------------------------


def test_every_tag_is_marked_with_its_line():
    scanner = Scanner("t.j2")

    marked = scanner.mark('<p\n class="a>b">甲\n<br/></p>', 5)

    assert marked == '<p at="t.j2:5"\n class="a>b">甲\n<br at="t.j2:7"/><?at t.j2:7?></p>'
    assert scanner.problems == []


def test_a_tag_may_go_on_after_an_expression():
    scanner = Scanner("t.j2")

    marked = scanner.mark('<p class="', 1) + "{x}" + scanner.mark('<" id="y">&amp;', 2)

    assert marked == '<p at="t.j2:1" class="{x}<" id="y">&amp;'
    assert scanner.problems == []


def test_comments_are_not_looked_into():
    scanner = Scanner("t.j2")

    assert scanner.mark("<!-- <dvi> & -->", 1) == "<!-- <dvi> & -->"
    assert scanner.problems == []


# ---- methods that are not called ---------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "{{ title.upper }}", "{{ title.upper ~ '' }}", "{{ '' ~ title['upper'] }}", "{{ title.upper|upper }}",
        "{{ [title.upper]|join }}", "{{ ['' ~ [title.upper]] }}", "{{ {'a': title.upper} ~ '' }}",
        "{{ (title|e).join([title.upper]) }}", "{{ (title|e).replace('年', title.upper) }}",
        "{% if title.upper %}{% endif %}", "{% if title.upper == 'A' %}{% endif %}",
        "{% for letter in title.upper %}{% endfor %}",
    ],
)  # fmt: skip
def test_a_method_that_is_not_called_is_refused_where_it_stands(workspace: Path, words: str):
    said = refusal(workspace, in_title(f"<h1>{words}</h1>"))

    assert said.startswith("templates/research/brief.html.j2:3：「upper」是方法，這裡沒有呼叫它")
    assert "請寫成 upper()" in said


@pytest.mark.parametrize(
    "words",
    ["{{ range ~ '' }}", "{{ super ~ '' }}", "{{ [super]|join }}", "{{ self.title ~ '' }}",
     "{% macro m() %}{% endmacro %}{{ m ~ '' }}", "{% for n in [1] %}{{ loop ~ '' }}{% endfor %}"],
)  # fmt: skip
def test_no_function_is_printed(workspace: Path, words: str):
    said = refusal(workspace, in_title(f"<h1>{words}</h1>"))

    assert said.startswith("templates/research/brief.html.j2:3：")
    assert "呼叫它" in said and "0x" not in said


def test_methods_are_called_as_before(workspace: Path):
    words = "{{ '第' ~ title.lower() ~ {'a': 1}.get('a') ~ range(2)|join ~ ['甲'].index('甲') }}"
    write(workspace, in_title(f"<h1>{words}</h1>"))

    heading = compose(a_brief(EVENT, root=workspace)).blocks[0]

    assert text_of(heading.content) == "第2021年第3季外交情勢1010"  # type: ignore[union-attr]
