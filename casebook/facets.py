"""The facets of the casebook, by which a search and the lists are narrowed down, and their codes on pages."""

from collections.abc import Callable, Collection, Iterable
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet, TextChoices, TextField, Value
from django.db.models.functions import Cast, LPad
from django.utils.translation import gettext_lazy as _

from accounts.policy import may_read
from accounts.viewer import Viewer
from casebook.enums import Outcome, Phase
from casebook.models import ObstaclePage, Partnership, Perspective, Region, Sector
from search.registry import Facet, FacetLabel, label_rows
from website.models import ContentPage


def obstacle_labels(codes: Collection[str]) -> QuerySet[Any, Any]:
    pages = ObstaclePage.objects.visible_to(Viewer.public()).filter(code__in=codes, alias_of__isnull=True)
    return label_rows(pages, code="code", label="title", sign="code", place="code")


def perspective_labels(codes: Collection[str]) -> QuerySet[Any, Any]:
    rows = Perspective.objects.filter(code__in=codes)
    return label_rows(rows, code="code", label="name", place=LPad(Cast("order", TextField()), 5, Value("0")))


def labels_by_name(rows: QuerySet[Any, Any], codes: Collection[str]) -> QuerySet[Any, Any]:
    return label_rows(rows.filter(slug__in=codes), code="slug", label="name", place="name")


def sectors_met_labels(codes: Collection[str]) -> QuerySet[Any, Any]:
    """The sectors by name, of partnerships that let their name be known at an obstacle."""
    met = Partnership.objects.filter(sightings__named=True).values("sector_links__sector")
    return labels_by_name(Sector.objects.filter(pk__in=met), codes)


def labels_in_order(choices: type[TextChoices]) -> Any:
    return lambda codes: {one.value: FacetLabel(str(one.label)) for one in choices if one.value in codes}


OBSTACLE = Facet("obstacle", "drempel", _("Obstacle"), rows=obstacle_labels, order=10)
PERSPECTIVE = Facet("perspective", "perspectief", _("Perspective"), rows=perspective_labels, order=20)
REGION = Facet("region", "regio", _("Region"), rows=partial(labels_by_name, Region.objects.all()), order=30)
SECTOR = Facet("sector", "sector", _("Sector"), rows=partial(labels_by_name, Sector.objects.all()), order=40)
PHASE = Facet("phase", "fase", _("Phase"), labels=labels_in_order(Phase), order=50)
OUTCOME = Facet("outcome", "uitkomst", _("Outcome"), labels=labels_in_order(Outcome), on_lists_only=True)
MET_IN_SECTOR = Facet(
    "met_in_sector", "sector", _("Met in sector"), rows=sectors_met_labels, on_lists_only=True
)


def partnership_facets(partnerships: Iterable[Partnership]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"region": [], "sector": [], "phase": []}
    for partnership in partnerships:
        found["region"] += [link.region.slug for link in partnership.region_links.all()]
        found["sector"] += [link.sector.slug for link in partnership.sector_links.all()]
        found["phase"].append(partnership.phase)
    return found


def obstacle_facets(obstacles: Iterable[ObstaclePage]) -> dict[str, list[str]]:
    obstacles = list(obstacles)
    both = [(page.perspective, page.second_perspective) for page in obstacles]
    return {
        "obstacle": [page.code for page in obstacles],
        "perspective": [perspective.code for pair in both for perspective in pair if perspective],
    }


def sectors_met(obstacle: ObstaclePage) -> list[str]:
    """Sectors of the partnerships that met an obstacle; one that withheld its name would be given away."""
    named = [sighting.partnership for sighting in obstacle.sightings.all() if sighting.named]
    return [link.sector.slug for partnership in named for link in partnership.sector_links.all()]


def public_obstacles(links: Iterable[Any]) -> list[ObstaclePage]:
    """The obstacles behind links that everybody may read."""
    return [link.obstacle for link in links if may_read(Viewer.public(), link.obstacle)]


def pages_with(model: type[ContentPage], *paths: str) -> Callable[[Model], Iterable[int]]:
    """The ids of the pages that have a thing at one of these paths."""

    def ids(thing: Model) -> Iterable[int]:
        found = reduce(or_, (Q(**{path: thing}) for path in paths))
        return model.objects.filter(found).values_list("pk", flat=True)

    return ids
