"""Sightings in the admin."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from casebook.forms.snippets import SightingForm
from casebook.models import Sighting


class SightingViewSet(SnippetViewSet):
    """Which partnership met which obstacle, how far it is, and whether others may know."""

    model = Sighting
    icon = "pick"
    list_display = [
        "partnership",
        Column("obstacle", label=_("Obstacle"), sort_key="obstacle__code"),
        Column("get_state_display", label=_("How far"), sort_key="state"),
        "since",
        BooleanColumn("named", label=_("Name is shown")),
    ]
    list_filter = ["state", "named", "partnership", "obstacle"]
    list_per_page = 50
    # By plain database search: what people look for stands in what a sighting points to.
    search_backend_name = None
    search_fields = ["partnership__name", "obstacle__code", "obstacle__label", "what_helped"]
    ordering = ["partnership__name", "obstacle__code"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("partnership"),
            FieldPanel("obstacle"),
            FieldPanel("state"),
            FieldPanel("since"),
            FieldPanel("what_helped"),
            FieldPanel("named"),
        ],
        base_form_class=SightingForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sighting]:
        return Sighting.objects.select_related("partnership", "obstacle")
