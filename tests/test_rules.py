"""The rule language: what may be written, and what is said of what may not."""

import pytest

from briefgen.errors import RuleError
from briefgen.model import Event, Office
from briefgen.rules import FIELDS, OPERATORS
from briefgen.rules.evaluate import Evaluator
from briefgen.rules.wording import SENTENCES
from tests.make import a_body, a_person, a_source, an_event, an_outlet, one_rule, some_rules, when

XI = a_person("習近平", latin="Xi Jinping", short="習", offices=(Office(title="中國大陸國家主席"),), rank=1)
BIDEN = a_person("拜登", "US", mainland="拜登", latin="Joe Biden", aliases=("白等",), rank=1)
BLINKEN = a_person("布林肯", "US", mainland="布林肯", latin="Antony Blinken")
APEC = a_body("亞太經濟合作會議", "forum", abbreviation="APEC", members=("US", "CN", "JP"))
XINHUA = an_outlet("新華社", "agency", aliases=("新華通訊社",))
KNOWN = (XI, BIDEN, BLINKEN, APEC, XINHUA)

SUMMIT = an_event(
    "xi-biden",
    when="2021-11-16",
    title="習近平與拜登視訊會晤",
    summary="雙方談及臺海情勢與ＡＰＥＣ。",
    actors=("習近平",),
    counterparts=("拜登",),
    countries=("CN", "US"),
    body="亞太經濟合作會議",
    mode="video",
    place="北京",
    topics=("臺海", "經貿"),
    taiwan="mentioned",
    importance=5,
    marking="內部",
    sources=(a_source("新華社"),),
)


def holds(match: str, event: Event = SUMMIT) -> bool:
    rules = one_rule(match, *KNOWN)
    return bool(Evaluator(rules, (event,)).holds(rules.themes[0].match)[0])


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("{countries: {any_of: [US, RU]}}", "{countries: {any_of: [RU, JP]}}"),
        ("{countries: {all_of: [US, CN]}}", "{countries: {all_of: [US, JP]}}"),
        ("{countries: {none_of: [RU]}}", "{countries: {none_of: [RU, US]}}"),
        ("{countries: US}", "{countries: RU}"),
        ("{countries: [JP, 美國]}", "{countries: [日本]}"),
        ("{countries: {not: RU}}", "{countries: {not: US}}"),
        ("{actors: {is: 習}}", "{actors: {is: 拜登}}"),
        ("{actors: {any_of: [Xi Jinping]}}", "{actors: {any_of: [Joe Biden]}}"),
        ("{actors: {any_of: [习近平]}}", "{actors: {none_of: [习近平]}}"),
        ("{actors.country: CN}", "{actors.country: US}"),
        ("{actors.office: {contains: 主席}}", "{actors.office: {contains: 總統}}"),
        ("{counterparts: 白等}", "{counterparts: 布林肯}"),
        ("{counterparts.country: US}", "{counterparts.country: CN}"),
        ("{counterparts: {same_party_as: 布林肯}}", "{counterparts: {same_party_as: 習近平}}"),
        ("{actors: {same_party_as: 中共}}", "{actors: {same_party_as: counterparts}}"),
        ("{body: APEC}", "{body: 東南亞國家協會}"),
        ("{body: {exists: true}}", "{body: {exists: false}}"),
        ("{body.kind: forum}", "{body.kind: treaty}"),
        ("{body.members: {all_of: [US, JP]}}", "{body.members: RU}"),
        ("{mode: [video, call]}", "{mode: visit}"),
        ("{place: {is: 北京}}", "{place: {contains: 上海}}"),
        ("{topics: 台海}", "{topics: 南海}"),
        ("{taiwan: {at_least: mentioned}}", "{taiwan: {at_least: direct}}"),
        ("{taiwan: {at_most: direct}}", "{taiwan: none}"),
        ("{importance: {at_least: 4}}", "{importance: {at_most: 4}}"),
        ("{importance: {between: [4, 5]}}", "{importance: {between: [1, 3]}}"),
        ("{importance: 5}", "{importance: [1, 2]}"),
        ("{marking: 內部}", "{marking: {exists: false}}"),
        ("{when: {on: 2021-11}}", "{when: {on: 2021-10}}"),
        ("{when: 110Q4}", "{when: 110Q3}"),
        ("{when: {before: 2021-12}}", "{when: {before: 2021-11-16}}"),
        ("{when: {after: 2021-10}}", "{when: {after: 2021-11}}"),
        ("{when: {between: [2021-11-16, 2021-11-30]}}", "{when: {between: [2021-11-17, 2021-11-30]}}"),
        ("{sources.outlet: 新華通訊社}", "{sources.outlet: 人民網}"),
        ("{sources.kind: agency}", "{sources.kind: official}"),
        ("{title: {contains: 视讯会晤}}", "{title: {contains: [視訊, 訪問]}}"),
        ("{summary: {contains_any: [訪問, 台海]}}", "{summary: {contains_any: [訪問, 南海]}}"),
        ("{text: {contains: apec}}", "{text: {contains: APE}}"),
        ("{text: {contains: Joe Biden}}", "{text: {contains: Antony Blinken}}"),
        ("{text: [臺海, 南海]}", "{text: 南海}"),
        ("{text: {matches: '(台|南)海.{0,4}APEC'}}", "{text: {matches: '^台海'}}"),
        ("{id: xi-biden}", "{id: {matches: '^biden'}}"),
        ("{all: [{mode: video}, {importance: 5}]}", "{all: [{mode: video}, {importance: 4}]}"),
        ("{any: [{mode: visit}, {importance: 5}]}", "{any: [{mode: visit}, {importance: 4}]}"),
        ("{none: [{mode: visit}, {importance: 4}]}", "{none: [{mode: video}, {importance: 4}]}"),
        ("{mode: video, importance: 5}", "{mode: video, importance: 4}"),
        ("{any: {mode: visit, importance: 5}}", "{none: {mode: visit, importance: 5}}"),
        ("{importance: {at_least: 3, at_most: 5}}", "{importance: {at_least: 3, at_most: 4}}"),
    ],
)
def test_a_rule_holds_for_what_it_says_and_not_for_what_it_does_not(yes: str, no: str):
    assert holds(yes)
    assert not holds(no)


