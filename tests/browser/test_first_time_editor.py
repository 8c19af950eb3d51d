"""Somebody who never saw the admin: no word of the machine on the way, and no more clicks than now."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.screen_words import strange_words

OF_ONE_WORD = "Borsele Goes Hulst Kapelle Noord-Beveland Reimerswaal Sluis Terneuzen Tholen Veere Vlissingen"
FOURTEEN = [*OF_ONE_WORD.split(), "Middelburg (Z.)", "Moerdijk", "Rucphen"]


class Newcomer:
    """Reads every screen before a click, and counts the clicks."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.strange = page, 0, set()

    def read(self) -> None:
        self.strange |= set(strange_words(self.page))

    def click(self, *, button: str = "", link: str = "", css: str = "") -> None:
        self.read()
        if css:
            found = self.page.locator(f"{css}:visible")
        else:
            found = self.page.get_by_role("button" if button else "link", name=button or link)
        found.first.click()
        self.clicks += 1

    def add_block(self, name: str) -> None:
        self.page.locator("button.c-sf-add-button:visible").last.click()
        self.page.locator("[role=option]:visible", has_text=re.compile(f"^{name}$")).first.click()
        self.clicks += 2
        self.read()

    def publish(self) -> None:
        self.click(button="Meer acties")
        self.click(button="Publiceren")
        expect(self.page.locator(".messages")).to_contain_text("gepubliceerd")
        self.read()


@pytest.fixture
def newcomer(editor: Page) -> Newcomer:
    return Newcomer(editor)


@contextmanager
def at_most(newcomer: Newcomer, clicks: int) -> Iterator[None]:
    yield
    assert newcomer.strange == set()
    assert newcomer.clicks <= clicks


def photo() -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


def choose_obstacle(newcomer: Newcomer) -> None:
    page = newcomer.page
    newcomer.click(button="Kies een pagina (Drempel)")
    window = page.locator(".modal-body")
    expect(window.get_by_label("Zoekterm")).to_be_visible()
    newcomer.read()
    window.get_by_label("Zoekterm").fill("S1")
    window.get_by_role("link", name="S1 Alles hangt op één persoon").click()
    newcomer.clicks += 1
    expect(window).to_be_hidden()


def send_in_window(
    newcomer: Newcomer, *, name: str, content: bytes, kind: str, file: str, title: str
) -> None:
    """Choose something of one's own in the window that is open."""
    page = newcomer.page
    window = page.locator(".modal-body")
    window.get_by_role("tab", name=kind).click()
    newcomer.clicks += 1
    newcomer.read()
    window.locator("input[type=file]").set_input_files(
        {"name": file, "mimeType": "application/octet-stream", "buffer": content}
    )
    window.locator("[name$=-title]").fill(title)
    if window.locator("[name$=-description]").count():
        window.locator("[name$=-description]").fill("Twee studenten aan een draaibank.")
    window.locator("form[enctype] button[type=submit], form[enctype] input[type=submit]").last.click()
    newcomer.clicks += 1
    expect(window).to_be_hidden()


@pytest.mark.nightly
def test_lesson_with_a_picture_and_a_file(newcomer: Newcomer) -> None:
    page = newcomer.page
    with at_most(newcomer, 17):
        newcomer.click(link="Schrijf een les")
        for field, text in {
            "title": "Leg de werkbank in het midden",
            "summary": "Wie samen iets maakt, praat vanzelf.",
            "context": "De scholen kenden elkaars werkplaats niet.",
            "approach": "We zetten een werkbank in de hal.",
            "result": "Docenten bleven staan en hielpen elkaar.",
        }.items():
            page.locator(f"#id_{field}").fill(text)
        choose_obstacle(newcomer)
        page.locator("#id_outcome").select_option("success")
        newcomer.add_block("Tekst")
        page.locator("[contenteditable=true]:focus").wait_for()
        page.keyboard.type("Het begon met een werkbank.")
        newcomer.add_block("Afbeelding")
        newcomer.click(button="Kies een afbeelding")
        send_in_window(newcomer, name="", content=photo(), kind="Upload", file="bank.jpg", title="Werkbank")
        newcomer.add_block("Bestand")
        newcomer.click(button="Kies een bestand")
        send_in_window(
            newcomer, name="", content=b"Vul hier in.\n", kind="Upload", file="blad.txt", title="Werkblad"
        )
        newcomer.publish()

    page.goto("/lessen/leg-de-werkbank-in-het-midden/")
    story = page.locator(".rb-story").first
    expect(story).to_contain_text("Het begon met een werkbank.")
    # What was typed first is the text, and not a heading.
    expect(story.get_by_role("heading")).to_have_count(0)


