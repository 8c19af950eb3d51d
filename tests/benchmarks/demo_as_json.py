"""The pages of the site as one file, for the peer to load: python -m tests.benchmarks.demo_as_json FILE."""

import json
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.serializers.json import DjangoJSONEncoder  # noqa: E402

from casebook.models import (  # noqa: E402
    LessonIndexPage,
    LessonPage,
    ObstaclePage,
    Partnership,
    Perspective,
    PortraitPage,
    Region,
    Sector,
    Sighting,
    ToolFile,
    ToolPage,
)
from website.models import ContentPage  # noqa: E402
from website.templatetags.signs import box_around  # noqa: E402

PROVENANCE = ("written_by", "last_checked", "review_due", "source", "source_url", "licence")
BANKS = ("possible_heading", "possible_points", "difficult_heading", "difficult_points")
PARTNERSHIP = ("pk", "name", "slug", "question", "origin", "website", "outline")
CELLS = ("outcome", "context", "approach", "result", "applies_when", "applies_not_when")
# Per kind the plain fields that the peer has too; all kinds have a title, a slug and a summary.
FIELDS: dict[type[ContentPage], tuple[str, ...]] = {
    ObstaclePage: ("code", "label", "policy_term", "perspective_id", *BANKS, "try_first", "essay_section"),
    ToolPage: ("how_to", "time_needed", *PROVENANCE),
    PortraitPage: ("partnership_id", *PROVENANCE),
    LessonPage: (*CELLS, "cost", "time_needed", "evidence", "evidence_note", *PROVENANCE),
    LessonIndexPage: (),
}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Rows of things and of pages, parents before children and obstacles before what tells of them."""
    pages = [page.specific for page in ContentPage.objects.live().filter(depth__gt=2).order_by("depth")]
    kinds = [ContentPage, *FIELDS]
    pages.sort(key=lambda page: (page.depth, kinds.index(type(page)) if type(page) in kinds else 0))
    return {
        "perspectives": [{"pk": row.pk, "name": row.name, "slug": row.code} for row in all_of(Perspective)],
        "sectors": [{"pk": row.pk, "name": row.name, "slug": row.slug} for row in all_of(Sector)],
        "regions": [{"pk": row.pk, "name": row.name, "slug": row.slug} for row in all_of(Region)],
        "partnerships": [partnership_row(row) for row in all_of(Partnership)],
        "pages": [page_row(page) for page in pages],
        "sightings": [
            {"partnership": row.partnership_id, "obstacle": row.obstacle_id, "state": row.state}
            for row in all_of(Sighting)
        ],
    }


def all_of(model: Any) -> Any:
    return model.objects.order_by("pk")


def partnership_row(row: Partnership) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in PARTNERSHIP},
        "view_box": box_around(row.outline),
        "regions": [link.region_id for link in row.region_links.all()],
        "sectors": [link.sector_id for link in row.sector_links.all()],
    }


def page_row(page: ContentPage) -> dict[str, Any]:
    """A page of a kind that is measured with all its fields, another with those of every page."""
    row: dict[str, Any] = {
        **{name: getattr(page, name) for name in ("pk", "title", "slug", "summary", "show_in_menus")},
        "kind": type(page).__name__ if type(page) in FIELDS else "StandardPage",
        "parent": page.get_parent().slug if page.depth > 3 else "",
        **{name: getattr(page, name) for name in FIELDS.get(type(page), ())},
    }
    if type(page) in FIELDS and hasattr(page, "body"):
        row["body"] = list(page.body.raw_data)
    if isinstance(page, LessonPage):
        row["perspectives"] = [one.pk for one in page.perspectives.all()]
        row["partnerships"] = [link.partnership_id for link in page.partnership_links.all()]
        row["tools"] = [link.tool_id for link in page.tool_links.all()]
    if isinstance(page, ToolPage):
        row["files"] = [file_row(one) for one in page.files.select_related("document")]
    if isinstance(page, LessonPage | ToolPage):
        row["obstacles"] = [link.obstacle_id for link in page.obstacle_links.all()]
    return row


def file_row(row: ToolFile) -> dict[str, Any]:
    file = row.document.file
    return {
        "title": row.document.title,
        "name": Path(file.name).name,
        "size": file.size,
        "version": row.version,
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(everything(), cls=DjangoJSONEncoder, ensure_ascii=False))
