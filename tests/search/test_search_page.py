"""``/zoeken/``: one page that works by its address alone."""

import random
import re
from html import unescape

import pytest

from tests.journeys.nasty import NASTY, ODDITIES
from tests.matrix import WHOLE

pytestmark = pytest.mark.django_db


def get(client, **parameters):
    return client.get("/zoeken/", parameters)


def context(client, **parameters):
    return get(client, **parameters).context


def titles(client, **parameters) -> list[str]:
    return [re.sub("<[^>]+>", "", row["title"]) for row in context(client, **parameters)["rows"]]


def test_hit_is_shown_marked_with_its_kind_signs_and_facts(client, make_page):
    make_page("Stagebegeleiding", topics="s1", summary="Over een <b>school</b> & een stage.")

    row = context(client, q="stage")["rows"][0]

    assert row["title"] == "<mark>Stagebegeleiding</mark>"
    assert row["text"] == "Over een &lt;b&gt;school&lt;/b&gt; &amp; een <mark>stage</mark>."
    assert row["kind"] == {"icon": "info", "name": "Pagina"}
    assert row["obstacle_links"] == [{"code": "S1", "title": "Eén persoon"}]
    assert row["facts"] == [{"term": "Uitkomst", "value": "Gelukt"}]
    assert row["passage"] == ""


def test_passage_shows_where_the_text_answers_when_title_and_summary_do_not(client, make_page):
    make_page("Klaproos", f"{'woord ' * 80} de provinciegrens {'woord ' * 80}", summary="Niets")

    row = context(client, q="provinciegrenzen")["rows"][0]

    assert "<mark>provinciegrens</mark>" in row["passage"]
    assert row["passage"].startswith("… ")


def test_synonyms_that_were_searched_are_named(client, make_page, synonyms):
    make_page("Het kwalificatiedossier")

    response = get(client, q="kd")

    assert response.context["synonyms"] == ("kwalificatiedossier",)
    assert "kwalificatiedossier" in response.content.decode()


def test_chosen_filter_narrows_and_can_be_taken_away(client, make_page):
    make_page("Stage een", topics="s1")
    make_page("Stage twee", topics="s2")

    shown = context(client, q="stage", thema="s1")

    assert [row["title"] for row in shown["rows"]] == ["<mark>Stage</mark> een"]
    assert shown["tags"] == [{"label": "S1 Eén persoon", "url": "/zoeken/?q=stage"}]
    assert shown["chosen_count"] == 1


def test_facets_show_labels_signs_and_counts_with_the_chosen_first(client, make_page):
    for number in range(3):
        make_page(f"Stage {number}", topics="e1", slug=f"stage-{number}")
    make_page("Stage", topics="s2")

    facet = next(one for one in context(client, q="stage", thema="s2")["facets"] if one["name"] == "thema")

    assert facet["options"] == [
        {"value": "s2", "label": "Afhaken", "code": "S2", "count": 1, "chosen": True},
        {"value": "e1", "label": "Winst", "code": "E1", "count": 3, "chosen": False},
    ]


def test_order_stands_in_the_address_and_is_kept_while_paging(client, make_page):
    for number in range(12):
        make_page(f"Stage {number}", slug=f"stage-{number}")

    shown = context(client, q="stage", sorteer="nieuwste", pagina="2")

    assert len(shown["rows"]) == 2
    assert shown["previous_url"] == "/zoeken/?q=stage&sorteer=nieuwste"
    assert [sort["value"] for sort in shown["sorts"] if sort["chosen"]] == ["nieuwste"]


def test_empty_question_shows_everything(client, make_page):
    make_page("Klaproos")

    assert titles(client) == ["Klaproos"]


def test_nothing_found_because_of_filters_says_which_to_let_go_of(client, make_page):
    make_page("Stage", topics="s1")
    make_page("Les", topics="e1")

    empty = context(client, q="stage", thema="e1")["empty"]

    assert {"title": "Zonder E1 Winst (1)", "url": "/zoeken/?q=stage"} in empty["ways"]
    assert {"title": "S1 Eén persoon (1)", "url": "/zoeken/?thema=s1"} in empty["ways"]


