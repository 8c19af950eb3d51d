"""The casebook in the admin: one menu entry with a list and a form for each kind of thing."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from casebook.viewsets.fixed_lists import MunicipalityViewSet, PerspectiveViewSet
from casebook.viewsets.partnerships import OrganisationViewSet, PartnershipViewSet, SectorViewSet
from casebook.viewsets.regions import RegionViewSet
from casebook.viewsets.sightings import SightingViewSet


class CasebookGroup(SnippetViewSetGroup):
    """What pages are built from, in the order in which an editor needs it."""

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
