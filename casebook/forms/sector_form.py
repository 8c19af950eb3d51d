"""The form of a sector, also in the dialogue that chooses one."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from casebook.forms.pages import TellsWhatIsMissing
from casebook.models import Sector


class SectorForm(TellsWhatIsMissing, WagtailAdminModelForm):
    """The part of the address follows from the name."""

    needed = {"name": _("Write down what the sector is called.")}

    class Meta(WagtailAdminModelForm.Meta):
        model = Sector
        fields = ["name", "slug"]
