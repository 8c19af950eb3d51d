"""The admin's forms keep what was typed: dates as written, and each page once, however quickly it is sent."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in
from tests.matrix import WHOLE
from tests.servers.demo_site import DemoSite

# When something was last checked, and when it has to be checked again: as typed, and as shown from then on.
DATES = [
    {"1-3-2026": "01-03-2026", "3 maart 2027": "03-03-2027"},
    {"01-03-2026": "01-03-2026", "2027-03-01": "01-03-2027"},
]
# Milliseconds: what is typed before, a form of Wagtail takes for what it began with.
WATCHES_AFTER = 2_100
NO_DATES = [
    "31-2-2026",
    *(pytest.param(typed, marks=pytest.mark.nightly) for typed in ("morgen", "31 februari 2026")),
]


def leave(page: Page, field: str, typed: str) -> str:
    """Type in a field of dates and go on; give what stands there then."""
    box = page.locator(field)
    box.fill("")
    box.press_sequentially(typed)
    box.press("Tab")
    page.locator("body").click(position={"x": 1, "y": 1})
    return box.input_value()


def save(page: Page) -> None:
    """Save as somebody does with the keyboard, and wait for the answer."""
    with page.expect_navigation():
        page.locator("#id_title, #id_name").first.press("Control+s")


@pytest.fixture
def lesson(editor: Page) -> str:
    """The form of a lesson."""
    return form_of(editor, "Laat bestuurders de ingewikkeldheid dragen")


def form_of(page: Page, title: str) -> str:
    page.goto(f"/beheer/pages/search/?q={title}")
    page.get_by_role("link", name=title).first.click()
    expect(page.locator("#id_title")).to_have_value(title)
    return page.url


def test_day_typed_as_people_write_it_is_the_day_that_is_kept(editor: Page, lesson: str) -> None:
    fields, shown = ("#id_last_checked", "#id_review_due"), []
    for dates in DATES:
        for field, typed in zip(fields, dates, strict=True):
            assert leave(editor, field, typed) == typed
        save(editor)
        editor.goto(lesson)
        shown.append([editor.locator(field).input_value() for field in fields])

    assert shown == [list(dates.values()) for dates in DATES]


@pytest.mark.parametrize("typed", NO_DATES)
def test_day_that_does_not_exist_stays_and_is_explained_at_its_field(
    editor: Page, lesson: str, typed: str
) -> None:
    leave(editor, "#id_last_checked", typed)
    save(editor)

    expect(editor.locator("#id_last_checked")).to_have_value(typed)
    expect(
        editor.locator("#panel-child-content-last_checked-errors, [id*=last_checked-errors]").first
    ).to_have_text(re.compile("Schrijf een dag die bestaat"))


def test_day_of_a_partnership_is_kept(editor: Page) -> None:
    editor.goto("/beheer/snippets/casebook/partnership/?q=Maakkring")
    editor.get_by_role("link", name="Maakkring Achterhoek").first.click()
    form = editor.url

    leave(editor, "#id_started", "3 april 2024")
    save(editor)
    editor.goto(form)

    assert editor.locator("#id_started").input_value() == "03-04-2024"


def test_day_and_time_of_a_meeting_are_kept(editor: Page) -> None:
    form = form_of(editor, "Wie is eigenlijk de eigenaar?")

    for field, typed in {"#id_starts_at": "4-3-2027 14:30", "#id_ends_at": "4 maart 2027 16:00"}.items():
        leave(editor, field, typed)
    save(editor)
    editor.goto(form)

    assert editor.locator("#id_starts_at").input_value() == "04-03-2027 14:30"
    assert editor.locator("#id_ends_at").input_value() == "04-03-2027 16:00"


def test_new_page_published_at_any_moment_is_there_once(editor: Page) -> None:
    refused = []
    editor.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    editor.goto("/beheer/pages/")
    home = editor.url.rstrip("/").rsplit("/", 1)[1]

    moments = range(0, 10, 1 if WHOLE else 3)
    for moment in moments:
        write_and_publish(editor, home=home, title=f"Meteen {moment}", pause=200 * moment)

    editor.goto("/beheer/pages/search/?q=Meteen")
    rows = editor.locator("table.listing tbody tr").filter(has_text=re.compile(r"Meteen \d"))
    assert refused == []
    assert sorted(re.search(r"Meteen \d", row)[0] for row in rows.all_inner_texts()) == [
        f"Meteen {moment}" for moment in moments
    ]
    expect(rows.filter(has_text=re.compile("concept", re.I))).to_have_count(0)


def write_and_publish(page: Page, *, home: str, title: str, pause: int) -> None:
    page.goto(f"/beheer/pages/add/website/standardpage/{home}/")
    page.wait_for_timeout(WATCHES_AFTER)
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill("Waarover het gaat.")
    page.wait_for_timeout(pause)
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name="Publiceren").click()
    expect(page.locator(".messages")).to_contain_text(re.compile(f"{title}' .*gepubliceerd"))


def test_enter_saves_on_the_button_and_not_in_a_field(editor: Page) -> None:
    editor.goto("/beheer/pages/")
    home = editor.url.rstrip("/").rsplit("/", 1)[1]
    editor.goto(f"/beheer/pages/add/website/standardpage/{home}/")
    editor.locator("#id_summary").fill("Waarover het gaat.")
    editor.locator("#id_title").fill("Nog niet af")

    editor.locator("#id_title").press("Enter")
    editor.wait_for_timeout(1_000)

    save = editor.get_by_role("button", name="Bewaar concept")
    assert save.is_enabled()
    assert editor.url.endswith(f"/standardpage/{home}/")
    assert editor.locator("#id_title").input_value() == "Nog niet af"

    save.press("Enter")
    expect(editor.locator(".messages")).to_contain_text(re.compile("Nog niet af' .*aangemaakt"))
    assert editor.request.get("/nog-niet-af/").status == 404


def test_new_page_that_was_left_is_not_there(editor: Page) -> None:
    editor.goto("/beheer/pages/")
    home = editor.url.rstrip("/").rsplit("/", 1)[1]
    editor.goto(f"/beheer/pages/add/website/standardpage/{home}/")
    editor.wait_for_timeout(WATCHES_AFTER)
    editor.locator("#id_title").fill("Toch maar niet")
    editor.wait_for_timeout(2_000)
    editor.on("dialog", lambda question: question.accept())

    editor.goto("/beheer/pages/search/?q=Toch+maar+niet")

    expect(editor.get_by_role("link", name="Toch maar niet")).to_have_count(0)


def test_who_was_logged_out_meanwhile_logs_in_elsewhere_and_sends_what_was_typed(
    editor: Page, lesson: str, site: DemoSite
) -> None:
    (session,) = (each["name"] for each in editor.context.cookies() if "sessionid" in each["name"])
    editor.context.clear_cookies(name=session)
    editor.wait_for_timeout(WATCHES_AFTER)
    editor.locator("#id_summary").fill("Wat ik net typte.")
    editor.locator("[contenteditable=true]").first.click()
    editor.keyboard.press("Control+Home")
    editor.keyboard.type("Ook in het verhaal. ")
    expect(editor.get_by_text("Je bent uitgelogd, dus er wordt niets meer bewaard.").first).to_be_attached()
    save(editor)

    with editor.context.expect_page() as opened:
        editor.get_by_role("link", name="Log in op een ander tabblad").click()
    log_in(opened.value, site)
    with editor.expect_navigation():
        editor.get_by_role("button", name="Verstuur het nog een keer").click()

    editor.goto(lesson)
    expect(editor.locator("#id_summary")).to_have_value("Wat ik net typte.")
    expect(editor.locator("[contenteditable=true]").first).to_contain_text("Ook in het verhaal.")


def test_account_and_grid_have_nothing_to_complain_about_and_the_grid_speaks_dutch(
    editor: Page, lesson: str
) -> None:
    complaints: list[str] = []
    editor.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    editor.on("pageerror", lambda error: complaints.append(str(error)))

    editor.goto("/beheer/account/", wait_until="networkidle")
    editor.goto(lesson, wait_until="networkidle")
    assert complaints == []

    editor.locator("button.c-sf-add-button:visible").last.click()
    editor.locator("[role=option]:visible", has_text="Tabel").first.click()
    editor.locator(".handsontable td:visible").first.click(button="right")
    expect(editor.locator(".htContextMenu:visible").first).to_contain_text("Rij erboven")


def test_preview_beside_the_form_shows_what_is_typed(editor: Page, lesson: str) -> None:
    editor.locator("#id_title").fill("Zwaluwen boven de haven")
    editor.locator("[data-side-panel-toggle='preview']").click()

    shown = editor.frame_locator("#w-preview-iframe")

    expect(shown.get_by_role("heading", level=1)).to_have_text("Zwaluwen boven de haven", timeout=30_000)
    # In its own style: the frame is let in by the policy of the page, and what it loads too.
    expect(shown.locator("body")).to_have_css("font-family", re.compile("Overpass"))
