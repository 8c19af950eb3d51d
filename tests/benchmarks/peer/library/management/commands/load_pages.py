"""Load the pages of the site beside this one: manage.py load_pages FILE."""

import json
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandParser
from wagtail.documents.models import Document

from home.models import HomePage
from library import models

THINGS = {"perspectives": models.Perspective, "sectors": models.Sector, "regions": models.Region}
# The links of a page: by which model, and what they lead to.
LINKS = {"obstacles": "obstacle", "partnerships": "partnership", "tools": "tool"}


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
            regions, sectors = row.pop("regions"), row.pop("sectors")
            made = models.Partnership.objects.create(**row)
            for key in regions:
                models.PartnershipRegion.objects.create(partnership=made, region_id=key)
            for key in sectors:
                models.PartnershipSector.objects.create(partnership=made, sector_id=key)
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
        links = {target: row.pop(name) for name, target in LINKS.items() if name in row}
        perspectives, files = row.pop("perspectives", None), row.pop("files", ())
        body = row.pop("body", None)
        if body is not None:
            row["body"] = json.dumps([_moved(block, pages) for block in body])
        parent.refresh_from_db()
        page = model(**row)
        for target, keys in links.items():
            known = keys if target == "partnership" else [pages[key] for key in keys]
            rows = getattr(page, f"{target}_links")
            rows.set([rows.model(**{f"{target}_id": one}) for one in known])
        if perspectives is not None:
            page.perspectives.set(models.Perspective.objects.filter(pk__in=perspectives))
        for file in files:
            document = Document(title=file["title"], file_size=file["size"])
            document.file.save(file["name"], ContentFile(b" " * file["size"]))
            page.files.add(models.ToolFile(document=document, version=file["version"]))
        made = parent.add_child(instance=page)
        made.save_revision().publish()
        pages[key] = made.pk
        parents[made.slug] = made


def _moved(block: dict[str, Any], pages: dict[int, int]) -> dict[str, Any]:
    """A block that points to the obstacle as it is called here."""
    if block["type"] == "text" and block["value"].get("obstacle"):
        return {**block, "value": {**block["value"], "obstacle": pages[block["value"]["obstacle"]]}}
    return block
