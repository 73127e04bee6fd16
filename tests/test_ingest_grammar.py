"""What a sentence leaves out or tells in passing: spans, circumstances, subjects, sources behind the stop."""

from __future__ import annotations

import pytest

from briefgen.ingest import Candidate, propose
from briefgen.ingest.joining import join
from briefgen.ingest.plain import pieces
from tests.make import a_person, an_outlet, registers, window

KNOWN = registers(
    a_person("習近平", "CN", short="習"), a_person("王毅", "CN", short="王"), a_person("王岐山", "CN", short="王"),
    a_person("李強", "CN", short="李"), a_person("拜登", "US"), a_person("布林肯", "US"),
    an_outlet("新華社", "agency"), an_outlet("中央社", "agency"), an_outlet("聯合報", "newspaper"),
)  # fmt: skip


def told(text: str) -> tuple[Candidate, ...]:
    return propose(join("report.txt", pieces(text.encode())), KNOWN, period=window("2023"))


def days(text: str) -> list[str]:
    return [str(one.when) for one in told(text)]


def sources(text: str) -> list[list[str]]:
    return [[f"{c.outlet}@{str(d)[5:]}" for c in one.sources for d in c.dates] for one in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王毅9月28日至10月3日訪問歐洲，30日會見德國總理，2日抵達羅馬。", ["2023-09-28/2023-10-03", "2023-09-30", "2023-10-02"]),
        ("王毅9月9日訪問越南。同日起至12日，兩國海軍舉行聯合演習。", ["2023-09-09", "2023-09-09/2023-09-12"]),
        ("王毅自9月9日起至12日訪問越南。", ["2023-09-09/2023-09-12"]),
        ("王毅9月9日抵達河內，展開為期三天的訪問。", ["2023-09-09/2023-09-11"]),
        ("王毅9月9日起訪問越南、寮國，為期5天。", ["2023-09-09/2023-09-13"]),
        ("王毅9月9日抵達河內，展開四天訪問，12日返國。", ["2023-09-09/2023-09-12"]),
        ("李強9月9日至12日赴河內訪問，甫抵當日即會見越南總理。", ["2023-09-09/2023-09-12", "2023-09-09"]),
        ("外長會9月9日至11日在曼谷舉行，會議最後一天宣布擴員。", ["2023-09-09/2023-09-11", "2023-09-11"]),
        ("峰會9月9日在東京舉行。王毅12日表示不滿。拜登在峰會結束後翌日訪問首爾。", ["2023-09-09", "2023-09-12", "2023-09-10"]),
        ("九月五日，王毅訪問越南，中方於七日召見大使，發言人八日表示不滿。", ["2023-09-05", "2023-09-07", "2023-09-08"]),
        ("王毅9月9日中秋節當晚與布林肯通話。", ["2023-09-09"]),
        ("執委會9月4日就此投票。李強在投票後四天，宣布反制措施。", ["2023-09-04", "2023-09-08"]),
        ("解放軍自9月4日12時起至7日12時實施演習。", ["2023-09-04/2023-09-07"]),
        ("9月3日至9日間，五國外長相繼訪問福建。", ["2023-09-03/2023-09-09"]),
        ("州長某甲9月9日抵臺，為期4天。", ["2023-09-09/2023-09-12"]),
        ("峰會召開前夕，王毅9月2日主持部長會議。", ["2023-09-02"]),
        ("王毅9月4日至7日訪俄，首日即獲普丁接見。", ["2023-09-04/2023-09-07", "2023-09-04"]),
        ("王毅9月9日會見布林肯，下午拜登接見王毅。", ["2023-09-09", "2023-09-09"]),
        ("李強9月17日呼籲免除2023年底到期之貸款；22日會見米歇爾。", ["2023-09-17", "2023-09-22"]),
    ],
)  # fmt: skip
def test_days_that_the_text_leaves_to_the_reader(text: str, expected: list[str]):
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "拜登邀請習近平於2023年11月訪問舊金山。",
        "雙方為王毅10月訪美鋪路。",
        "至於9月3日閱兵，一般預料拜登將缺席。",
        "王毅9月9日已辭職之說，遭中方否認。",
        "王毅9月間未出訪。",
        "王毅9月後以視訊方式密集出席國際會議。",
    ],
)
def test_what_is_only_planned_or_said_is_no_event(text: str):
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王毅應布林肯之邀於9月9日至11日訪美。", ["2023-09-09/2023-09-11"]),
        ("美國商務部9月9日將甲科技、乙電子等十二家企業及研究機構列入實體清單。", ["2023-09-09"]),
        ("中方早在9月3日即公告自10月1日起管制出口。", ["2023-09-03"]),
        (
            "9月下旬，王毅、李強先後出訪。其中王毅25日訪問寮國，李強27日訪問泰國。",
            ["2023-09-25", "2023-09-27"],
        ),
    ],
)
def test_an_event_is_told_from_plan_effect_and_summary(text: str, expected: list[str]):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("一、王毅訪問周邊\n\n王岐山9月1日出席典禮。\n\n二、王毅訪問歐洲\n\n王9月9日會見德國總理。", ("王毅",)),
        ("一、中俄維持往來\n\n習近平9月5日發表演說。兩國海軍9月9日舉行演習。", ("中國", "俄羅斯")),
        ("參、對外關係\n\n9月5日習近平出席峰會，9月9日會見南韓總統。", ("習近平",)),
        ("布林肯訪中期間的9月9日，甲公司發布新手機。", ("甲公司",)),
        ("9月9日，亦即條約簽訂屆滿五十年當天，習近平發表聲明。", ("習近平",)),
        ("中國自然資源部9月9日公布新地圖。", ("中國自然資源部",)),
        ("發言人趙某九月二十一日批評美方。", ("趙某",)),
        ("離開河內後轉赴曼谷，王毅9月9日會見泰國總理。", ("王毅",)),
        ("國防部長魏某和率團9月9日抵達首爾。", ("魏某和",)),
        ("第20屆香山論壇9月9日在北京舉行。", ("第20屆香山論壇",)),
        ("「香山論壇」第10屆會議9月9日在北京舉行。", ("香山論壇",)),
        ("中共駐歐盟使團9月9日發表聲明。", ("中共駐歐盟使團",)),
        ("北約峰會9月9日在馬德里登場。", ("北約",)),
        ("拜登9月1日與李強、王毅會談，李隨後轉赴智利，9日出席論壇。", ("李強",)),
        ("習近平與拜登9月5日通話。外交部發言人趙某9月6日說明成果。雙方9月9日再度通話。", ("習近平", "拜登")),
        ("獲邀來訪的拜登已於9月9日抵達北京。", ("拜登",)),
        ("習近平偕夫人9月9日抵達河內。", ("習近平",)),
        ("菲律賓海岸防衛隊指中國海警船9月9日撞擊補給船。", ("中國海警",)),
        ("解放軍並派遣3,200人參加俄軍9月9日舉行之演習。", ("解放軍",)),
        ("9月9日拜登就職之際，王毅宣布反制。", ("王毅",)),
        ("9月9日，即將卸任之總統拜登發表演說。", ("拜登",)),
        ("9月9日晚，習與拜登舉行視訊會晤。", ("習近平", "拜登")),
        ("日本首相安倍晉三9月1日訪中。安倍9月9日會見王毅。", ("安倍晉三",)),
        ("東協與中國9月1日簽署文件，王毅致詞。他9月9日會見拜登。", ("王毅",)),
        ("美日澳印外長9月1日開會。4國海軍9月9日舉行演習。", ("美國", "日本", "澳洲", "印度")),
        ("拜登9月9日召開的峰會登場。9月10日，拜登主持的論壇登場。", ("拜登",)),
        ("9月9日28架次共機進入我空域。", ("共機",)),
        ("場邊於9月9日會見某甲。", ()),
    ],
)  # fmt: skip
def test_who_acts_in_the_last_event(text: str, actors: tuple[str, ...]):
    assert told(text)[-1].actors == actors


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("王毅9月9日利用出席聯合國大會之便，在紐約會見布林肯。", "meeting"),
        ("王毅9月9日在東協峰會期間與布林肯短暫交談。", "meeting"),
        ("王毅9月9日會見布林肯時，重申立場。", "meeting"),
        ("解放軍9月9日以拜登過境為由，在周邊海域舉行演習。", "exercise"),
        ("9月9日，原定出訪的布林肯宣布延後行程。", "statement"),
        ("外交部發言人趙某9月9日證實，兩國已簽署協議。", "statement"),
        ("李強9月9日訪問越南，雙方同意建立熱線。", "visit"),
        ("李強9月9日與泰國總理會談，就開通直通電話達成共識。", "meeting"),
        ("日本內閣9月9日通過「國家安全保障戰略」，決定增加預算。", "document"),
        ("國際刑事法院9月9日對某甲發布逮捕令，習近平如期往訪。", "document"),
        ("李強9月9日在兩會記者會上表示樂觀。", "statement"),
        ("習近平9月9日在政協聯組會上談「新型工業」。", "speech"),
        ("兩軍9月9日實施年度聯合空中戰略巡航。", "exercise"),
        ("習近平應邀9月9日訪沙。", "visit"),
        ("商務部發言人9月9日表示強烈不滿，稱對方濫用出口管制措施。", "statement"),
        ("外交部9月9日宣布對某甲實施制裁，並取消兩軍領導通話。", "sanction"),
        ("商務部9月9日公告對澳洲葡萄酒實施臨時反傾銷措施。", "sanction"),
        ("習近平9月9日在論壇的開幕演說中承諾開放市場。", "speech"),
        ("王毅9月9日會見來訪的拜登，雙方簽署文件。", "meeting"),
        ("全國人大常委會9月9日通過「反外國制裁法」。", "document"),
        ("習近平9月9日在兩國倡議舉行之「氣候峰會」上宣布減排。", "statement"),
        ("聯合演習第1階段9月9日於孟加拉灣實施，某國首度參加。", "exercise"),
    ],
)
def test_the_kind_is_that_of_the_act_itself(text: str, mode: str):
    assert [one.mode for one in told(text)] == [mode]


