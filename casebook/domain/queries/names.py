"""Partnerships by name, each leading to its portrait where the viewer may read one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.policy import READABLE_FIELDS, may_read
from accounts.viewer import Viewer
from casebook.models import Partnership, PortraitPage

ADDRESS_FIELDS = ("partnership_id", "alias_of_id", "url_path", *READABLE_FIELDS)


def named(partnerships: Iterable[Partnership]) -> str:
    """Name partnerships in one line, invented ones as such."""
    return ", ".join(
        f"{partnership.name} ({_('invented')})" if partnership.is_fictional else partnership.name
        for partnership in partnerships
    )


def portrait_addresses(*, partnerships: Iterable[int] | QuerySet[Any], viewer: Viewer) -> dict[int, str]:
    """Give the address of each partnership's portrait, as far as there is one; at most one query."""
    wanted = partnerships if isinstance(partnerships, QuerySet) else set(partnerships)
    if isinstance(wanted, set) and not wanted:
        return {}
    # Few rows, each read by its key: asking the policy of each is quicker than making it part of the query.
    pages = PortraitPage.objects.filter(partnership__in=wanted).only(*ADDRESS_FIELDS)
    return {
        page.partnership_id: page.url or ""
        for page in pages
        if page.partnership_id and page.alias_of_id is None and may_read(viewer, page)
    }


def linked_names(partnerships: Iterable[Partnership], addresses: Mapping[int, str]) -> SafeString:
    """Name partnerships in one line, invented ones as such, each with a link when there is an address."""
    return format_html_join(", ", "{}", ((linked_name(row, addresses),) for row in partnerships))


def linked_name(partnership: Partnership, addresses: Mapping[int, str]) -> SafeString:
    address = addresses.get(partnership.pk, "")
    words = named([partnership])
    if not address:
        return format_html("{}", words)
    rest = words.removeprefix(partnership.name)
    return format_html('<a href="{}">{}</a>{}', address, partnership.name, rest)
