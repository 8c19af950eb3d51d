"""Partnerships in the admin."""

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
from wagtail.snippets.views.snippets import SnippetViewSet

from casebook.forms.partnership_form import PartnershipForm
from casebook.models import Partnership


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
