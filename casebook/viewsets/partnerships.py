"""Partnerships, organisations and sectors in the admin, with the dialogues that choose or make one."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from casebook.forms.snippets import OrganisationForm, PartnershipForm, SectorForm
from casebook.models import Organisation, Partnership, Sector


class NewOrganisation(OrganisationForm):
    """Stands on top of another form, which may have a name as well."""

    prefix = "new-organisation"


class NewSector(SectorForm):
    """The same for a sector."""

    prefix = "new-sector"


class OrganisationChooser(SnippetChooserViewSet):
    """Chooses or makes an organisation."""

    creation_form_class = NewOrganisation
    creation_tab_label = _("A new organisation")
    create_action_label = _("Make it")


class SectorChooser(SnippetChooserViewSet):
    """Chooses or makes a sector."""

    creation_form_class = NewSector
    creation_tab_label = _("A new sector")
    create_action_label = _("Make it")


class PartnershipViewSet(SnippetViewSet):
    """Who works together on which question, where and how far; whether there is a portrait."""

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
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("question"),
            InlinePanel(
                "members",
                panels=[
                    FieldPanel("organisation"),
                    FieldPanel("role"),
                    FieldPanel("note"),
                ],
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
                    FieldPanel("started_note"),
                ],
                heading=_("Since when, and how far"),
            ),
            FieldPanel("website"),
            FieldPanel("origin"),
            FieldPanel("slug"),
        ],
        base_form_class=PartnershipForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partnership]:
        return Partnership.objects.prefetch_related("region_links__region").annotate(
            has_portrait=Count("portraits")
        )


class OrganisationViewSet(SnippetViewSet):
    """Schools, companies, governments and others; in how many partnerships each takes part."""

    model = Organisation
    icon = "group"
    list_display = [
        "name",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("partnership_count", label=_("Partnerships"), sort_key="partnership_count"),
    ]
    list_filter = ["kind"]
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    chooser_viewset_class = OrganisationChooser
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("kind"), FieldPanel("website")], base_form_class=OrganisationForm
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return Organisation.objects.annotate(partnership_count=Count("memberships"))


class SectorViewSet(SnippetViewSet):
    """Fields of work, and how many partnerships there are in each."""

    model = Sector
    icon = "tag"
    list_display = ["name", Column("partnership_count", label=_("Partnerships"))]
    ordering = ["name"]
    copy_view_enabled = False
    chooser_viewset_class = SectorChooser
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("slug")], base_form_class=SectorForm)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sector]:
        return Sector.objects.annotate(partnership_count=Count("partnership_links"))