def test_meeting(newcomer: Newcomer) -> None:
    page = newcomer.page
    with at_most(newcomer, 6):
        newcomer.click(link="Kondig een bijeenkomst aan")
        for field, text in {
            "title": "Wie veegt de hal?",
            "summary": "Over wie wat doet in een gedeeld gebouw.",
            "starts_at": "4-3-2027 14:00",
            "ends_at": "4-3-2027 16:00",
            "place": "De hal, Stationsplein 1, Zwolle",
            "for_whom": "Wie een gebouw deelt.",
            "how_to_sign_up": "Bel Ans.",
        }.items():
            page.locator(f"#id_{field}").fill(text)
            page.keyboard.press("Escape")
        choose_obstacle(newcomer)
        newcomer.publish()

    page.goto("/bijeenkomsten/wie-veegt-de-hal/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie veegt de hal?")


def test_region_of_fourteen_municipalities(newcomer: Newcomer) -> None:
    page = newcomer.page
    with at_most(newcomer, 18):
        newcomer.click(link="Nieuwe regio")
        page.locator("#id_name").fill("Zeeland en een stukje Brabant")
        newcomer.click(button="Voeg gemeenten toe")
        window = page.locator(".modal-body")
        expect(window.get_by_role("row")).not_to_have_count(0)
        newcomer.read()
        for name in FOURTEEN:
            window.get_by_role("row").filter(has=page.get_by_text(name, exact=True)).get_by_role(
                "checkbox"
            ).check()
            newcomer.clicks += 1
        window.get_by_role("button", name="Bevestig").click()
        newcomer.clicks += 1
        expect(window).to_be_hidden()
        newcomer.click(css="footer button[type=submit]")
        expect(page.locator(".rb-beheer-omtrek svg")).to_be_visible()
        newcomer.read()

    assert page.locator(".rb-beheer-omtrek path").get_attribute("d").startswith("M")


def test_panel_beside_the_form_counts_words_and_says_how_they_read(newcomer: Newcomer) -> None:
    page = newcomer.page
    page.goto("/beheer/pages/search/?q=Laat bestuurders")
    newcomer.click(link="Laat bestuurders de ingewikkeldheid dragen")
    newcomer.click(css="[data-side-panel-toggle='checks']")

    words = page.locator("[data-content-word-count]")
    expect(words).to_have_text(re.compile(r"^[1-9]\d\d$"), timeout=30_000)
    expect(page.locator("[data-content-reading-time]")).to_have_text(re.compile(r"^\d min$"))
    expect(page.locator("[data-content-readability-score]")).to_have_text(
        re.compile("Goed|Redelijk|Moeilijk")
    )
    newcomer.click(button="Wat deze cijfers zeggen")
    newcomer.read()
    assert newcomer.strange == set()


@pytest.mark.nightly
def test_block_that_was_just_added_is_no_reason_for_an_alarm(newcomer: Newcomer) -> None:
    page = newcomer.page
    page.goto("/beheer/pages/search/?q=Laat bestuurders")
    newcomer.click(link="Laat bestuurders de ingewikkeldheid dragen")
    # The form remembers what it began with when it has stood there for a moment, stories and all.
    page.wait_for_load_state("load")
    expect(page.locator("button.c-sf-add-button:visible").last).to_be_visible()
    page.wait_for_timeout(4_000)

    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "/edit/" in answer.url
    ) as saved:
        newcomer.add_block("Afbeelding")

    assert saved.value.json()["success"] is True
    expect(page.locator(".w-autosave-indicator__state--paused")).to_be_hidden()
