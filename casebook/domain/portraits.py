"""Publishing the portrait of a partnership."""

from typing import Any, Unpack

from django.db import transaction

from accounts.models import User
from casebook.domain.provenance import ProvenanceValues
from casebook.domain.publishing import index_of, publish_below
from casebook.models import Partnership, Perspective, PortraitIndexPage, PortraitPage


@transaction.atomic
def publish_portrait(
    *,
    partnership: Partnership,
    title: str,
    summary: str,
    body: list[dict[str, Any]],
    started_from: Perspective | None = None,
    based_on: Perspective | None = None,
    slug: str = "",
    by: User | None = None,
    **provenance: Unpack[ProvenanceValues],
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
        based_on=based_on,
        body=body,
        **provenance,
    )
    return publish_below(parent=index_of(PortraitIndexPage), page=page, by=by)
