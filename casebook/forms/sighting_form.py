"""The form of a sighting: leads to what a partnership said before about the same obstacle."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.forms.models import WagtailAdminModelForm

from casebook.forms.pages import TellsWhatIsMissing
from casebook.models import Sighting


class SightingForm(TellsWhatIsMissing, WagtailAdminModelForm):
    """One partnership says one thing about an obstacle."""

    needed = {
        "partnership": gettext_lazy("Choose the partnership that met it."),
        "obstacle": gettext_lazy("Choose the obstacle."),
        "state": gettext_lazy("Choose how far the partnership is with it."),
    }

    class Meta(WagtailAdminModelForm.Meta):
        model = Sighting
        fields = ["partnership", "obstacle", "state", "since", "what_helped", "named"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        partnership, obstacle = cleaned.get("partnership"), cleaned.get("obstacle")
        if partnership and obstacle:
            same = Sighting.objects.filter(partnership=partnership, obstacle=obstacle)
            known = same.exclude(pk=self.instance.pk).first()
            if known is not None:
                self.add_error("obstacle", self._said_before(known))
        return cleaned

    def _said_before(self, known: Sighting) -> str:
        text = _("This partnership has said something about this obstacle already.")
        url = AdminURLFinder(self.for_user).get_edit_url(known)
        if not url:
            return text
        return format_html('{} <a href="{}">{}</a>', text, url, _("Change what it said"))
