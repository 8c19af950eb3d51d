"""Which pages of the casebook are used from elsewhere, so that they are not deleted from under it."""

from django.db.models import Model
from wagtail.models import Page

from casebook.models import LessonPage, ObstaclePage, PortraitPage, ToolPage
from website.domain.uses import Use, uses_among


def uses_below(page: Page) -> dict[Model, list[Use]]:
    """Give what of the casebook at or below a page something outside of it uses, with those uses."""
    things: list[Model] = [
        thing
        for model in (ObstaclePage, LessonPage, PortraitPage, ToolPage)
        for thing in model.objects.descendant_of(page, inclusive=True).order_by("title")
    ]
    outside = {
        thing: [use for use in uses if not _lies_below(use.user, page)]
        for thing, uses in uses_among(things).items()
    }
    return {thing: uses for thing, uses in outside.items() if uses}


def _lies_below(user: Model, page: Page) -> bool:
    return isinstance(user, Page) and (user.pk == page.pk or user.is_descendant_of(page))
