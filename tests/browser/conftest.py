"""A real Chromium in front of the site as `make demo` serves it."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Cookie, Page, sync_playwright

from tests.servers.demo_site import DemoSite, demo_site
from tests.servers.kept_sites import kept_on_sqlite
from tests.servers.required import servers_are_required

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What a page is made of: one that does not come is a fault of the page.
PARTS = {"stylesheet", "script", "image", "font"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; without it these tests skip, in CI they fail."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        message = "No Chromium on this machine; on Debian: apt-get install chromium"
        if servers_are_required():
            pytest.fail(message)
        pytest.skip(message)
    return path


@pytest.fixture(scope="session")
def site(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """One site with demo content for all browser tests."""
    kept = kept_on_sqlite("demo")
    var = shutil.copytree(kept.var, tmp_path_factory.mktemp("demo") / "var")
    with demo_site(var, kept.said) as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser; each test has a context of its own."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def context_of(browser: Browser, site: DemoSite) -> Iterator[Callable[..., BrowserContext]]:
    """Make a browser context with the given options; console errors and foreign requests fail the test."""
    made: list[BrowserContext] = []
    problems: list[str] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=site.url, locale="nl-NL", **options)
        context.set_default_timeout(15_000)
        context.on("request", lambda request: _foreign(request.url, site.url, problems))
        context.on("page", lambda page: _listen(page, problems))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert problems == []


def _foreign(url: str, own: str, problems: list[str]) -> None:
    if not url.startswith((own, "data:", "blob:", "about:")):
        problems.append(f"asked another host: {url}")


def _listen(page: Page, problems: list[str]) -> None:
    page.on(
        "response",
        lambda answer: (
            problems.append(f"{answer.status}: {answer.url}")
            if answer.status >= 400 and answer.request.resource_type in PARTS
            else None
        ),
    )
    page.on("pageerror", lambda error: problems.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            problems.append(f"console: {message.text}") if "Content Security" in message.text else None
        ),
    )


@pytest.fixture
def visitor(context_of: Callable[..., BrowserContext]) -> Page:
    """Somebody who opens the site on a desk."""
    return context_of(viewport={"width": 1280, "height": 900}).new_page()


@pytest.fixture(scope="module")
def cookies() -> list[Cookie]:
    """Those with which the editor logged in for the first test of a module."""
    return []


@pytest.fixture
def editor(context_of: Callable[..., BrowserContext], site: DemoSite, cookies: list[Cookie]) -> Page:
    """The editor of the demo, logged in."""
    context = context_of(viewport={"width": 1280, "height": 900})
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto("/beheer/", timeout=60_000)  # the first page of the admin that a new process makes
    if "/login/" not in page.url:
        return page
    log_in(page, site)
    cookies[:] = context.cookies()
    return page


def log_in(page: Page, site: DemoSite) -> None:
    """As the editor of the demo, on the page that asks for it."""
    page.get_by_label("E-mailadres").fill(site.email)
    page.get_by_label("Wachtwoord").fill(site.password)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url("**/beheer/")
