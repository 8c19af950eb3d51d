"""Lists and forms in the admin of what pages are built from, and the dialogues that choose or make one."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from casebook.forms.snippets import (
    OrganisationForm,
    PartnershipForm,
    RegionForm,
    SectorForm,
    SightingForm,
)
from casebook.models import Municipality, Organisation, Partnership, Perspective, Region, Sector, Sighting


class CasebookViewSet(SnippetViewSet):
    """Fifty in a list, and no copies: names are unique. `form` is the class of a form of its own."""

    list_per_page = 50
    copy_view_enabled = False
    form: type | None = None
    panels: list[Panel]

    def get_edit_handler(self) -> Any:
        return ObjectList(self.panels, base_form_class=self.form).bind_to_model(self.model)


class ChangeOnlyPolicy(ModelPermissionPolicy):
    """What comes with the site is changed, and not added or deleted, whatever rights a group has."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "delete"} and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class NewOrganisation(OrganisationForm):
    """Stands on top of another form, which may have a name as well; so does that of a sector."""

    prefix = "new-organisation"


class NewSector(SectorForm):
    prefix = "new-sector"


class OrganisationChooser(SnippetChooserViewSet):
    creation_form_class = NewOrganisation
    creation_tab_label = _("A new organisation")
    create_action_label = _("Make it")


class SectorChooser(SnippetChooserViewSet):
    creation_form_class = NewSector
    creation_tab_label = _("A new sector")
    create_action_label = _("Make it")


class PartnershipViewSet(CasebookViewSet):
    model = Partnership
    icon = "link"
    list_display = [
        "name",
        Column("place", label=_("Regions")),
        Column("get_phase_display", label=_("Phase"), sort_key="phase"),
        Column("get_origin_display", label=_("Origin"), sort_key="origin"),
        BooleanColumn("has_portrait", label=_("Portrait")),
    ]
    list_filter = ["phase", "origin", "region_links__region", "sector_links__sector"]
    ordering = ["name"]
    form = PartnershipForm
    panels = [
        FieldPanel("name"),
        FieldPanel("question"),
        InlinePanel(
            "members",
            panels=[FieldPanel("organisation"), FieldPanel("role"), FieldPanel("note")],
            min_num=1,
            label=_("organisation"),
            heading=_("Who take part"),
            help_text=_(
                "An organisation that is not there yet is made in the dialogue that chooses one. "
                "A note says what it brings or does. For example: lends its workshop on Fridays"
            ),
        ),
        MultipleChooserPanel(
            "region_links",
            chooser_field_name="region",
            min_num=1,
            label=_("region"),
            heading=_("Where"),
            help_text=_(
                "The main region first; the outline is drawn from all of them together. "
                "Is yours not there yet? Make it first, under Regions."
            ),
        ),
        MultipleChooserPanel(
            "sector_links", chooser_field_name="sector", label=_("sector"), heading=_("What about")
        ),
        MultiFieldPanel(
            [
                FieldPanel("phase"),
                FieldRowPanel([FieldPanel("started"), FieldPanel("ended")]),
            ],
            heading=_("Since when, and how far"),
        ),
        FieldPanel("website"),
        FieldPanel("origin"),
        FieldPanel("slug"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partnership]:
        rows = Partnership.objects.prefetch_related("region_links__region")
        return rows.annotate(has_portrait=Count("portraits"))


class RegionViewSet(CasebookViewSet):
    model = Region
    icon = "site"
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
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("kind"),
        InlinePanel(
            "memberships",
            panels=[
                FieldPanel("municipality"),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
            ],
            min_num=1,
            label=_("municipality"),
            heading=_("Municipalities"),
            help_text=_(
                "The outline is drawn from these when you save. "
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


class OrganisationViewSet(CasebookViewSet):
    model = Organisation
    icon = "group"
    list_display = [
        "name",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("partnership_count", label=_("Partnerships"), sort_key="partnership_count"),
    ]
    list_filter = ["kind"]
    ordering = ["name"]
    chooser_viewset_class = OrganisationChooser
    form = OrganisationForm
    panels = [FieldPanel("name"), FieldPanel("kind"), FieldPanel("website")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return Organisation.objects.annotate(partnership_count=Count("memberships"))


class SectorViewSet(CasebookViewSet):
    model = Sector
    icon = "tag"
    list_display = ["name", Column("partnership_count", label=_("Partnerships"))]
    ordering = ["name"]
    chooser_viewset_class = SectorChooser
    form = SectorForm
    panels = [FieldPanel("name"), FieldPanel("slug")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sector]:
        return Sector.objects.annotate(partnership_count=Count("partnership_links"))


class SightingViewSet(CasebookViewSet):
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
    # By plain database search: what people look for stands in what a sighting points to.
    search_backend_name = None
    search_fields = ["partnership__name", "obstacle__code", "obstacle__label", "what_helped"]
    form = SightingForm
    panels = [
        FieldPanel(name) for name in ("partnership", "obstacle", "state", "since", "what_helped", "named")
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sighting]:
        return Sighting.objects.select_related("partnership", "obstacle")


class PerspectiveViewSet(CasebookViewSet):
    model = Perspective
    icon = "view"
    list_display = ["name", "code", "order"]
    panels = [
        FieldPanel("code", read_only=True),
        FieldPanel("name"),
        FieldPanel("explanation"),
        FieldPanel("order"),
    ]


class MunicipalityViewSet(CasebookViewSet):
    """The list comes from CBS; only the successor is for editors."""

    model = Municipality
    icon = "home"
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


class CasebookGroup(SnippetViewSetGroup):
    """One entry of the menu, in the order in which an editor needs it."""

    menu_label = _("Who and where")
    menu_icon = "group"
    menu_order = 150
    items = (
        PartnershipViewSet,
        RegionViewSet,
        OrganisationViewSet,
        SightingViewSet,
        SectorViewSet,
        PerspectiveViewSet,
        MunicipalityViewSet,
    )