def test_what_was_chosen_is_not_offered_once_more(client, make_page):
    make_page("Stage", topics="s1")
    make_page("Les", topics="e1")

    empty = context(client, q="stage", thema=["e1", "s2"])["empty"]

    offered = [way["url"] for way in empty["ways"] if way["url"].startswith("/zoeken/?thema=")]
    assert offered == ["/zoeken/?thema=s1"]


def test_nothing_found_at_all_points_to_what_there_is_most_of(client, make_page):
    make_page("Stage", topics="s1")

    empty = context(client, q="qwertyuiop")["empty"]

    assert empty["ways"] == [{"title": "S1 Eén persoon (1)", "url": "/zoeken/?thema=s1"}]


@pytest.mark.parametrize("page", ["7", "100", "101"])
def test_page_after_the_last_leads_to_the_first(client, make_page, page):
    make_page("Stage")

    response = get(client, q="stage", pagina=page)

    shown = response.context
    assert (response.status_code, shown["rows"]) == (200, [])
    assert shown["empty"]["ways"] == [{"title": "Naar de eerste pagina", "url": "/zoeken/?q=stage"}]


@pytest.mark.parametrize("page", ["999999999999999999999", "0", "-1", "x", "1.5", "²"])
def test_page_that_is_no_page_is_the_first(client, make_page, page):
    stage = make_page("Stage")

    response = get(client, q="stage", pagina=page)

    assert response.status_code == 200
    assert [row["url"] for row in response.context["rows"]] == [stage.url]


@pytest.mark.parametrize("code", ["bestaat-niet", "' OR 1=1", "x" * 5_000, "\x00", "s1\ns2"])
def test_unknown_filter_is_left_out_and_said(client, make_page, code):
    make_page("Stage")

    shown = context(client, q="stage", thema=code)

    assert shown["notice"]["lead"] == "We lieten een filter weg dat niet bestaat (thema)."
    assert len(shown["rows"]) == 1
    assert shown["tags"] == []


def test_long_question_is_searched_in_part_and_that_is_said(client, make_page):
    make_page("Stage")

    by_letters = context(client, q="stage " * 100)
    by_words = context(client, q="stage a b c d e f g h i j k l m n o p q r s t")

    assert by_letters["notice"]["lead"] == "We zochten met de eerste 200 tekens van je vraag."
    assert by_words["notice"]["lead"] == "We zochten met de eerste 16 woorden van je vraag."
    assert len(by_letters["query"]) <= 200


def test_page_is_kept_out_of_search_engines_and_takes_no_other_method(client, make_page):
    response = get(client, q="stage")

    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert client.post("/zoeken/", {"q": "stage"}).status_code == 405


def test_nasty_questions_give_a_page(client, make_page):
    make_page("Stage", topics="s1")
    client.raise_request_exception = False

    # At night five hundred, also those that mix oddities with words.
    broken = [value for value in (NASTY if WHOLE else ODDITIES) if get(client, q=value).status_code != 200]

    assert broken == []


@pytest.mark.parametrize("parameter", ["soort", "thema", "jaar", "sorteer", "pagina", "meer"])
def test_nasty_values_in_every_other_parameter_give_a_page(client, make_page, parameter):
    make_page("Stage", topics="s1")
    client.raise_request_exception = False
    sample = random.Random(parameter).sample(NASTY, 40)

    broken = [value for value in sample if get(client, q="stage", **{parameter: value}).status_code != 200]

    assert broken == []


def test_question_is_never_written_into_the_page_unescaped(client, make_page):
    page = get(client, q='"><script>alert(1)</script>').content.decode()

    assert "<script>alert(1)" not in page
    assert '"><script>alert(1)</script>' in unescape(page)
