"""Links in texts: to a page that a visitor may read, or no link at all."""

from typing import Any

from django.db.models import Model
from wagtail.rich_text.pages import PageLinkHandler

from accounts.viewer import Viewer
from website.models import ContentPage


class VisiblePageLinkHandler(PageLinkHandler):
    """A link to a draft would tell its address to everybody, and lead nowhere."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Model | None]:
        """The pages that everybody may read, in the order asked for; one query for a whole text."""
        wanted = [str(attrs.get("id")) for attrs in attrs_list]
        # No database has a row of more digits; and none has a row 0.
        ids = [int(pk) if pk.isdecimal() and len(pk) < 19 else 0 for pk in wanted]
        known = ContentPage.objects.visible_to(Viewer.public()).in_bulk(ids)
        return [known.get(pk) for pk in ids]
