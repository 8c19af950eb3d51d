"""The form of an organisation, also in the dialogue that chooses one."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from casebook.forms.pages import TellsWhatIsMissing
from casebook.models import Organisation


class OrganisationForm(TellsWhatIsMissing, WagtailAdminModelForm):
    """A name and a kind are enough."""

    needed = {
        "name": _("Write down what the organisation is called."),
        "kind": _("Choose what kind of organisation it is."),
    }

    class Meta(WagtailAdminModelForm.Meta):
        model = Organisation
        fields = ["name", "kind", "website"]
