"""Every kind of page in every state, on a phone and a desk, in light and dark: nothing for axe to say."""

from collections.abc import Callable
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import get_resolver
from playwright.sync_api import BrowserContext, Page
from wagtail.models import get_page_models

from tests.matrix import WHOLE

# Kind of page or named address → the states it can be in. A kind without a row fails a test below.
STATES: dict[str, dict[str, str]] = {
    "website.HomePage": {"normal": "/"},
    "website.StandardPage": {"normal": "/privacy/"},
    "casebook.PortraitIndexPage": {
        "normal": "/portretten/",
        "narrowed to nothing": "/portretten/?sector=bestaat-niet",
    },
    "casebook.LessonIndexPage": {"normal": "/lessen/", "narrowed": "/lessen/?drempel=S1"},
    "casebook.ObstacleIndexPage": {"normal": "/drempels/"},
    "casebook.ToolIndexPage": {"normal": "/hulpmiddelen/"},
    "casebook.PortraitPage": {
        "normal": "/portretten/techniek-college-rotterdam/",
        "invented": "/portretten/zorgpolder/",
    },
    "casebook.LessonPage": {
        "worked": "/lessen/laat-bestuurders-de-ingewikkeldheid-dragen/",
        "did not work": "/lessen/roulerend-voorzitten-werkte-bij-ons-niet/",
    },
    "casebook.ObstaclePage": {"met by many": "/drempels/van-iedereen-van-niemand/"},
    "casebook.GlossaryPage": {"normal": "/begrippen/"},
    "casebook.ToolPage": {"normal": "/hulpmiddelen/overdrachtskaart/"},
    "events.MeetingIndexPage": {"normal": "/bijeenkomsten/"},
    "events.MeetingPage": {
        "coming": "/bijeenkomsten/wie-is-eigenlijk-de-eigenaar/",
        "past": "/bijeenkomsten/als-alles-op-een-persoon-hangt/",
    },
    "search": {
        "empty": "/zoeken/",
        "found": "/zoeken/?q=coordinator+gaat+weg",
        "narrowed": "/zoeken/?q=samenwerken&soort=lesson",
        "nothing found": "/zoeken/?q=xyzzyplugh",
        "too long": "/zoeken/?q=" + "woord+" * 60,
        "beyond the last page": "/zoeken/?q=samenwerken&pagina=99",
    },
    "not found": {"normal": "/bestaat-niet/"},
}
# Addresses that answer with something other than a page of the site.
NO_PAGES = {"robots", "sitemap", "meeting_ics", "healthz"}
# By day each width and each scheme once.
LOOKED_AT = list(product((320, 1280), ("light", "dark"))) if WHOLE else [(320, "light"), (1280, "dark")]
CASES = [
    pytest.param(url, id=f"{kind}, {state}")
    for kind, states in STATES.items()
    for state, url in states.items()
]


@pytest.mark.parametrize("url", CASES)
def test_page_gives_axe_nothing_to_say(context_of: Callable[..., BrowserContext], url: str) -> None:
    found = {}
    page = context_of().new_page()
    for width, scheme in LOOKED_AT:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        answer = page.goto(url)
        assert answer.status == (404 if url in STATES["not found"].values() else 200)
        page.evaluate(Axe().axe_script)
        found[f"{width} px, {scheme}"] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            f"{url} scrolls sideways"
        )

    assert {look: rules for look, rules in found.items() if rules} == {}


def violations(page: Page, **options: object) -> list[str]:
    """What axe finds, one line each: the rule and the elements."""
    results = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options})
    return [
        f"{violation['id']}: {[node['html'][:120] for node in violation['nodes'][:3]]}"
        for violation in results["violations"]
    ]


def test_every_kind_of_page_has_a_row() -> None:
    kinds = {model._meta.label for model in get_page_models() if model.is_creatable}

    assert kinds - set(STATES) == set()


def test_every_named_address_outside_the_admin_has_a_row() -> None:
    wagtails_own = {
        "wagtail_serve",
        "wagtaildocs_serve",
        "wagtailcore_login",
        "wagtailcore_authenticate_with_password",
    }
    wagtails_own |= {"wagtaildocs_authenticate_with_password"}
    names = {
        name
        for name, (patterns, *_rest) in get_resolver().reverse_dict.items()
        if isinstance(name, str) and not patterns[0][0].startswith("beheer/")
    }

    assert names - wagtails_own - NO_PAGES - set(STATES) == set()
