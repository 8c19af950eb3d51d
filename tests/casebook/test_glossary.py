"""The glossary: its page, and terms explained where a text uses them first."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from casebook.domain.shipped import ensure_glossary
from casebook.models import GlossaryPage, Term
from casebook.terms import Glossary
from tests.casebook import factories
from website.domain.publishing import publish_below
from website.models import HomePage

pytestmark = pytest.mark.usefixtures("casebook", "english")


def glossary(*terms: Term) -> GlossaryPage:
    page = GlossaryPage(title="Begrippen", slug="begrippen", summary="Uitgelegd.")
    page.terms.set(terms)
    return publish_below(parent=HomePage.objects.get(), page=page)


def kd(**values) -> Term:
    return Term(
        **{"word": "kd", "also": "kwalificatiedossier, kd’s", "explanation": "Wat er moet.", **values}
    )


def explained(client: Client, words: str) -> BeautifulSoup:
    page = factories.portrait(body=[factories.text("Over het kd", words)])
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def test_term_is_explained_where_it_stands_first(client: Client):
    glossary(kd())

    page = explained(client, "Het KD is vol. Een kd van tien bladen, een <b>kwalificatiedossier</b>.")

    (term,) = page.select(".rb-term")
    assert term.button.get_text() == "KD"
    assert term.button["aria-describedby"] == term.select_one("[role=tooltip]")["id"] == "begrip-kd"
    assert term.select_one("[role=tooltip]").get_text() == "Wat er moet."
    assert term.find_parent("p").get_text().startswith("Het KD")


def test_any_of_its_spellings_will_do(client: Client):
    glossary(kd())

    assert explained(client, "Het kwalificatiedossier.").select_one(".rb-term button").get_text() == (
        "kwalificatiedossier"
    )


@pytest.mark.parametrize(
    "words", ["Het kd-boek.", "kdx", "xkd", '<a href="https://kd.example/">kd</a>', "mkd’en"], ids=str
)
def test_parts_of_words_and_words_of_links_are_left_alone(client: Client, words: str):
    glossary(kd())

    assert explained(client, words).select(".rb-term") == []


def test_explanation_is_escaped_and_text_stays_as_it_was():
    terms = {"kd": kd(explanation="<script>1</script>")}
    html = '<p title="kd">R&amp;D &lt;kd&gt; <i>of</i></p><h2>kd</h2><svg><title>kd</title></svg>'

    told = Glossary.of(terms).explain(html)

    assert BeautifulSoup(told, "html.parser").select_one("[role=tooltip]").get_text() == "<script>1</script>"
    without = BeautifulSoup(told, "html.parser")
    without.select_one(".rb-term__note").decompose()
    assert without.get_text() == BeautifulSoup(html, "html.parser").get_text()
    assert told.count("<button") == 1


def test_longest_term_is_meant():
    terms = {"raad": Term(word="raad", explanation="a"), "mbo raad": Term(word="MBO Raad", explanation="b")}

    assert "MBO Raad</button>" in Glossary.of(terms).explain("<p>De MBO Raad zegt het.</p>")


def test_a_changed_explanation_shows_at_once_and_a_withdrawn_glossary_explains_nothing(client: Client):
    page = glossary(kd())
    lesson = factories.lesson(body=[factories.text("", "Het kd.")])
    assert "Wat er moet." in client.get(lesson.url).content.decode()

    page.terms.all()[0].explanation = "Iets anders."
    page.terms.set([kd(explanation="Iets anders.")])
    page.save_revision().publish()
    assert "Iets anders." in client.get(lesson.url).content.decode()

    page.unpublish()
    assert "rb-term" not in client.get(lesson.url).content.decode()


def test_page_of_all_terms_has_the_perspectives_and_a_place_for_each_word(client: Client):
    glossary(kd(), Term(word="bol", explanation="Leren op school."))

    page = BeautifulSoup(client.get("/begrippen/").content, "html.parser")

    assert [place["id"] for place in page.select(".rb-terms > div")] == ["begrip-bol", "begrip-kd"]
    assert [place["id"] for place in page.select("li[id^=perspectief-]")] == [
        f"perspectief-{code}" for code in ("social", "economic", "legal", "between")
    ]


def test_perspective_of_a_lesson_leads_to_its_explanation(client: Client):
    glossary(kd())
    lesson = factories.lesson(perspectives=[factories.perspective("economic")])

    page = BeautifulSoup(client.get(lesson.url).content, "html.parser")

    assert page.select_one('aside a[href="/begrippen/#perspectief-economic"]').get_text(strip=True)


def test_glossary_stands_at_the_foot_and_not_in_the_menu(client: Client):
    glossary(kd())

    page = BeautifulSoup(client.get("/").content, "html.parser")

    assert page.select_one('footer a[href="/begrippen/"]')
    assert not page.select_one('header a[href="/begrippen/"]')


def test_glossary_ships_once_and_stays_away_when_an_editor_deleted_it():
    home = HomePage.objects.get()
    ensure_glossary(home=home)
    page = GlossaryPage.objects.get()
    words = [term.word for term in page.terms.all()]
    assert {"kd", "bol", "rif", "bekostiging", "co-creatie"} <= set(words)
    assert len(words) == len(set(words))

    page.delete()
    ensure_glossary(home=HomePage.objects.get())

    assert not GlossaryPage.objects.exists()
