"""The form of a partnership: saving it draws the outline of its regions together."""

from wagtail.admin.forms.models import WagtailAdminModelForm

from casebook.domain.partnerships import draw_partnership
from casebook.models import Partnership


class PartnershipForm(WagtailAdminModelForm):
    """Draws once, at saving, with the regions as they were chosen."""

    def save(self, commit: bool = True) -> Partnership:
        partnership: Partnership = super().save(commit=False)
        draw_partnership(partnership=partnership)
        if commit:
            partnership.save()
        return partnership
