"""Every order and filter that a list or chooser of the admin offers goes together with words looked for."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection

from accounts.models import User
from tests.casebook import factories
from tests.journeys.test_search_boxes import boxes
from tests.matrix import WHOLE
from tests.website.made_pictures import picture
from website.models import ContentPage, Picture


def furnish() -> None:
    """Something to be found of most kinds, so that filters have something to choose."""
    sector, region = factories.sector(), factories.region()
    partnership = factories.partnership(sectors=[sector], regions=[region])
    obstacle = factories.obstacle()
    factories.portrait(partnership=partnership)
    factories.sighting(partnership=partnership, obstacle=obstacle)
    factories.lesson(obstacles=[obstacle])
    factories.tool()
    Collection.get_first_root_node().add_child(name="Foto's")
    shown = Picture.objects.create(
        title="Foto", description="Iets", file=ContentFile(picture("jpg"), "f.jpg")
    )
    shown.tags.add("werkplaats")


def offered(context: Any) -> Iterator[dict[str, Any]]:
    """What this screen offers to add to its address: each order of its columns, one choice of each filter.

    The other way round, or with another choice, each goes the same way through the code: at night.
    """
    for column in getattr(context.get("table"), "columns", {}).values():
        if column.sort_key:
            yield {"ordering": column.sort_key}
        if column.sort_key and WHOLE:
            yield {"ordering": f"-{column.sort_key}"}
    for tag in context.get("popular_tags") or ():
        yield {"tag": tag.name}
    filters = getattr(context.get("filters"), "form", None) or context.get("filter_form")
    for name, field in getattr(filters, "fields", {}).items():
        if name in {"q", "ordering"}:
            continue
        if hasattr(field, "choices"):
            for value in [choice[0] for choice in field.choices if choice[0]][: 1 + WHOLE]:
                yield {name: getattr(value, "value", value)}
        elif hasattr(field, "fields"):
            yield {f"{name}_{end}": date(2026, 1, 1).isoformat() for end in ("from", "to")}
        else:
            yield {name: "a"}


@pytest.fixture
def admin(client: Client, home) -> Client:
    factories.casebook()
    furnish()
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    client.raise_request_exception = False
    return client


def test_words_are_looked_for_in_every_order_and_with_every_filter(admin):
    lists = [f"/beheer/pages/{page.pk}/" for page in ContentPage.objects.filter(numchild__gt=0)]
    asked, failed = 0, []
    for address in [*(url for url, parameter in boxes() if parameter == "q"), *lists]:
        screen = admin.get(address)
        for more in offered(screen.context or {}):
            asked += 1
            answer = admin.get(address, {"q": "a", **more})
            if answer.status_code != 200:
                failed.append((address, more, answer.status_code))

    assert asked > (300 if WHOLE else 190), asked
    assert failed == []


def test_what_is_found_stands_in_the_order_asked_for(admin):
    factories.partnership("Tweede", members=[factories.member(factories.organisation("Zadkine"))])
    factories.organisation("Albeda")

    found = [
        [row.name for row in admin.get(address, {"q": "d", "ordering": ordering}).context["object_list"]]
        for address, ordering in (
            ("/beheer/snippets/casebook/organisation/", "-name"),
            ("/beheer/snippets/casebook/organisation/", "partnership_count"),
        )
    ]

    assert found == [["Zadkine", "Albeda"], ["Albeda", "Zadkine"]]