def test_sources_behind_the_last_stop_are_for_the_whole_paragraph():
    text = "　　習近平9月9日訪問越南。王毅9月11日會見布林肯；15日與李強出席論壇。（新華社，2023.9.9、11；中央社，2023.9.15）\n　　拜登9月20日發表演說。（中央社，2023.9.20）\n"

    assert sources(text) == [["新華社@09-09"], ["新華社@09-11"], ["中央社@09-15"], ["中央社@09-20"]]


def test_events_of_one_day_share_its_sources():
    text = "習近平9月9日訪問越南，拜登同日發表演說（新華社，2023.9.9；中央社，2023.9.10）。"

    assert sources(text) == [["新華社@09-09", "中央社@09-10"]] * 2


def test_a_journey_has_the_reports_of_its_last_day_too():
    text = "王毅9月4日至9日訪問歐洲，5日會見德國總理（中央社，2023.9.5、9）。"

    assert sources(text)[0] == ["中央社@09-05", "中央社@09-09"]


def test_a_printed_paper_tells_of_the_day_before():
    text = "王毅9月7日會見布林肯，8日訪問越南（聯合報，2023.9.8；新華社，2023.9.8）。"

    assert sources(text) == [["聯合報@09-08"], ["新華社@09-08"]]


def test_a_running_head_that_stands_once_does_not_break_a_sentence():
    text = (
        "　　王毅9月9日訪問越南，與越南總理在河內舉行雙邊會談，說明兩國合作的\n"
        "進展，並與越南外長就邊界及海上問題交換意見，預定在年底前舉行下一次磋\n\n"
        "   - 12 -\n\n國際情勢月報\n\n"
        "商，雙方同意擴大合作。\n"
    )

    (found,) = told(text)

    assert found.passage.endswith("下一次磋商，雙方同意擴大合作。")


