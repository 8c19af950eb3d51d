"""Registers meetings as something that can be found."""

from django.utils.translation import gettext_lazy as _

from casebook.facets import OBSTACLE, PERSPECTIVE, obstacle_facets, pages_with, public_obstacles
from casebook.models import ObstaclePage, Partnership
from events.models import MeetingPage
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
            YEAR: [str(page.when.starts.year), str(page.when.last_day.year)],
            **obstacle_facets(obstacles),
        },
        dated=page.when.starts.date(),
    )


def meeting_presentation(page: MeetingPage) -> Presentation:
    note = page.off or (page.row_note if page.is_past else "")
    return Presentation(who=page.where, facts=((_("When"), page.when.short_days),), note=note)


register(
    Findable(
        model=MeetingPage,
        kind="meeting",
        label=_("Meeting"),
        icon="calendar-dots",
        order=50,
        build=meeting_document,
        present=meeting_presentation,
        related=lambda rows: rows.prefetch_related(
            "meeting_obstacles__obstacle__perspective",
            "meeting_obstacles__obstacle__second_perspective",
            "meeting_partnerships__partnership",
        ),
        shown_with=lambda rows: rows.defer("body"),
        facets=(OBSTACLE, PERSPECTIVE),
        dependants={
            ObstaclePage: pages_with(MeetingPage, "meeting_obstacles__obstacle"),
            Partnership: pages_with(MeetingPage, "meeting_partnerships__partnership"),
        },
    )
)
