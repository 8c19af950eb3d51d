"""Finds what the demo's texts name; an editor may have renamed or deleted any of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from casebook.content.markup import ContentFile
from casebook.domain.shipped import obstacle_ids_by_code
from casebook.models import ObstaclePage, Partnership, Region, ToolPage
from demo.texts import facts

Thing = TypeVar("Thing")


class Gone(LookupError):
    """An item cannot be made, as nothing is left of what it is about; says what."""


def obstacles_of(codes: Sequence[str]) -> list[ObstaclePage]:
    """The obstacles that are still here, by code; raises Gone when none is."""
    pages = ObstaclePage.objects.filter(alias_of__isnull=True, code__in=codes)
    by_code = {page.code: page for page in pages}
    return _some([by_code.get(code) for code in codes], _("obstacle"), codes)


def partnerships_of(slugs: Sequence[str]) -> list[Partnership]:
    """The partnerships that are still here, under this slug or name; raises Gone when none of several is."""
    known = facts("partnerships")
    found = [Partnership.objects.filter(Q(slug=slug) | Q(name=known[slug]["name"])).first() for slug in slugs]
    return _some(found, _("partnership"), [known[slug]["name"] for slug in slugs])


def regions_of(names: Sequence[str]) -> list[Region]:
    """The regions that are still here, by name; raises Gone when none is."""
    by_name = {region.name: region for region in Region.objects.filter(name__in=names)}
    return _some([by_name.get(name) for name in names], _("region"), names)


def tools_of(slugs: Iterable[str]) -> list[ToolPage]:
    """The tools that are still here; a lesson can do without."""
    return [tool for slug in slugs if (tool := ToolPage.objects.filter(slug=slug).first())]


def body_of(text: ContentFile) -> list[dict[str, Any]]:
    """The story of a text, with the obstacles in its margin that are still here."""
    ids = obstacle_ids_by_code()
    pieces = tuple(piece if piece.obstacle in ids else replace(piece, obstacle="") for piece in text.pieces)
    return replace(text, pieces=pieces).stream(ids)


def _some(found: Sequence[Thing | None], kind: str, names: Sequence[str]) -> list[Thing]:
    here = [thing for thing in found if thing is not None]
    if names and not here:
        raise Gone(_("%(kind)s %(names)s is gone") % {"kind": kind, "names": ", ".join(names)})
    return here
