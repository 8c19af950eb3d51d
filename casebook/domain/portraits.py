"""Publishing the portrait of a partnership."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from casebook.domain.publishing import index_of, publish_below
from casebook.models import Partnership, Perspective, PortraitIndexPage, PortraitPage
from website.enums import Licence


@transaction.atomic
def publish_portrait(
    *,
    partnership: Partnership,
    title: str,
    summary: str,
    body: list[dict[str, Any]],
    started_from: Perspective | None = None,
    leans_on: Perspective | None = None,
    written_by: str = "",
    last_checked: date | None = None,
    review_due: date | None = None,
    source: str = "",
    source_url: str = "",
    licence: Licence = Licence.CC_BY,
    slug: str = "",
    by: User | None = None,
) -> PortraitPage:
    """Publish the one portrait of a partnership; `body` holds raw values of a story.

    Raises ValidationError when the partnership has a portrait already or a value does not fit.
    """
    page = PortraitPage(
        title=title,
        slug=slug,
        summary=summary,
        partnership=partnership,
        started_from=started_from,
        leans_on=leans_on,
        body=body,
        written_by=written_by,
        last_checked=last_checked,
        review_due=review_due,
        source=source,
        source_url=source_url,
        licence=licence,
    )
    return publish_below(parent=index_of(PortraitIndexPage), page=page, by=by)
