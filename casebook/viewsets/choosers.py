"""Dialogues that choose something small, or make it at once when it is not there yet."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from casebook.forms.organisation_form import OrganisationForm
from casebook.forms.sector_form import SectorForm


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
