"""Registers meetings as something that can be found."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casebook.facets import OBSTACLE, PERSPECTIVE, obstacle_facets, public_obstacles
from casebook.models import ObstaclePage, Partnership
from events.models import MeetingPage
from events.when import last_day
from search.documents import Document, words_of_stream
from search.port import YEAR
from search.registry import Findable, Presentation, register


def meeting_document(page: MeetingPage) -> Document:
    obstacles = public_obstacles(page.meeting_obstacles.all())
    partnerships = [link.partnership for link in page.meeting_partnerships.all()]
    texts = [page.for_whom, page.organised_by, page.place, page.how_to_sign_up, page.result]
    return Document.of(
        page,
        body="\n".join([*texts, words_of_stream(page.body)]),
        tags=[*(row.label for row in obstacles), *(row.name for row in partnerships)],
        facets={
            YEAR: [str(page.starts_local.year), str(last_day(page.starts_local, page.ends_local).year)],
            **obstacle_facets(obstacles),
        },
        dated=page.starts_local.date(),
    )


def meeting_presentation(page: MeetingPage) -> Presentation:
    note = page.off or (page.row_note if page.is_past else "")
    return Presentation(who=page.where, facts=((_("When"), page.short_days),), note=note)


def _about(obstacle: ObstaclePage) -> Iterable[int]:
    return MeetingPage.objects.filter(meeting_obstacles__obstacle=obstacle).values_list("pk", flat=True)


def _with(partnership: Partnership) -> Iterable[int]:
    return MeetingPage.objects.filter(meeting_partnerships__partnership=partnership).values_list(
        "pk", flat=True
    )


def _rows(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.prefetch_related(
        "meeting_obstacles__obstacle__perspective",
        "meeting_obstacles__obstacle__second_perspective",
        "meeting_partnerships__partnership",
    )


register(
    Findable(
        model=MeetingPage,
        kind="meeting",
        label=_("Meeting"),
        plural=_("Meetings"),
        icon="calendar-dots",
        order=50,
        build=meeting_document,
        present=meeting_presentation,
        related=_rows,
        shown_with=lambda rows: rows.defer("body"),
        facets=(OBSTACLE, PERSPECTIVE),
        dependants={ObstaclePage: _about, Partnership: _with},
    )
)
