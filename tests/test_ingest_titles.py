"""What an analyst sees of a candidate: its working title, its id, where it was and who else was there."""

from __future__ import annotations

import pytest

from briefgen.ingest import Candidate, as_event, propose
from briefgen.ingest.joining import join
from briefgen.ingest.plain import pieces
from tests.make import a_body, a_person, registers, window

KNOWN = registers(
    a_person("習近平", "CN", short="習", latin="Xi Jinping"), a_person("王毅", "CN", short="王", latin="Wang Yi"),
    a_person("布林肯", "US", latin="Antony Blinken"),
    a_body("金磚國家", "alliance", abbreviation="BRICS"), a_body("東方經濟論壇", "forum"),
    a_body("四方安全對話", "alliance", abbreviation="Quad"), a_body("一帶一路", "initiative", aliases=("「一帶一路」",)),
    a_body("美國商務部", "ministry", country="US", latin="United States Department of Commerce"),
)  # fmt: skip


def told(text: str) -> Candidate:
    (found,) = propose(join("report.txt", pieces(text.encode())), KNOWN, period=window("2023"))
    return found


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("「四方安全對話」9月9日召開領袖峰會。", "四方安全對話舉行會議"),
        ("布林肯與王毅9月9日於場邊會晤，布對中方行為表示擔憂。", "布林肯、王毅會晤"),
        ("習近平9月9日出席金磚國家領導人第13次會晤。", "習近平出席第13次金磚國家會議"),
        ("習近平9月9日出席第6屆東方經濟論壇。", "習近平出席第6屆東方經濟論壇"),
        ("第3屆「一帶一路」國際合作高峰論壇9月9日在北京舉行。", "第3屆「一帶一路」國際合作高峰論壇舉行"),
        ("王毅9月9日與美國務卿布林肯（Antony Blinken）通電話。", "王毅與布林肯通話"),
        ("習近平9月9日會見泰國總理賽塔，見證簽署「一帶一路」文件。", "習近平與賽塔會晤"),
        ("王毅9月9日至12日訪美。", "王毅訪問美國"),
        ("王毅9月9日至12日至越南、寮國進行訪問。", "王毅訪問越南、寮國"),
        ("解放軍9月9日在臺灣周邊實施實彈演習。", "解放軍舉行演習"),
        ("商務部9月9日發表「中國貿易」白皮書。", "商務部發表「中國貿易」白皮書"),
        ("王毅9月9日與泰國外長班比簽署建交公報。", "王毅與班比簽署建交公報"),
        ("布林肯9月9日在華府聽證會作證。", "布林肯（事由待補）"),
    ],
)
def test_a_title_tells_who_does_what(text: str, title: str):
    assert as_event(told(text)).title == title


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("美國商務部9月9日公布新規。", "us-commerce"),
        ("「四方安全對話」9月9日召開領袖峰會。", "quad"),
        ("泰國總理賽塔（Srettha Thavisin）9月9日訪中。", "srettha-thavisin"),
    ],
)
def test_an_id_names_who_acts(text: str, slug: str):
    assert told(text).id.startswith(f"2023-09-09-{slug}-")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("王毅9月9日在金邊會見洪森。", "金邊"),
        ("王毅9月9日在峰會隔日發表談話。", None),
        ("王毅9月9日在與寮國斷交後發表談話。", None),
        ("王毅9月9日抵制會議，發表談話。", None),
    ],
)
def test_a_place_is_a_place(text: str, place: str | None):
    assert told(text).place == place


def test_one_introduced_with_a_country_is_of_that_country():
    found = told("習近平9月9日與塞內加爾總統薩爾（Macky Sall）會談，塞國外長在座。")

    assert found.counterparts == ("薩爾",)
    assert found.countries == ("CN", "SN")
