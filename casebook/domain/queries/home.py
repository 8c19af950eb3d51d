"""What the casebook shows on the home page: obstacles, the map, one portrait, the newest lessons."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.blocks import obstacle_ids
from casebook.domain.queries.maps import map_of_partnerships
from casebook.domain.queries.portraits import since_of, visible_portraits, with_relations
from casebook.domain.queries.rows import (
    knots_by_id,
    lesson_rows,
    named,
    shape_of,
    visible_lessons,
    visible_obstacles,
)
from casebook.domain.queries.sightings import counts_per_obstacle, recognised_by
from casebook.models import LessonIndexPage, ObstacleIndexPage, Partnership
from website.models import ContentPage

MOST_OBSTACLES = 6
MOST_LESSONS = 4
MOST_MEMBERS = 3


def counted(*, viewer: Viewer) -> dict[str, str]:
    """How much there is to search: ``lessons`` and ``partnerships``, in words."""
    lessons, partnerships = visible_lessons(viewer).count(), Partnership.objects.count()
    return {
        "lessons": ngettext("%(n)d lesson", "%(n)d lessons", lessons) % {"n": lessons},
        "partnerships": ngettext("%(n)d partnership", "%(n)d partnerships", partnerships) % {"n": partnerships},
    }


def most_met_obstacles(*, viewer: Viewer) -> dict[str, Any]:
    """The obstacles that most partnerships met, in people's own words, and the way to all of them."""
    pages = list(visible_obstacles(viewer))
    counts = counts_per_obstacle(page.pk for page in pages)
    most = sorted(pages, key=lambda page: (-counts.get(page.pk, 0), page.code))[:MOST_OBSTACLES]
    shown = [
        {
            "code": page.code,
            "title": page.title,
            "url": page.url,
            "note": recognised_by(counts.get(page.pk, 0)),
        }
        for page in most
    ]
    title = ngettext("All %(n)d obstacles", "All %(n)d obstacles", len(pages)) % {"n": len(pages)}
    return {"obstacles": shown, "index": _link(ObstacleIndexPage, viewer, title)}


def partnerships_on_the_map(*, viewer: Viewer) -> dict[str, Any]:
    """Every partnership on the country, and the same as a list with the way to its portrait."""
    partnerships = list(Partnership.objects.order_by("name"))
    portraits = {page.partnership_id: page.url for page in visible_portraits(viewer)}
    drawing = map_of_partnerships(
        {partnership.pk: "full" for partnership in partnerships},
        name=_("The regions of the partnerships on this site"),
        look="water",
    )
    return {
        "map": drawing,
        "partnerships": [
            {"name": named([partnership]), "url": portraits.get(partnership.pk)} for partnership in partnerships
        ],
    }


def portrait_of_the_week(*, viewer: Viewer, today: date | None = None) -> dict[str, Any] | None:
    """One portrait, another one each week; None when there is none yet."""
    pages = list(visible_portraits(viewer).filter(partnership__isnull=False).order_by("pk"))
    if not pages:
        return None
    week = (today or timezone.localdate()).toordinal() // 7
    page = pages[week % len(pages)]
    partnership = with_relations().get(pk=page.partnership_id)
    members = [member.organisation.name for member in partnership.members.all()]
    more = len(members) - MOST_MEMBERS
    who = ", ".join(members[:MOST_MEMBERS]) + (_(" and %(n)d more") % {"n": more} if more > 0 else "")
    return {
        "portrait": {
            "title": page.title,
            "url": page.url,
            "summary": page.summary,
            "shape": shape_of(partnership),
            "name": named([partnership]),
            "who": who,
            "since": since_of(partnership),
        },
        "knots": list(knots_by_id(ids=obstacle_ids(page.body), viewer=viewer).values()),
    }


def newest_lessons(*, viewer: Viewer) -> dict[str, Any]:
    """The lessons that were shared last, with their outcome, and the way to all of them."""
    lessons = visible_lessons(viewer)
    return {
        "rows": lesson_rows(lessons[:MOST_LESSONS], viewer=viewer),
        "index": _link(LessonIndexPage, viewer, _("All lessons")),
    }


def _link(model: type[ContentPage], viewer: Viewer, title: str) -> dict[str, str] | None:
    page = model.objects.visible_to(viewer).filter(alias_of__isnull=True).first()
    return {"title": title, "url": page.url or ""} if page else None
