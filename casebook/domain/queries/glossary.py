"""What the page of the glossary shows."""

from typing import Any

from django.utils.http import urlencode

from accounts.viewer import Viewer
from casebook.domain.queries.rows import visible
from casebook.facets import PERSPECTIVE
from casebook.models import GlossaryPage, ObstacleIndexPage, Perspective


def glossary_context(*, page: GlossaryPage, viewer: Viewer) -> dict[str, Any]:
    """Give `terms` by the alphabet, and `perspectives` with the address of their obstacles."""
    index = visible(ObstacleIndexPage, viewer).first()
    return {
        "perspectives": [
            {
                "code": one.code,
                "part": one.part,
                "name": one.name,
                "explanation": one.explanation,
                "url": f"{index.url}?{urlencode({PERSPECTIVE.param: one.code})}" if index else "",
            }
            for one in Perspective.objects.all()
        ],
        "terms": sorted(page.terms.all(), key=lambda term: term.word.lower()),
    }
