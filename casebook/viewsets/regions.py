"""Regions in the admin."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from casebook.forms.snippets import RegionForm
from casebook.models import Region


class RegionViewSet(SnippetViewSet):
    """Sets of municipalities: how many, how many partnerships work there, and what is not on the map."""

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
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
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
        ],
        base_form_class=RegionForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        return Region.objects.annotate(
            municipality_count=Count("memberships", distinct=True),
            partnership_count=Count("partnership_links", distinct=True),
        )
