"""What people get wrong, and what they are told: file and line, what, and what to do, in one line each.

The answers are in `golden/mistakes.txt`; read the diff when they change.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli import run
from tests.trust import EDITION, a_place

EVENTS = """- id: low-1
  when: 2021-09-10
  title: 王毅訪問越南
  summary: 訪問越南，會晤越南外長。
  actors: [王毅]
  countries: [CN, VN]
  mode: visit
  sources:
    - {outlet: 人民網, date: 2021-09-11}

- id: low-2
  when: 2021-09-15/2021-09-16
  title: 王毅訪問韓國
  summary: 訪問韓國，會晤韓國外長。
  actors: [王毅]
  mode: visit
  sources:
    - {outlet: 人民網, date: 2021-09-16}
"""
PEOPLE = "- {name: 王毅, country: CN, latin: Wang Yi}\n"
OUTLETS = "- {name: 人民網, kind: newspaper, country: CN}\n"
E, T, D, A = (
    "seeds/events/e.yaml",
    "seeds/themes.yaml",
    "seeds/editions/q3.md",
    "templates/reader/audience.yaml",
)
H, C = "templates/reader/brief.html.j2", "templates/reader/brief.css"
Change = tuple[str, str, str]
BUILD = ("build", "q3", "--audience", "reader", "--format", "docx")

MISTAKES: dict[str, Change] = {
    "事件：欄位名打錯": (E, "summary: 訪問越南", "sumary: 訪問越南"),
    "事件：用了中文欄位名": (E, "  mode: visit\n  sources:\n    - {outlet: 人民網, date: 2021-09-11}", "  形式: visit\n  sources:\n    - {outlet: 人民網, date: 2021-09-11}"),
    "事件：沒有來源": (E, "  sources:\n    - {outlet: 人民網, date: 2021-09-11}\n", ""),
    "事件：來源是空的": (E, "  sources:\n    - {outlet: 人民網, date: 2021-09-11}\n", "  sources: []\n"),
    "事件：來源寫成文字": (E, "  sources:\n    - {outlet: 人民網, date: 2021-09-11}\n", "  sources: 人民網\n"),
    "事件：來源沒有媒體": (E, "{outlet: 人民網, date: 2021-09-11}", "{date: 2021-09-11}"),
    "事件：不存在的日期": (E, "when: 2021-09-10", "when: 2021-09-31"),
    "事件：日期用斜線": (E, "when: 2021-09-10", "when: 2021/9/10"),
    "事件：日期寫成中文": (E, "when: 2021-09-10", "when: 2021年9月10日"),
    "事件：民國日期": (E, "when: 2021-09-10", "when: 110-09-10"),
    "事件：結束早於開始": (E, "2021-09-15/2021-09-16", "2021-09-16/2021-09-15"),
    "事件：來源早於事件": (E, "date: 2021-09-11", "date: 2021-09-01"),
    "事件：摘要寫了行為者與日期": (E, "summary: 訪問越南", "summary: 王毅9月10日訪問越南"),
    "事件：摘要尚未撰寫": (E, "summary: 訪問越南", "summary: （摘要待撰寫）訪問越南"),
    "事件：兩人寫成一項": (E, "actors: [王毅]\n  countries", "actors: [王毅、王毅]\n  countries"),
    "事件：國碼用全形逗號": (E, "[CN, VN]", "[CN，VN]"),
    "事件：來源重複": (E, "    - {outlet: 人民網, date: 2021-09-11}\n", "    - {outlet: 人民網, date: 2021-09-11}\n    - {outlet: 人民網, date: 2021-09-11}\n"),
    "事件：旬前的來源": (E, "when: 2021-09-10", "when: 2021-09-D3"),
    "事件：來源晚了": (E, "date: 2021-09-11", "date: 2021-09-25"),
    "事件：代號重複": (E, "id: low-2", "id: low-1"),
    "事件：代號有大寫": (E, "id: low-1", "id: Low-1"),
    "事件：代號有中文": (E, "id: low-1", "id: 王毅訪越"),
    "事件：行為者寫成文字": (E, "actors: [王毅]\n  countries", "actors: 王毅\n  countries"),
    "事件：人名打錯": (E, "actors: [王毅]\n  countries", "actors: [王益]\n  countries"),
    "事件：媒體名打錯": (E, "outlet: 人民網, date: 2021-09-11", "outlet: 人民罔, date: 2021-09-11"),
    "事件：國碼不存在": (E, "[CN, VN]", "[CN, UK]"),
    "事件：國碼寫成國名": (E, "[CN, VN]", "[中國, 越南]"),
    "事件：形式不在清單": (E, "mode: visit\n  sources:\n    - {outlet: 人民網, date: 2021-09-11}", "mode: 訪問\n  sources:\n    - {outlet: 人民網, date: 2021-09-11}"),
    "事件：重要性過大": (E, "  countries: [CN, VN]", "  importance: 9"),
    "事件：重要性寫成文字": (E, "  countries: [CN, VN]", "  importance: 高"),
    "事件：密等不存在": (E, "  countries: [CN, VN]", "  marking: 最高機密"),
    "事件：網址沒有協定": (E, "date: 2021-09-11}", "date: 2021-09-11, url: www.people.cn}"),
    "事件：縮排不齊": (E, "  title: 王毅訪問越南", " title: 王毅訪問越南"),
    "事件：用了定位字元": (E, "  title: 王毅訪問越南", "\ttitle: 王毅訪問越南"),
    "事件：值裡有冒號": (E, "title: 王毅訪問越南", "title: 王毅: 訪問越南"),
    "事件：引號沒有成對": (E, "title: 王毅訪問越南", 'title: "王毅訪問越南'),
    "事件：方括號沒有成對": (E, "[CN, VN]", "[CN, VN"),
    "事件：同一欄寫了兩次": (E, "  mode: visit\n  sources:\n    - {outlet: 人民網, date: 2021-09-11}", "  mode: visit\n  mode: meeting\n  sources:\n    - {outlet: 人民網, date: 2021-09-11}"),
    "事件：整檔不是清單": (E, "- id: low-1\n", "low-1:\n"),
    "事件：標題是空的": (E, "title: 王毅訪問越南", "title: ''"),
    "事件：含控制字元": (E, "title: 王毅訪問越南", "title: 王毅\x07訪問越南"),
    "規則：欄位打錯": (T, "importance:", "importence:"),
    "規則：運算打錯": (T, "at_least", "at_lest"),
    "規則：值的種類不對": (T, "at_least: 1", "at_least: 高"),
    "規則：沒有 version": (T, "version: 1\n", ""),
    "規則：沒有 match": (T, "    match: {importance: {at_least: 1}}\n", ""),
    "規則：沒有說明": (T, "    why: 全部\n", ""),
    "規則：樣式寫壞": (T, "{importance: {at_least: 1}}", "{text: {matches: '(['}}"),
    "期別：缺了結尾的 ---": (D, "    events: [low-1]\n---\n", "    events: [low-1]\n"),
    "期別：缺標題": (D, "title: 2021年第3季外交情勢\n", ""),
    "期別：期間倒過來": (D, "first: 2021-07-01, last: 2021-10-31", "first: 2021-10-31, last: 2021-07-01"),
    "期別：要點引用不存在的事件": (D, "events: [low-1]", "events: [low-11]"),
    "期別：內文引用不存在的事件": (D, "[@low-1]", "[@low-3]"),
    "期別：註腳沒有內容": (D, "[@low-1]", "[^1]"),
    "期別：主題代號打錯": (D, "{#all}", "{#al}"),
    "期別：內文有程式碼": (D, "各國往來", "`各國`往來"),
    "期別：密等不存在": (D, "date: 2021-11-05", "marking: 祕密\ndate: 2021-11-05"),
    "期別：指定收錄不存在的事件": (D, "chapter:", "pins: [{event: low-9, reason: 重要}]\nchapter:"),
    "讀者：主題不存在": (A, "theme: all", "theme: major"),
    "讀者：設定名打錯": (A, "title: 讀者", "titel: 讀者"),
    "讀者：格式不支援": (A, "sections:", "formats: [odt]\nsections:"),
    "讀者：密等不存在": (A, "sections:", "clearance: 機祕\nsections:"),
    "讀者：代號與資料夾不同": (A, "id: reader", "id: raeder"),
    "範本：沒有結束標記": (H, "%}\n", "%}{% block window %}<p>期間{% endblock %}\n"),
    "範本：標記打錯": (H, "%}\n", "%}{% block window %}<para>期間</para>{% endblock %}\n"),
    "範本：變數打錯": (H, "%}\n", "%}{% block window %}<p>{{ windw }}</p>{% endblock %}\n"),
    "範本：欄位打錯": (H, "%}\n", "%}{% block window %}<p>{{ chapter.nmae }}</p>{% endblock %}\n"),
    "範本：濾器打錯": (H, "%}\n", "%}{% block window %}<p>{{ title | uper }}</p>{% endblock %}\n"),
    "範本：區塊沒有結束": (H, "%}\n", "%}{% block window %}<p>x</p>\n"),
    "範本：繼承不存在的範本": (H, "base/brief", "base/breif"),
    "範本：圖檔不存在": (H, "%}\n", '%}{% block window %}<figure><img src="map.png" alt="圖"/></figure>{% endblock %}\n'),
    "範本：連結協定不行": (H, "%}\n", '%}{% block window %}<p><a href="ftp://x">x</a></p>{% endblock %}\n'),
    "樣式：屬性值寫壞": (C, "", "p { font-size: 12 pints }\n"),
    "樣式：大括號沒有成對": (C, "", "p { color: red\n h1 { color: blue }\n"),
    "樣式：字型不存在": (C, "", '@font-face { font-family: "新字型"; src: local("No Such Font") }\np { font-family: "新字型" }\n'),
    "設定：不是 TOML": ("briefgen.toml", "", "markings = 公開"),
    "設定：設定名打錯": ("briefgen.toml", "", 'marking = ["公開"]'),
    "設定：預設密等不在清單": ("briefgen.toml", "", 'default_marking = "普通"'),
    "登錄：國碼不存在": ("seeds/people.yaml", "country: CN", "country: PRC"),
    "登錄：同名兩次": ("seeds/people.yaml", PEOPLE, PEOPLE + PEOPLE),
    "登錄：種類不在清單": ("seeds/outlets.yaml", "newspaper", "news"),
}  # fmt: skip
COMMANDS: dict[str, tuple[str, ...]] = {
    "指令：指令打錯": ("bulid", "q3"),
    "指令：期別打錯": ("build", "q33", "--audience", "reader"),
    "指令：讀者打錯": ("build", "q3", "--audience", "raeder"),
    "指令：格式打錯": ("build", "q3", "--audience", "reader", "--format", "word"),
    "指令：選項打錯": ("build", "q3", "--audiense", "reader"),
    "指令：季別寫壞": ("build", "--quarter", "2021Q5", "--audience", "reader"),
    "指令：沒說哪一期": ("build", "--audience", "reader"),
    "指令：只有開始日": ("build", "--from", "2021-07-01", "--audience", "reader"),
    "指令：密等打錯": ("select", "q3", "--clearance", "機祕"),
    "指令：事件打錯": ("select", "q3", "--why", "low-11"),
    "指令：主題打錯": ("select", "q3", "--theme", "al"),
    "指令：清單檔不存在": ("verify", "out/q3/none.manifest.json"),
    "指令：不是工作區": ("-C", "seeds", "build", "q3"),
    "指令：輸出放進資料": ("build", "q3", "--audience", "reader", "--out", "seeds"),
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace without a mistake."""
    files = {E: EVENTS, "seeds/people.yaml": PEOPLE, "seeds/outlets.yaml": OUTLETS, "briefgen.toml": ""}
    root = a_place(tmp_path_factory.mktemp("model"), edition=EDITION, files=files)
    for name in ("people.json", "outlets.json"):
        (root / "seeds" / name).unlink()
    return root


