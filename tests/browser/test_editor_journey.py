"""An editor logs in, writes a lesson about an obstacle and publishes it; the next search finds it."""

from playwright.sync_api import Page, expect

TITLE = "Zet de sleutelbos op één plek"
WORDS = "sleutelbos"


def test_lesson_written_and_published_is_found_and_gone_when_withdrawn(editor: Page, visitor: Page) -> None:
    write_a_lesson(editor)
    publish(editor)
    expect(editor.get_by_text(TITLE).first).to_be_visible()

    assert titles_found(visitor) == [TITLE]
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.locator("main")).to_contain_text("De opvolger kon na een week zelf verder.")
    address = visitor.url

    withdraw(editor)

    assert titles_found(visitor) == []
    assert visitor.goto(address).status == 410


def write_a_lesson(page: Page) -> None:
    """From the first screen of the admin, without knowing an address."""
    page.get_by_role("link", name="Schrijf een les").click()
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("Wie weggaat, geeft de sleutels door.")
    page.get_by_role("button", name="Kies een pagina (Drempel)").first.click()
    chooser = page.locator(".modal-body")
    chooser.get_by_label("Zoekterm").fill("S1")
    chooser.get_by_role("link", name="S1 Alles hangt op één persoon").click()
    expect(chooser).to_be_hidden()
    page.locator("#id_context").fill("Twee mensen wisten waar alles lag.")
    page.locator("#id_approach").fill("We maakten één lijst, met een eigenaar.")
    page.locator("#id_result").fill("De opvolger kon na een week zelf verder.")
    page.locator("#id_outcome").select_option("success")


def publish(page: Page) -> None:
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name="Publiceren").click()
    expect(page.locator(".messages")).to_contain_text("gepubliceerd")


def withdraw(page: Page) -> None:
    page.goto("/beheer/pages/search/?q=sleutelbos")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Meer acties").click()
    page.locator("footer a[href*='/unpublish/']").click()
    page.locator(
        "form[action*='/unpublish/'] button[type=submit], form[action*='/unpublish/'] input[type=submit]"
    ).click()
    expect(page.locator(".messages")).to_contain_text(TITLE)


def titles_found(page: Page) -> list[str]:
    page.goto(f"/zoeken/?q={WORDS}")
    found = page.locator("article.rb-row .rb-row__title").all_inner_texts()
    return [title for title in found if title == TITLE]
