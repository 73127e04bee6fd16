"""A name means one person, body, outlet or country, in any of its forms."""

from __future__ import annotations

import pytest

from briefgen.errors import Words, alike, did_you_mean
from briefgen.names import ISO_COUNTRIES, USAGE, Names, country_code, country_name, folded, forms_of
from tests.make import a_body, a_person, an_outlet, registers

BLINKEN = a_person("布林肯", "US", latin="Antony Blinken", short="布", aliases=("安東尼·布林肯",))
WANG = a_person("王毅", "CN", short="王")
OTHER_WANG = a_person("王岐山", "CN", short="王")
PIF = a_body("太平洋島國論壇", "forum", abbreviation="PIF", short="島國論壇", country="FJ")
OUTLET = an_outlet("聯合新聞網", aliases=("udn",))
NAMES = Names(registers(BLINKEN, WANG, OTHER_WANG, PIF, OUTLET))


@pytest.mark.parametrize(
    "form",
    ["布林肯", "antony blinken", "Antony  Blinken", "布", "安東尼‧布林肯", "ＡＮＴＯＮＹ ＢＬＩＮＫＥＮ"],
)
def test_a_person_is_known_by_every_form(form: str):
    assert NAMES.resolve(form) is BLINKEN


def test_a_short_form_of_two_people_means_neither():
    assert NAMES.resolve("王") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("布林肯", "US"),
        ("PIF", "FJ"),
        ("臺灣", "TW"),
        ("台灣", "TW"),
        ("俄", "RU"),
        ("JP", "JP"),
        ("甲", None),
    ],
)
def test_a_name_has_the_country_it_belongs_to(name: str, code: str | None):
    assert NAMES.country_of(name) == code


@pytest.mark.parametrize(
    ("name", "canonical"), [("pif", "太平洋島國論壇"), ("US", "美國"), ("美", "美國"), ("沒有人", "沒有人")]
)
def test_a_name_has_one_canonical_form(name: str, canonical: str):
    assert NAMES.canonical(name) == canonical


def test_outlets_and_bodies_are_looked_up_apart():
    assert NAMES.outlet("UDN") is OUTLET
    assert NAMES.body("島國論壇") is PIF
    assert NAMES.body("布林肯") is None


def test_every_form_of_an_entry_is_listed_once():
    assert forms_of(PIF) == ("太平洋島國論壇", "PIF", "島國論壇")


def test_every_iso_country_has_a_taiwanese_name_that_leads_back():
    assert {code for code in ISO_COUNTRIES if country_code(country_name(code)) != code} == set()


def test_usage_does_not_contradict_the_names_that_babel_has():
    babel = {folded(country_name(code)): code for code in ISO_COUNTRIES}

    assert {name: code for name, code in USAGE.items() if babel.get(folded(name), code) != code} == {}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("王義", ("王毅",)),
        ("王毅毅", ("王毅",)),
        ("布林背", ("布林肯",)),
        ("蒲林肯", ("布林肯",)),
        ("太平洋島國論団", ("太平洋島國論壇",)),
        ("沒有人", ()),
    ],
)
def test_a_misspelt_name_is_taken_for_one_of_its_length_and_not_for_a_short_form(
    written: str, meant: tuple[str, ...]
):
    assert NAMES.guesses(written) == meant


def test_of_short_chinese_words_all_that_are_equally_near_are_offered():
    outlets = ["新華社", "新華網", "人民網", "新華每日電訊"]

    assert set(alike("新華杜", outlets)) == {"新華社", "新華網"}
    assert did_you_mean("titel", ["title", "tile"]) == Words("是不是「title」？", "did you mean 'title'?")