def test_a_period_may_be_before_and_after_a_day_in_it():
    autumn = an_event(when=when("2021-Q4"))

    assert holds("{when: {before: 2021-11-01}}", autumn)
    assert holds("{when: {after: 2021-11-01}}", autumn)
    assert not holds("{when: {before: 2021-10-01}}", autumn)


def test_a_group_stands_by_its_name_alone_and_with_a_sign_in_a_list():
    text = """
        version: 1
        groups: {p5: [US, RU, CN, GB, FR], g7: [US, $p5, JP]}
        themes:
          one: {title: 一, why: 一, match: {countries: {any_of: p5}}}
          two: {title: 二, why: 二, match: {countries: [JP, $p5]}}
          three: {title: 三, why: 三, match: {countries: $g7}}
    """

    rules = some_rules(text.replace("\n        ", "\n").strip())

    written = [theme.match.wanted.written for theme in rules.themes]
    assert written[0] == ("US", "RU", "CN", "GB", "FR")
    assert written[1] == ("JP", "US", "RU", "CN", "GB", "FR")
    assert written[2] == ("US", "RU", "CN", "GB", "FR", "JP")


def test_a_theme_uses_another():
    rules = some_rules("""
        taiwan: {title: 涉臺, why: 涉臺, match: {taiwan: {at_least: mentioned}}}
        others: {title: 其他, why: 其他, match: {none: [{theme: taiwan}]}}
    """)

    evaluator = Evaluator(rules, (SUMMIT, an_event()))
    assert list(evaluator.holds(rules.theme("others").match)) == [0, 1]


def test_a_theme_says_how_it_is_printed():
    rules = some_rules("""
        - id: powers
          title: 大國關係
          why: 大國往來。
          match: {countries: US}
          order_by: [-importance, {by: rank}, {by: date, descending: true}]
          limit: 3
          score: {importance: 2, taiwan: 0.5}
          exclusive: true
          group_by: {by: counterpart-country, heading: "與{name}往來"}
    """)

    theme = rules.theme("powers")
    assert [(order.by, order.descending) for order in theme.order_by] == [
        ("importance", True),
        ("rank", False),
        ("date", True),
    ]
    assert (theme.limit, theme.score, theme.exclusive) == (3, (("importance", 2.0), ("taiwan", 0.5)), True)
    assert theme.group_by is not None
    assert theme.group_by.heading == "與{name}往來"


