"""A list of pages with filters and pages, as the templates of the four lists ask for it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from casebook.domain.queries.filters import PAGE, Filter, address, choices, filter_context, left_out, narrowed
from casebook.domain.queries.rows import visible_obstacles
from website.models import ContentPage
from website.paging import pages_around

PER_PAGE = 20


def listing(
    *,
    page: ContentPage,
    viewer: Viewer,
    parameters: Mapping[str, str],
    pages: QuerySet[Any],
    filters: Sequence[Filter],
    draw: Callable[[QuerySet[Any]], list[dict[str, Any]]],
    count_text: Callable[[int], str],
) -> dict[str, Any]:
    """Read one page of a list; what the address asks in vain is left out, and `notices` say so."""
    base = page.url or ""
    chosen, unknown = choices(pages, filters, parameters)
    found = narrowed(pages, filters, chosen)
    paginator: Paginator[Any] = Paginator(found, PER_PAGE)
    current, off = page_asked(paginator, parameters.get(PAGE) or "1")
    start = (current.number - 1) * PER_PAGE
    context = {
        "noindex": bool(chosen or unknown or off) or page.noindex,
        "canonical_query": address("", chosen, current.number),
        "notices": [*off, *left_out(unknown)],
        "count_text": count_text(paginator.count),
        "rows": draw(found[start : start + PER_PAGE]) if paginator.count else [],
        **filter_context(pages, filters, chosen, base),
        **pages_around(
            current=current.number,
            last=paginator.num_pages,
            address=lambda number: address(base, chosen, number),
        ),
    }
    if not paginator.count:
        context["empty"] = nothing_found(bool(chosen), base)
    return context


def page_asked(paginator: "Paginator[Any]", number: str) -> "tuple[Page[Any], list[str]]":
    """Give the page of this number, or else the first one with the words to say so."""
    try:
        return paginator.page(number), []
    except InvalidPage:
        return paginator.page(1), [_("That page does not exist. This is the first one.")]


def nothing_found(narrowed_down: bool, base: str) -> dict[str, Any]:
    """Say what to let go of when a choice leaves nothing, or that there is nothing yet."""
    if not narrowed_down:
        return {"lead": _("Nothing shared yet."), "text": _("A half-finished one helps too."), "action": None}
    return {
        "lead": _("Nothing fits all of these choices."),
        "text": _("Let go of one above, or of all of them."),
        "action": {"title": _("Remove all choices"), "url": base},
    }


def obstacle_filter(viewer: Viewer, path: str = "obstacle_links__obstacle") -> Filter:
    """Filter on an obstacle, as far as the viewer may see it."""
    return Filter(
        param="drempel",
        title=_("Obstacle"),
        path=f"{path}__code",
        label_path=f"{path}__label",
        within=Q(**{f"{path}__in": visible_obstacles(viewer).order_by().values("pk")}),
        show_code=True,
    )


def sector_filter(partnership: str) -> Filter:
    """Filter on the sector of a partnership; `partnership` is the path to it."""
    path = f"{partnership}__sector_links__sector"
    return Filter(param="sector", title=_("Sector"), path=f"{path}__slug", label_path=f"{path}__name")


def region_filter(partnership: str) -> Filter:
    """Filter on the region of a partnership; `partnership` is the path to it."""
    path = f"{partnership}__region_links__region"
    return Filter(param="regio", title=_("Region"), path=f"{path}__slug", label_path=f"{path}__name")
