"""The list of lessons."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.domain.queries.filters import Filter
from casebook.domain.queries.listing import listing, obstacle_filter, region_filter, sector_filter
from casebook.domain.queries.rows import lesson_rows, visible_lessons
from casebook.enums import Outcome
from casebook.models import LessonIndexPage


def lesson_index(*, page: LessonIndexPage, viewer: Viewer, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Read lessons, last checked first, with filters on outcome, perspective, obstacle, sector and region."""
    partnership = "partnership_links__partnership"
    return listing(
        page=page,
        viewer=viewer,
        parameters=parameters,
        pages=visible_lessons(viewer),
        filters=[
            Filter(
                "uitkomst", _("Outcome"), "outcome", labels={item.value: str(item.label) for item in Outcome}
            ),
            Filter("perspectief", _("Perspective"), "perspectives__code", "perspectives__name"),
            obstacle_filter(viewer),
            sector_filter(partnership),
            region_filter(partnership),
        ],
        draw=lambda lessons: lesson_rows(lessons, viewer=viewer),
        count_text=lambda n: ngettext("%(n)d lesson", "%(n)d lessons", n) % {"n": n},
    )
