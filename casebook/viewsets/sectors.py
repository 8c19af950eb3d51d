"""Sectors in the admin."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from casebook.forms.sector_form import SectorForm
from casebook.models import Sector
from casebook.viewsets.choosers import SectorChooser


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
