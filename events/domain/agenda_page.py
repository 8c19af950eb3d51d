"""The agenda page of a new site."""

from django.db import transaction
from django.utils.translation import gettext as _

from casebook.domain.publishing import publish_below, put_before_standard_pages
from events.models import MeetingIndexPage
from website.models import HomePage


@transaction.atomic
def ensure_agenda(*, home: HomePage) -> MeetingIndexPage:
    """The agenda below the home page; one that is there stays as it is."""
    known = MeetingIndexPage.objects.first()
    if known is not None:
        return known
    page = MeetingIndexPage(
        title=_("Meetings"),
        slug="bijeenkomsten",
        summary=_("Where partnerships with the same obstacle meet each other."),
        show_in_menus=True,
    )
    return put_before_standard_pages(publish_below(parent=home, page=page))
