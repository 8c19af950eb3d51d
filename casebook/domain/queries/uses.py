"""Which obstacles at or below a page are used from elsewhere, so that they are not deleted with it."""

from django.db.models import Model
from wagtail.models import Page

from casebook.models import ObstaclePage
from website.domain.uses import Use, uses_among


def uses_below(page: Page) -> dict[Model, list[Use]]:
    """Give the obstacles at or below a page that something outside of it uses, with those uses."""
    obstacles = ObstaclePage.objects.descendant_of(page, inclusive=True).order_by("code")
    outside = {
        obstacle: [use for use in uses if not _lies_below(use.user, page)]
        for obstacle, uses in uses_among(list(obstacles)).items()
    }
    return {obstacle: uses for obstacle, uses in outside.items() if uses}


def _lies_below(user: Model, page: Page) -> bool:
    return isinstance(user, Page) and (user.pk == page.pk or user.is_descendant_of(page))