@pytest.fixture
def place(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(model, tmp_path / "place")
    monkeypatch.chdir(tmp_path / "place")
    return tmp_path / "place"


def test_without_a_mistake_nothing_is_said(place: Path, capsys: pytest.CaptureFixture[str]):
    code = run(["--lang", "zh", *BUILD])

    assert (code, capsys.readouterr().err) == (0, "")


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Give what is said of some words, with the exit code."""
    code = run(["--lang", "zh", *words])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert code != 70, said.err
    return f"[{code}] {said.err.strip()}"


def test_sixty_mistakes_and_more_are_told_in_clear_words(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    told: list[str] = []
    for number, (mistake, (file, good, bad)) in enumerate(MISTAKES.items()):
        root = tmp_path / f"{number}"
        shutil.copytree(model, root)
        monkeypatch.chdir(root)
        text = (root / file).read_text("utf-8")
        assert good in text, mistake
        (root / file).write_text(text.replace(good, bad, 1) if good else text + bad, "utf-8")
        said = answer(capsys, *BUILD)
        if said.startswith("[0]"):
            said += "\n" + answer(
                capsys, *(BUILD[:-1] if file == C else ("check",)), *(("pdf",) if file == C else ())
            )
        told.append(f"{mistake}\n  " + said.replace("\n", "\n  "))
    monkeypatch.chdir(model)
    told += (
        f"{mistake}\n  " + answer(capsys, *words).replace("\n", "\n  ") for mistake, words in COMMANDS.items()
    )

    golden("mistakes.txt", "\n".join(told) + "\n")
