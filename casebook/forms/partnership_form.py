"""The form of a partnership: saving it draws the outline of its regions together."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from casebook.domain.partnerships import draw_partnership, lock_outlines
from casebook.forms.pages import TellsWhatIsMissing
from casebook.models import Partnership


class PartnershipForm(TellsWhatIsMissing, WagtailAdminModelForm):
    """Draws once, at saving, with the regions as they were chosen."""

    needed = {
        "name": _("Write down what the partnership is called."),
        "question": _("Write down in one sentence the question that they share."),
        "phase": _("Choose how far the partnership is."),
        "members.organisation": _("Choose the organisation."),
    }
    too_few = {
        "members": _("A partnership has at least one organisation."),
        "region_links": _("A partnership works in at least one region."),
    }

    @transaction.atomic
    def save(self, commit: bool = True) -> Partnership:
        lock_outlines()
        partnership: Partnership = super().save(commit=False)
        draw_partnership(partnership=partnership)
        if commit:
            partnership.save()
        return partnership
