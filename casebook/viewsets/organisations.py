"""Organisations in the admin."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from casebook.forms.organisation_form import OrganisationForm
from casebook.models import Organisation
from casebook.viewsets.choosers import OrganisationChooser


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
