"""Regions in the admin: municipalities are chosen many at a time, and what they draw is shown."""

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultipleChooserPanel, Panel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import CreateView, EditView

from casebook.forms.regions import NewRegion, RegionForm
from casebook.models import Municipality, Region
from casebook.viewsets.base import CasebookViewSet


class OutlinePanel(Panel):
    """The region as it was drawn when it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "casebook/beheer/outline.html"

        def is_shown(self) -> bool:
            return bool(self.instance.outline)


class BackToItsForm:
    """After saving the form is shown again, with what was drawn from it."""

    def get_success_url(self: Any) -> str:
        return reverse(self.edit_url_name, args=[quote(self.object.pk)])


class NewRegionView(BackToItsForm, CreateView):
    """Asks for a new region."""


class ChangeRegionView(BackToItsForm, EditView):
    """Asks for changes of a region."""


class RegionChooser(SnippetChooserViewSet):
    creation_form_class = NewRegion
    creation_tab_label = _("A new region")
    create_action_label = _("Make it")


class WithProvince(BaseSnippetChooseView):
    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("province", label=_("Province"))]


class ChooseMunicipality(WithProvince, ChooseView):
    """The whole window."""


class ChooseMunicipalityResults(WithProvince, ChooseResultsView):
    """What is left of the list after searching."""


class MunicipalityChooser(SnippetChooserViewSet):
    choose_view_class = ChooseMunicipality
    choose_results_view_class = ChooseMunicipalityResults


class RegionViewSet(CasebookViewSet):
    model = Region
    icon = "crosshairs"
    add_view_class = NewRegionView
    edit_view_class = ChangeRegionView
    chooser_viewset_class = RegionChooser
    list_display = [
        "name",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("municipality_count", label=_("Municipalities")),
        Column("partnership_count", label=_("Partnerships")),
        Column("codes_without_shape", label=_("Not on the map")),
    ]
    list_filter = ["kind", "memberships__municipality__province"]
    ordering = ["name"]
    form = RegionForm
    panels = [
        OutlinePanel(heading=_("On the map")),
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("kind"),
        MultipleChooserPanel(
            "memberships",
            chooser_field_name="municipality",
            panels=[
                FieldPanel("municipality"),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
            ],
            min_num=1,
            label=_("municipalities"),
            heading=_("Municipalities"),
            help_text=_(
                "Tick as many as you need at once. The outline is drawn from these when you save. "
                "A region may overlap others and cross provinces."
            ),
        ),
        FieldPanel("slug"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        return Region.objects.annotate(
            municipality_count=Count("memberships", distinct=True),
            partnership_count=Count("partnership_links", distinct=True),
        )


class MunicipalityViewSet(CasebookViewSet):
    """The list comes from CBS; only the successor is for editors."""

    model = Municipality
    icon = "home"
    chooser_viewset_class = MunicipalityChooser
    # All on one screen: what was ticked on another would be lost.
    chooser_per_page = 400
    list_display = ["name", "code", "province", "labour_market_region", "successor"]
    list_filter = ["province", "labour_market_region"]
    panels = [
        HelpPanel(
            _(
                "The list of municipalities comes from CBS and is brought in by an administrator. "
                "Here you say which municipality another one became part of."
            )
        ),
        FieldRowPanel([FieldPanel("name", read_only=True), FieldPanel("code", read_only=True)]),
        FieldRowPanel(
            [FieldPanel("province", read_only=True), FieldPanel("labour_market_region", read_only=True)]
        ),
        FieldPanel("successor"),
    ]
