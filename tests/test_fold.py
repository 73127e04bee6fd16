import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.zh.fold import fold, fold_for_pattern, fold_pattern


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺灣", "台灣"),
        ("臺灣", "台湾"),
        ("ＡＰＥＣ２０２１", "apec2021"),
        ("中美關係", "中美关系"),
        ("發展", "发展"),
        ("理髮", "理发"),
        ("（一）", "(一)"),
        ("一帶一路，倡議", "一带一路,倡议"),
        ("羣眾", "群众"),
        ("夥伴", "伙伴"),
    ],
)
def test_ways_to_write_the_same_compare_equal(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("臺灣", "海灣"), ("中國", "美國"), ("買", "賣"), ("10", "100")])
def test_different_words_stay_different(one: str, other: str):
    assert fold(one) != fold(other)


def test_text_in_the_usual_form_is_left_as_it_is():
    assert fold("中美元首視訊會晤，談臺海情勢。") == "中美元首視訊會晤，談臺海情勢。"


def test_a_pattern_keeps_its_own_signs():
    assert fold_pattern(r"(台|臺)海\D{2,3}（视讯）") == r"(臺|臺)海\D{2,3}\(視訊\)"


def test_marks_are_narrow_for_patterns():
    assert fold_for_pattern("台海（情势），如何？") == "臺海(情勢),如何?"


@settings(deadline=None)
@given(st.text())
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text(), st.text())
def test_folding_goes_character_by_character(one: str, other: str):
    assert fold(one).lower() + fold(other).lower() == fold(one + other).lower() or "Σ" in one + other
