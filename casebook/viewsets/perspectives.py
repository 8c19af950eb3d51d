"""Perspectives in the admin: their words may change, their number is fixed."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from casebook.models import Perspective


class PerspectiveViewSet(SnippetViewSet):
    """The four parts of the bridge."""

    model = Perspective
    icon = "view"
    list_display = ["name", "code", "order"]
    ordering = ["order"]
    copy_view_enabled = False
    panels = [
        FieldPanel("code", read_only=True),
        FieldPanel("name"),
        FieldPanel("explanation"),
        FieldPanel("order"),
    ]