def test_the_quarter_that_a_text_is_about_tells_its_year():
    text = "2019 年第 2 季兩國關係惡化。王毅4月9日訪問越南，這只是2018年12月休兵的翻版。"

    found = propose(join("report.txt", pieces(text.encode())), KNOWN)

    assert [str(one.when) for one in found] == ["2019-04-09"]


def test_the_tail_of_a_citation_is_no_page_number():
    line = "王毅9月9日訪問越南，與越南總理會談，說明兩國合作進展並交換意見，雙方同意擴大"
    text = f"{line}\n合作；習近平9月18日發表演說，說明各項政策之進展與後續規劃（新華社，2023.9.9\n、18）。\n"

    assert sources(text) == [["新華社@09-09"], ["新華社@09-18"]]


def test_a_line_that_begins_with_two_days_is_no_heading():
    line = "習近平9月9日訪問越南，說明兩國合作進展並交換意見，雙方同意擴大合作，並續談。"
    text = f"{line}\n21、22日出席二十國集團峰會，倡議建立互認機制（新華社，2023.9.9、22）。\n"

    assert days(text) == ["2023-09-09", "2023-09-21/2023-09-22"]


def test_dates_with_points_are_read_in_a_text_that_writes_them_so():
    text = "習近平9.11-13訪印度，9.12會見莫迪。王毅9.20出席外長會，經濟成長6.5%。李強9.30、10.2發表演說。"

    assert days(text) == ["2023-09-11/2023-09-13", "2023-09-12", "2023-09-20", "2023-09-30", "2023-10-02"]


def test_an_outlet_that_is_always_a_day_late_is_so_for_all_days_of_its_group():
    text = "習近平9月13日發表演說；14日會見拜登；15日訪問越南（中央社，2023.9.14、15、16）。"

    assert sources(text) == [["中央社@09-14"], ["中央社@09-15"], ["中央社@09-16"]]