@pytest.mark.parametrize(
    ("match", "said", "hint"),
    [
        ("{country: US}", "沒有「country」這個欄位", "countries"),
        ("{countries: {anyof: [US]}}", "沒有「anyof」這個條件", "any_of"),
        ("{countries: {contains: US}}", "不能用「contains」", "any_of"),
        ("{countries: [Us]}", "沒有「Us」這個國家代碼", "US"),
        ("{mode: vist}", "沒有「vist」這個形式值", "visit"),
        ("{taiwan: {at_least: directly}}", "沒有「directly」", "direct"),
        ("{importance: {at_least: 9}}", "沒有「9」", "1、2、3、4、5"),
        ("{importance: {at_least: true}}", "應為文字或數字", ""),
        ("{importance: {between: [4]}}", "兩個值", ""),
        ("{importance: {between: [4, 2]}}", "顛倒", ""),
        ("{mode: {is: [visit, call]}}", "只能有一個值", "any_of"),
        ("{topics: {any_of: []}}", "至少要有一個值", ""),
        ("{topics: {any_of: [{a: 1}]}}", "應為文字或數字", ""),
        ("{body: {exists: maybe}}", "true 或 false", ""),
        ("{when: {before: 明天}}", "看不懂的期間「明天」", "2021Q3"),
        ("{when: {before: 上一季}}", "基準日", ""),
        ("{text: {matches: '(台海'}}", "樣式「(台海」有誤", "RE2"),
        (r"{text: {matches: '(.)\1'}}", "有誤", "RE2"),
        ("{text: {matches: '" + "海" * 501 + "'}}", "超過500", ""),
        ("{theme: taiwn}", "沒有「taiwn」這個主題", "only"),
        ("{countries: {any_of: $p6}}", "沒有「p6」這個群組", ""),
        ("{actors: {same_party_as: topics}}", "沒有「topics」這個對照的一方", "counterparts"),
        ("{sources.outlet: {same_party_as: counterparts}}", "不能用「same_party_as」", "actors"),
        ("{all: []}", "至少一項", ""),
        ("{all: 3}", "至少一項", ""),
        ("{}", "規則是空的", ""),
        ("[a, b]", "規則應為", ""),
        ("{mode: {}}", "沒有條件", ""),
    ],
)
def test_a_wrong_rule_is_refused_in_words(match: str, said: str, hint: str):
    with pytest.raises(RuleError) as refused:
        one_rule(match)

    problem = refused.value.problems[0]
    assert said in problem.what.zh
    assert hint in (problem.hint.zh if problem.hint else "")
    assert problem.where.file == "seeds/themes.yaml"
    assert problem.where.line == 3


def test_all_faults_of_a_file_are_told_together_with_their_lines():
    text = "\n".join(
        (
            "version: 2",
            "group: {}",
            "themes:",
            "  Powers:",
            "    title: 大國",
            "    matches: {countries: US}",
            "  forums:",
            "    title: [多邊]",
            "    why: 多邊。",
            "    match: {body.kind: forums}",
            "    order_by: dat",
            "    limit: 0",
            "    score: {importnce: 1, taiwan: much}",
            "    exclusive: often",
            "    group_by: {by: months, heading: 各月}",
        )
    )

    with pytest.raises(RuleError) as refused:
        some_rules(text)

    lines = [problem.where.line for problem in refused.value.problems]
    assert lines == sorted(lines)
    assert set(lines) == {1, 2, 4, 6, 8, 10, 11, 12, 13, 14, 15}
    assert len(lines) == 15


@pytest.mark.parametrize("match", ["{theme: b}", "{any: [{mode: visit}, {none: [{theme: b}]}]}"])
def test_themes_that_use_each_other_in_a_circle_are_refused(match: str):
    with pytest.raises(RuleError) as refused:
        some_rules(f"""
            a: {{title: 甲, why: 甲, match: {match}}}
            b: {{title: 乙, why: 乙, match: {{theme: c}}}}
            c: {{title: 丙, why: 丙, match: {{theme: a}}}}
        """)

    assert len(refused.value.problems) == 1
    assert "a → b → c → a" in refused.value.problems[0].what.zh


@pytest.mark.parametrize(
    "text", ["version: 1", "version: 1\nthemes: {}", "version: 1\nthemes: 3", "version: 1\nthemes: [x]"]
)
def test_a_file_without_themes_is_refused(text: str):
    with pytest.raises(RuleError):
        some_rules(text)


def test_rules_too_deep_are_refused():
    with pytest.raises(RuleError) as refused:
        one_rule("{all: [" * 21 + "{mode: visit}" + "]}" * 21)

    assert "巢狀" in refused.value.problems[0].what.zh


def test_every_operator_explains_itself():
    assert set(SENTENCES) == set(OPERATORS)
    assert all(operator.words.en.endswith(".") and operator.zh for operator in OPERATORS.values())
    assert all(operator.kinds <= {field.kind for field in FIELDS.values()} for operator in OPERATORS.values())


def test_a_pattern_cannot_hang():
    long = an_event(summary="a" * 20_000 + "b")

    assert not holds("{summary: {matches: '(a+)+$'}}", long)
