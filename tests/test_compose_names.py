"""People and bodies are introduced once, in reading order, by the office of the day."""

from __future__ import annotations

from datetime import date as Day

import pytest

from briefgen.compose.markup import read
from briefgen.compose.naming import introduce
from briefgen.model import Office
from tests.make import a_body, a_person, registers

KNOWN = registers(
    a_person(
        "布林肯",
        "US",
        latin="Antony Blinken",
        short="布",
        offices=(
            Office(title="美國副國務卿", first=Day(2015, 1, 9), last=Day(2017, 1, 20)),
            Office(title="美國國務卿", first=Day(2021, 1, 26)),
        ),
    ),
    a_person(
        "習近平", latin="Xi Jinping", short="習", well_known=True, offices=(Office(title="中國大陸國家主席"),)
    ),
    a_person("拜登", "US", latin="Joe Biden", offices=(Office(title="美國總統"),)),
    a_person("拜登之子", "US", latin="Hunter Biden"),
    a_person("奧斯汀", "US", offices=(Office(title="美國國防部長"),)),
    a_person("哈斯", "US", offices=(Office(title="美國外交關係協會主席"),)),
    a_person("薩克斯", "US", offices=(Office(title="美國外交關係協會研究員"),)),
    a_body("美國外交關係協會", "other"),
    a_body(
        "太平洋島國論壇", "forum", latin="Pacific Islands Forum", abbreviation="PIF", aliases=("島國論壇",)
    ),
    a_body("聯合國海洋法公約", "treaty", latin="UNCLOS", abbreviation="UNCLOS"),
    a_body("AUKUS", "alliance", latin="AUKUS", aliases=("澳英美三方安全夥伴關係",), well_known=True),
    a_body("聯合國", well_known=True, latin="United Nations"),
    a_body("10+3會議（10+3）", "forum", latin="ASEAN Plus Three"),
)


def introduced(markup: str, short: bool = False, day: Day = Day(2021, 9, 9)) -> str:
    """Give the words of some markup once everybody in it is introduced."""
    root = read(markup)
    introduce(root, KNOWN, day, short)
    return "｜".join("".join(str(part) for part in block.itertext()) for block in root)


def paragraph(words: str) -> str:
    return introduced(f"<p>{words}</p>")


def test_the_first_mention_has_office_and_latin_name():
    assert paragraph("布林肯訪歐，布林肯返國") == "美國國務卿布林肯（Antony Blinken）訪歐，布林肯返國"


def test_the_office_is_that_of_the_day():
    assert introduced('<p day="2016-05-01">布林肯訪歐</p>') == "美國副國務卿布林肯（Antony Blinken）訪歐"
    assert introduced('<p day="2018-05-01">布林肯訪歐</p>') == "布林肯（Antony Blinken）訪歐"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("美國國務卿布林肯訪歐", "美國國務卿布林肯（Antony Blinken）訪歐"),
        ("國務卿布林肯訪歐", "國務卿布林肯（Antony Blinken）訪歐"),
        ("美外長布林肯訪歐", "美外長布林肯（Antony Blinken）訪歐"),
        ("拜登總統致詞", "拜登（Joe Biden）總統致詞"),
        ("布林肯（Antony Blinken）訪歐", "美國國務卿布林肯（Antony Blinken）訪歐"),
        ("習近平致詞", "中國大陸國家主席習近平致詞"),
    ],
)
def test_what_the_text_says_already_is_not_said_again(written: str, printed: str):
    assert paragraph(written) == printed


def test_a_name_inside_a_compound_introduces_nobody():
    assert paragraph("拜登政府表示，拜登同意") == "拜登政府表示，美國總統拜登（Joe Biden）同意"


def test_the_longer_name_wins():
    assert paragraph("拜登之子出庭") == "拜登之子（Hunter Biden）出庭"


def test_a_quotation_introduces_nobody():
    assert (
        paragraph("稱「布林肯失言」，布林肯否認")
        == "稱「布林肯失言」，美國國務卿布林肯（Antony Blinken）否認"
    )


def test_a_body_is_glossed_once_by_any_of_its_names():
    assert paragraph("向島國論壇致詞，太平洋島國論壇回應") == (
        "向島國論壇（Pacific Islands Forum, PIF）致詞，太平洋島國論壇回應"
    )


def test_a_body_in_marks_is_glossed_after_them():
    assert paragraph("遵守「聯合國海洋法公約」，") == "遵守「聯合國海洋法公約」（UNCLOS），"


def test_what_everybody_knows_is_not_glossed():
    assert paragraph("聯合國通過") == "聯合國通過"
    assert paragraph("出席10+3會議（10+3）") == "出席10+3會議（10+3）"


def test_reading_order_decides_over_prose_and_events_alike():
    words = introduced(
        '<p>布林肯訪歐。</p><p><span day="2021-09-09"><span name="布林肯">布林肯</span>9日返國。</span></p>'
    )

    assert words == "美國國務卿布林肯（Antony Blinken）訪歐。｜布林肯9日返國。"


