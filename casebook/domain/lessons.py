"""Sharing a lesson."""

from collections.abc import Iterable, Sequence
from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casebook.domain.provenance import ProvenanceValues
from casebook.domain.publishing import index_of, publish_below
from casebook.enums import Evidence, Outcome
from casebook.models import (
    LessonIndexPage,
    LessonObstacle,
    LessonPage,
    LessonPartnership,
    LessonTool,
    ObstaclePage,
    Partnership,
    Perspective,
    ToolPage,
)


@transaction.atomic
def share_lesson(
    *,
    title: str,
    summary: str,
    obstacles: Sequence[ObstaclePage],
    outcome: Outcome,
    context: str,
    approach: str,
    result: str,
    partnerships: Sequence[Partnership] = (),
    perspectives: Iterable[Perspective] = (),
    applies_when: Iterable[str] = (),
    applies_not_when: Iterable[str] = (),
    evidence: Evidence = Evidence.OWN,
    evidence_note: str = "",
    body: list[dict[str, Any]] | None = None,
    tools: Sequence[ToolPage] = (),
    slug: str = "",
    by: User | None = None,
    **provenance: Unpack[ProvenanceValues],
) -> LessonPage:
    """Publish a lesson about at least one obstacle; `body` holds raw values of a story.

    Context, approach and result hold at most 25 words each. Raises ValidationError, by field, for what
    does not fit.
    """
    if not obstacles:
        raise ValidationError({"obstacle_links": _("A lesson is about at least one obstacle.")})
    page = LessonPage(
        title=title,
        slug=slug,
        summary=summary,
        outcome=outcome,
        context=context,
        approach=approach,
        result=result,
        applies_when="\n".join(applies_when),
        applies_not_when="\n".join(applies_not_when),
        evidence=evidence,
        evidence_note=evidence_note,
        body=body or [],
        **provenance,
    )
    _tie(page, obstacles, partnerships, tools)
    page.perspectives.set(list(perspectives))
    return publish_below(parent=index_of(LessonIndexPage), page=page, by=by)


def _tie(
    page: LessonPage,
    obstacles: Sequence[ObstaclePage],
    partnerships: Sequence[Partnership],
    tools: Sequence[ToolPage],
) -> None:
    page.obstacle_links.set(
        [LessonObstacle(obstacle=obstacle, sort_order=order) for order, obstacle in enumerate(obstacles)]
    )
    page.partnership_links.set(
        [
            LessonPartnership(partnership=partnership, sort_order=order)
            for order, partnership in enumerate(partnerships)
        ]
    )
    page.tool_links.set([LessonTool(tool=tool, sort_order=order) for order, tool in enumerate(tools)])
