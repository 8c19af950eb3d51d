"""Load the pages of the site beside this one: manage.py load_pages FILE."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from home.models import HomePage
from library import models

THINGS = {"perspectives": models.Perspective, "sectors": models.Sector, "regions": models.Region}
SETS = ("perspectives", "partnerships", "obstacles", "tools")


class Command(BaseCommand):
    """Makes and publishes each page as an editor does."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        given = json.loads(options["file"].read_text())
        for name, model in THINGS.items():
            for row in given[name]:
                model.objects.create(**row)
        for row in given["partnerships"]:
            sets = {name: row.pop(name) for name in ("regions", "sectors")}
            made = models.Partnership.objects.create(**row)
            for name, keys in sets.items():
                getattr(made, name).set(keys)
        home = HomePage.objects.get()
        parents = {"": home}
        pages: dict[int, int] = {}
        for row in given["pages"]:
            self._page(row, parents, pages)
        for row in given["sightings"]:
            models.Sighting.objects.create(
                partnership_id=row["partnership"], obstacle_id=pages[row["obstacle"]], state=row["state"]
            )

    def _page(self, row: dict[str, Any], parents: dict[str, Any], pages: dict[int, int]) -> None:
        key, parent = row.pop("pk"), parents[row.pop("parent")]
        model = getattr(models, row.pop("kind"))
        sets = {name: row.pop(name) for name in SETS if name in row}
        body = row.pop("body", None)
        if body is not None:
            row["body"] = json.dumps([_moved(block, pages) for block in body])
        parent.refresh_from_db()
        made = parent.add_child(instance=model(**row))
        for name, keys in sets.items():
            known = [pages[one] for one in keys] if name in ("obstacles", "tools") else keys
            getattr(made, name).set(known)
        made.save_revision().publish()
        pages[key] = made.pk
        parents[made.slug] = made


def _moved(block: dict[str, Any], pages: dict[int, int]) -> dict[str, Any]:
    """A block that points to the obstacle as it is called here."""
    if block["type"] == "text" and block["value"].get("obstacle"):
        return {**block, "value": {**block["value"], "obstacle": pages[block["value"]["obstacle"]]}}
    return block
