"""How well the demo is searched: golden questions, committed before anything was tuned on them."""

import pytest

from search.domain.engines import searcher
from search.evaluation.measure import Answered, ask
from tests.search.golden_questions import is_odd, page_keys, questions, score, without_typos

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(demo) -> list[tuple[bool, Answered]]:
    asked = questions()
    return list(zip(map(is_odd, asked), ask(searcher(), asked, page_keys()), strict=True))


def test_every_page_that_a_golden_question_wants_exists(demo):
    wanted = {key for question in questions() for key in question.relevant}

    assert wanted - set(page_keys().values()) == set()


def test_golden_questions_without_typos_reach_the_goal_in_both_halves(answers):
    odd = score(without_typos([answer for is_odd, answer in answers if is_odd]))
    even = score(without_typos([answer for is_odd, answer in answers if not is_odd]))
    every = score(without_typos([answer for _is_odd, answer in answers]))

    # Half of the questions is few: one page that moves shifts a half by more than a hundredth. The goal was
    # 0.80 for 14 lessons, 3 tools and 2 meetings; golden/README.md tells what 12 pages more did to it.
    assert every >= 0.785
    assert min(odd, even) >= 0.775


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("samenwerken zonder eigen rechtspersoon", {"portrait/techniek-college-rotterdam"}),
        ("coordinator gaat weg", {"obstacle/alles-hangt-op-een-persoon", "tool/overdrachtskaart"}),
        ("provinciegrens", {"obstacle/over-de-provinciegrens"}),
        ("concurrentie tussen scholen", {"obstacle/dezelfde-vijver"}),
        ("kd", {"obstacle/de-regels-laten-het-niet-toe"}),
        ("wat als een bedrijf afhaakt?", {"obstacle/lege-stoelen"}),
        ("businesscase", {"obstacle/wat-levert-het-ons-op"}),
        ("business case", {"obstacle/wat-levert-het-ons-op"}),
        ("trekkersrol", {"obstacle/van-iedereen-van-niemand"}),
        ("meeliften", {"obstacle/zij-liften-mee"}),
        ("beelden over elkaar", {"obstacle/beelden-over-elkaar"}),
        ("pilot voorbij", {"obstacle/de-pilot-voorbij"}),
        ("labour market", {"lesson/kijk-samen-naar-de-vacatures-in-je-eigen-regio"}),
    ],
)
def test_what_people_ask_first_is_answered_in_the_first_three_hits(demo, client, words, wanted):
    keys = page_keys()
    response = client.get("/zoeken/", {"q": words})

    first = [row["url"].strip("/").split("/")[-1] for row in response.context["rows"][:3]]
    slugs = {key: key.split("/")[1] for key in keys.values()}
    assert {slugs[key] for key in wanted} <= set(first)


def test_compound_and_its_two_words_give_the_same_first_pages(demo, client):
    first = [
        [row["url"] for row in client.get("/zoeken/", {"q": words}).context["rows"][:2]]
        for words in ("stagebegeleiding", "stage begeleiding")
    ]

    assert set(first[0]) == set(first[1])