@pytest.mark.parametrize(
    "quiet",
    [
        "<h2>布林肯訪歐</h2>",
        '<ul class="key-points"><li>布林肯訪歐</li></ul>',
        "<p><note>布林肯訪歐</note></p>",
        "<p><small>布林肯訪歐</small></p>",
        '<p class="author">布林肯</p>',
    ],
)
def test_headings_key_points_notes_and_small_print_introduce_nobody(quiet: str):
    words = introduced(f"{quiet}<p>布林肯訪歐</p>")

    assert words.endswith("｜美國國務卿布林肯（Antony Blinken）訪歐")
    assert words.count("Antony") == 1


def test_a_key_point_has_the_chinese_name_before_the_letters_of_a_body_once():
    points = "<li>加入PIF與AUKUS</li><li>PIF開會</li>"
    words = introduced(f'<ul class="key-points">{points}</ul><p>太平洋島國論壇開會</p>')

    assert words == (
        "加入太平洋島國論壇（PIF）與澳英美三方安全夥伴關係（AUKUS）PIF開會"
        "｜太平洋島國論壇（Pacific Islands Forum, PIF）開會"
    )


@pytest.mark.parametrize(
    "words", ["太平洋島國論壇（PIF）開會", "「PIF」開會", "APIF開會", "UNCLOS生效，聯合國海洋法公約"]
)
def test_a_key_point_that_says_it_already_or_quotes_stays_as_it_is(words: str):
    assert introduced(f'<ul class="key-points"><li>{words}</li></ul>') == words


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("成立AUKUS，AUKUS開會", "成立澳英美三方安全夥伴關係（AUKUS），AUKUS開會"),
        ("成立三方安全夥伴關係AUKUS，AUKUS開會", "成立三方安全夥伴關係AUKUS，AUKUS開會"),
        ("所謂「AUKUS」生效", "所謂「AUKUS」生效"),
        ("AUKUS（三國合作）生效", "AUKUS（三國合作）生效"),
    ],
)
def test_a_body_that_is_called_by_letters_alone_has_its_chinese_name_at_its_first_mention(
    words: str, printed: str
):
    assert paragraph(words) == printed


def test_what_a_key_point_has_said_in_chinese_is_not_said_again_in_the_text():
    words = introduced('<ul class="key-points"><li>成立AUKUS</li></ul><p>AUKUS開會</p>')

    assert words == "成立澳英美三方安全夥伴關係（AUKUS）｜AUKUS開會"


def test_a_later_subject_is_short_only_where_the_audience_wants_it():
    markup = "<section>" + '<p><span name="布林肯">布林肯</span>訪歐。</p>' * 2 + "</section>"

    assert introduced(markup) == "美國國務卿布林肯（Antony Blinken）訪歐。布林肯訪歐。"
    assert introduced(markup, short=True) == "美國國務卿布林肯（Antony Blinken）訪歐。布訪歐。"


def test_a_section_begins_with_whole_names():
    markup = '<section><p><span name="布林肯">布林肯</span>訪歐。</p></section>' * 2

    assert introduced(markup, short=True) == "美國國務卿布林肯（Antony Blinken）訪歐。｜布林肯訪歐。"


def test_a_name_no_register_knows_is_printed_as_it_is():
    assert introduced('<p><span name="某甲">某甲</span>發言</p>') == "某甲發言"


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        (("布林肯", "奧斯汀"), "美國國務卿布林肯（Antony Blinken）與國防部長奧斯汀"),
        (("哈斯", "薩克斯"), "美國外交關係協會主席哈斯與研究員薩克斯"),
        (("習近平", "奧斯汀"), "中國大陸國家主席習近平與美國國防部長奧斯汀"),
        (("財政部", "奧斯汀"), "財政部與美國國防部長奧斯汀"),
    ],
)
def test_a_list_of_subjects_says_their_country_or_body_once(names: tuple[str, ...], printed: str):
    spans = "與".join(f'<span name="{name}">{name}</span>' for name in names)

    assert introduced(f"<p>{spans}會談</p>") == f"{printed}會談"


def test_the_country_is_said_again_where_the_list_has_ended():
    markup = '<p><span name="拜登">拜登</span>致詞。<span name="奧斯汀">奧斯汀</span>演說。</p>'

    assert introduced(markup) == "美國總統拜登（Joe Biden）致詞。美國國防部長奧斯汀演說。"


def test_a_name_before_small_brackets_is_introduced_at_its_next_mention():
    markup = "<p>加入太平洋島國論壇<small>（人民網）</small>。太平洋島國論壇開會。</p>"

    assert (
        introduced(markup)
        == "加入太平洋島國論壇（人民網）。太平洋島國論壇（Pacific Islands Forum, PIF）開會。"
    )
