"""The form of a region: saving it draws its outline, and those of its partnerships."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from casebook.domain.partnerships import lock_outlines
from casebook.domain.regions import draw_region, redraw_partnerships
from casebook.forms.pages import TellsWhatIsMissing
from casebook.models import Region


class RegionForm(TellsWhatIsMissing, WagtailAdminModelForm):
    """Draws once, at saving, with the municipalities as they were typed."""

    needed = {
        "name": _("Write down what people call this region."),
        "memberships.municipality": _("Choose the municipality."),
    }
    too_few = {"memberships": _("Choose at least one municipality.")}

    @transaction.atomic
    def save(self, commit: bool = True) -> Region:
        lock_outlines()
        region: Region = super().save(commit=False)
        draw_region(region=region)
        if commit:
            region.save()
            redraw_partnerships(region=region)
        return region
