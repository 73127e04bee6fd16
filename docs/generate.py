"""Write `docs/reference.md` from the code: `python docs/generate.py`.

Names, types, choices and examples are taken from where the program itself reads them;
`words.toml` says in Chinese what each is for.  To describe something new: a section in
SECTIONS, its words in `words.toml`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import click
import msgspec

from briefgen.model import DateWindow, When

HERE = Path(__file__).parent
WORDS: dict[str, dict[str, str]] = tomllib.loads((HERE / "words.toml").read_text("utf-8"))


def reference() -> str:
    """Give the whole reference as Markdown."""
    lines = (line for part in SECTIONS for line in (*part(), ""))
    return "\n".join((HEAD, *lines)).rstrip() + "\n"


def said(group: str, name: str) -> str:
    """Give the Chinese words for a name; KeyError where they are missing."""
    try:
        return WORDS[group][name]
    except KeyError:
        raise KeyError(f"docs/words.toml has no {name!r} under [{group}]") from None


HEAD = """\
# 參考

這份文件由程式產生（`python docs/generate.py`），請勿手改。入門請看 [tutorial.md](tutorial.md)。

*In English: this reference is generated from the code. It lists the fields of seeds and audiences, the
forms of dates, the rule language, what templates may use, the tags of brief markup, the CSS that
reaches Word, the commands and their exit codes.*
"""


def table(*head: str, rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Give a table, line by line."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;').replace(chr(10), ' ') for cell in row)} |"


# ---- fields --------------------------------------------------------------------


def fields() -> Iterator[str]:
    """The fields of every record that a person writes."""
    from briefgen.model import Audience, Body, Edition, Event, Outlet, Person

    _, records = msgspec.json.schema_components([Event, Person, Body, Outlet, Edition, Audience])
    yield "## 欄位"
    yield ""
    yield "打＊的必填。`briefgen schema` 寫出同樣內容的 JSON Schema，讓編輯器補全與檢查。"
    for name, title in WORDS["records"].items():
        record = records[name]
        required = record.get("required", [])
        yield from ("", f"### {title}", "")
        yield from table(
            "欄位", "內容", "說明",
            rows=(
                (f"`{field}`{'＊' if field in required else ''}", kind(part), described(part))
                for field, part in record["properties"].items()
            ),
        )  # fmt: skip


def kind(part: dict[str, Any]) -> str:
    """Say what sort of value a field takes."""
    ways = [way for way in part.get("anyOf", []) if way.get("type") != "null"]
    if ways:
        return kind(ways[0])
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return {"When": "日期", "DateWindow": "期間"}.get(name) or WORDS["records"].get(name, name).split(
            "（"
        )[0]
    if "enum" in part:
        return "、".join(f"`{value}`" for value in part["enum"])
    if part.get("format") == "date":
        return "日"
    if part["type"] == "array":
        return f"清單：{kind(part['items'])}"
    return {
        "string": "文字",
        "integer": "整數",
        "boolean": "`true`、`false`",
        "number": "數字",
        "object": "對照",
    }[part["type"]]


def described(part: dict[str, Any]) -> str:
    """Give the description of a field, wherever it stands in the schema, and its default."""
    inner = next((way for way in part.get("anyOf", []) if "description" in way), {})
    words = part.get("description") or inner.get("description") or ""
    default = part.get("default")
    shown = default not in (None, "", [], (), {}) and default is not False
    return f"{words}（預設 `{_plain(default)}`）" if shown else words


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def prose() -> Iterator[str]:
    """What the Markdown below the front matter of an edition may hold."""
    from briefgen.compose.directive import FORMS

    yield "## 各期的內文"
    yield ""
    yield "檔頭之下是 Markdown：標題（`##` 至 `#####`）、段落、清單、表格、引文、強調、連結與獨立成段的圖。另有："
    yield ""
    yield from table("寫法", "作用", rows=((f"`{form}`", words) for form, words in WORDS["prose"].items()))
    yield ""
    yield f"`as` 可用 {_codes(FORMS)}；不寫即 `{FORMS[0]}`。"


def dates() -> Iterator[str]:
    """The short forms of dates, and of windows on the command line."""
    from briefgen.rules import parse_window
    from briefgen.zh.dates import when_words, window_words

    short = ("2021-09-10", "2021-09-10/2021-09-15", "2021-09-D2", "2021-09", "2021-Q3", "2021-H2", "2021")
    asked = (
        "2021Q3",
        "110Q3",
        "民國110年第3季",
        "2021-07..2021-10",
        "民國110年7月至10月",
        "2021H2",
        "上一季",
    )
    today = date(2021, 11, 5)
    yield from ("## 日期與期間", "", "事件的 `when` 與來源的 `date` 可寫：", "")
    yield from table("寫法", "印作", rows=((f"`{text}`", when_words(When.parse(text))) for text in short))
    yield from ("", "`--quarter` 可寫（相對的期間從執行當日算起；下表以 2021-11-05 為例）：", "")
    yield from table(
        "寫法", "期間", rows=((f"`{text}`", window_words(parse_window(text, today=today))) for text in asked)
    )


# ---- rules ---------------------------------------------------------------------


def rules() -> Iterator[str]:
    """The language of `themes.yaml`."""
    from briefgen.rules import FIELDS, OPERATORS
    from briefgen.rules.language import GROUP_KEYS, ORDER_KEYS, SCORE_KEYS
    from briefgen.rules.schema import ATTRIBUTES

    yield "## 選材規則（`seeds/themes.yaml`）"
    yield ""
    yield "條件寫作「欄位: {運算: 值}」；`all` 全部成立、`any` 有一項成立、`none` 一項也不成立，可以互相包含。"
    yield "`theme: 代號` 引用另一主題的條件；`groups` 的名單寫作 `$名稱`。只寫一個值等於 `is`，寫清單等於 `any_of`。"
    yield from ("", "### 主題的屬性", "")
    yield from table(
        "屬性",
        "說明",
        rows=((f"`{name}`", str(part["description"])) for name, part in ATTRIBUTES.items()),  # type: ignore[index,call-overload]
    )
    yield from (
        "",
        f"- `order_by`：{_codes(ORDER_KEYS)}",
        f"- `score`：{_codes(SCORE_KEYS)}",
        f"- `group_by`：{_codes(GROUP_KEYS)}",
    )
    yield from ("", "### 可以問的欄位", "")
    yield from table(
        "欄位", "意義", "種類", "可用的值",
        rows=(
            (f"`{name}`", field.words.zh, said("kinds", field.kind), _codes(field.choices))
            for name, field in FIELDS.items()
        ),
    )  # fmt: skip
    yield from ("", "### 運算", "")
    yield from table(
        "運算", "成立的條件", "可用於",
        rows=(
            (f"`{name}`", operator.words.zh, "、".join(said("kinds", k) for k in sorted(operator.kinds)))
            for name, operator in OPERATORS.items()
        ),
    )  # fmt: skip


def _codes(names: Iterable[str]) -> str:
    return "、".join(f"`{name}`" for name in names)


# ---- templates -----------------------------------------------------------------


def names() -> Iterator[str]:
    """What a template sees."""
    from briefgen.compose import views

    yield "## 範本看得到的資料"
    yield ""
    yield "所有日期、排序、選材都已做好；範本只負責寫成什麼話。寫錯名稱時 `briefgen check` 會說檔案、行號與最接近的名稱。"
    for name, title in WORDS["views"].items():
        hints = get_type_hints(getattr(views, name))
        yield from (
            "",
            f"**{title}**（`{name}`）："
            + "、".join(f"`{field}`{_of(hint)}" for field, hint in hints.items()),
        )


def _of(hint: object) -> str:
    """Point from a field to the view that it holds."""
    found = [name for name in WORDS["views"] if name in str(hint)]
    return f"（{found[0]}）" if found else ""


_WINDOW = DateWindow(date(2021, 7, 1), date(2021, 10, 31))
EXAMPLES: dict[str, tuple[str, object]] = {
    "escape": ("x | escape", "<p>"),
    "when": ("x | when", When.parse("2021-11-D2")),
    "window": ("x | window", _WINDOW),
    "year": ("x | year('roc')", 2021),
    "year_from": ("2021 | year_from(x)", date(2022, 12, 1)),
    "days": ("x | days", (date(2021, 11, 16), date(2021, 11, 17))),
    "default": ("x | default('無')", None),
    "first": ("x | first", ("甲", "乙")),
    "last": ("x | last", ("甲", "乙")),
    "join": ("x | join('、')", ("甲", "乙")),
    "length": ("x | length", ("甲", "乙")),
    "trim": ("x | trim", " 甲 "),
    "upper": ("x | upper", "pif"),
    "lower": ("x | lower", "PIF"),
    "date": ("x | date('roc')", date(2021, 9, 9)),
    "ce": ("x | ce", date(2021, 9, 9)),
    "roc": ("x | roc", date(2021, 9, 9)),
    "both": ("x | both", date(2021, 9, 9)),
    "short_date": ("x | short_date", date(2021, 9, 9)),
    "weekday": ("x | weekday", date(2021, 9, 9)),
    "numeral": ("x | numeral", 12),
    "formal": ("x | formal", 6),
    "enclosed": ("x | enclosed", 3),
    "thousands": ("x | thousands", 1234567),
    "myriads": ("x | myriads", 228000000),
    "listed": ("x | listed", ("甲", "乙", "丙")),
    "country": ("x | country", "JP"),
    "quoted": ("x | quoted", "甲「乙」"),
}


def filters() -> Iterator[str]:
    """The filters, each with an example that is run."""
    from briefgen.compose.environment import FILTERS

    yield from ("## 過濾器", "", "Jinja 的過濾器只有下列各項；選取與排序是規則的事，範本沒有。", "")
    named = (name for name in FILTERS if name not in ("d", "e"))  # Jinja's short names
    rows = ((f"`{name}`", said("filters", name), *_example(name)) for name in named)
    yield from table("過濾器", "說明", "例", "印作", rows=rows)
    yield from ("", "函式：`cite(event.sources)` 印出來源的註號；`range`。")


def _example(name: str) -> tuple[str, str]:
    from briefgen.compose.environment import Environment, TemplateFolder

    if name not in EXAMPLES:
        return "", ""
    source, value = EXAMPLES[name]
    environment = Environment(TemplateFolder(HERE, ("docs",), HERE))
    given = {} if value is None else {"x": value}
    return f"`{{{{ {source} }}}}`", str(environment.from_string(f"{{{{ {source} }}}}").render(given)).strip()


def macros() -> Iterator[str]:
    """The macros and blocks of the base."""
    from jinja2 import nodes

    from briefgen.compose.environment import Environment, TemplateFolder

    root = HERE.parent
    folder = TemplateFolder(root / "templates", ("base",), root)
    environment = Environment(folder)

    def tree(name: str) -> nodes.Template:
        return environment.parse(folder.get_source(environment, name)[0], name, name)

    yield from (
        "## 巨集與區塊",
        "",
        '`{% import "base/macros.html.j2" as m %}` 之後寫 `{{ m.名稱(…) }}`。',
        "",
    )
    found = tree("base/macros.html.j2").find_all(nodes.Macro)
    yield from table(
        "巨集", "寫出什麼",
        rows=((f"`{macro.name}({', '.join(arg.name for arg in macro.args)})`", said("macros", macro.name)) for macro in found),
    )  # fmt: skip
    yield from (
        "",
        '`{% extends "base/brief.html.j2" %}` 之後，可以覆寫下列區塊（`{% block 名稱 %}…{% endblock %}`）：',
        "",
    )
    blocks = dict.fromkeys(block.name for block in tree("base/brief.html.j2").find_all(nodes.Block))
    yield from table("區塊", "內容", rows=((f"`{name}`", said("blocks", name)) for name in blocks))


def tags() -> Iterator[str]:
    """The tags of brief markup."""
    from briefgen.compose.vocabulary import EVERYWHERE, TAGS, WRITTEN

    yield from ("## 標記", "", f"範本只能寫下列標籤；每個都可以有 {_codes(sorted(EVERYWHERE))}。", "")
    yield from table(
        "標籤", "說明", "自己的屬性",
        rows=((f"`<{name}>`", said("tags", name), _codes(sorted(TAGS[name].attributes))) for name in WORDS["tags"]),
    )  # fmt: skip
    missing = WRITTEN - WORDS["tags"].keys()
    if missing:
        raise KeyError(f"docs/words.toml has no {sorted(missing)} under [tags]")


def css() -> Iterator[str]:
    """The CSS that reaches Word."""
    from briefgen.render.wordcss import EXPRESSED, SILENT

    yield "## 樣式（CSS）"
    yield ""
    yield "長相只寫在樣式表：先讀 `templates/base/base.css`，再讀所沿用讀者的、最後讀自己的 `brief.css`。PDF 懂 WeasyPrint 的全部 CSS；Word 懂："
    yield from ("", _codes(sorted(EXPRESSED)) + "，以及各邊的 `margin-*`、`padding-*`、`border-*`。", "")
    yield f"只對 PDF 有用、Word 略過也無損的：{_codes(sorted(SILENT))}。"
    yield ""
    yield "其他的 `briefgen check` 會列出檔案與行號；只給 PDF 的寫在 `@media print { }`，只給 Word 的寫在 `@media word { }`。"
    yield ""
    yield '- `--word-style: "名稱"`：這個樣式在 Word 裡的名稱；標題一至標題五固定是 Word 內建的標題。'
    yield "- `@page`：紙張與邊界；頁首頁尾以 `header.page`、`footer.page` 設定。"
    yield "- `.note`、`.note::footnote-call`、`.note::footnote-marker`：註腳的文字、註號。"
    yield from ("", "### 字型", "")
    yield "字型寫 Word 認得的名稱；PDF 不找同名的字型，而用 `base.css` 的 `@font-face` 所說已安裝的那一個："
    yield ""
    sheet = (HERE.parent / "templates/base/base.css").read_text("utf-8")
    faces = re.findall(r'@font-face \{ font-family: "([^"]+)"; src: local\("([^"]+)"\)', sheet)
    yield from table("樣式表與 Word 寫", "PDF 用", rows=((f"`{name}`", face) for name, face in faces))
    yield ""
    yield '要用別的字型：安裝後在自己的 `brief.css` 寫 `@font-face { font-family: "Word 的名稱"; src: local("已安裝的名稱") }`。'


# ---- commands ------------------------------------------------------------------


def commands() -> Iterator[str]:
    """The commands with their options."""
    from briefgen import cli
    from briefgen.cli.parts import help_row, shared
    from briefgen.cli.say import Say
    from briefgen.cli.shape import Commands

    say = Say("zh")
    program = Commands.program(say)
    context = click.Context(program, info_name="briefgen")
    yield from ("## 指令", "", "每個指令都可以加（寫在指令之前或之後皆可）：", "")
    yield from (
        f"- `{row[0]}`：{row[1]}" for option in shared(say) if (row := help_row(say, option, context))
    )
    yield ""
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=f"briefgen {name}")
        yield from (
            f"### `briefgen {' '.join((name, *command.collect_usage_pieces(inner)))}`",
            "",
            command.help or "",
            "",
        )
        for parameter in command.params:
            row = help_row(say, parameter, inner)
            if row is not None:
                words = (
                    re.sub(r"（預設 ([^，）]+)", r"（預設 `\1`", row[1]) if row[1].endswith("）") else row[1]
                )
                yield f"- `{row[0]}`{f'：{words}' if words else ''}"
        yield ""
    yield from ("### 結束碼", "")
    codes = (cli.__doc__ or "").partition("Exit codes: ")[2].partition("  To add")[0]
    assert codes, "the exit codes are told in the docstring of briefgen.cli"
    yield from table("碼", "意義", rows=EXIT_CODES)


EXIT_CODES = (
    ("0", "完成"),
    ("1", "事件、規則、範本有錯，或兩檔不同"),
    ("2", "指令要的東西不存在"),
    ("3", "檔案無法寫入"),
    ("70", "briefgen 自己的錯"),
    ("130、143", "被中斷、被終止"),
)

SECTIONS: tuple[Callable[[], Iterator[str]], ...] = (
    fields, prose, dates, rules, names, filters, macros, tags, css, commands,
)  # fmt: skip


def main() -> None:
    """Write the file."""
    (HERE / "reference.md").write_text(reference(), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
