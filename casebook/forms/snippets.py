"""Forms of what pages are built from, each saying what it misses."""

from typing import Any

from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.forms.models import WagtailAdminModelForm

from casebook.domain.partnerships import draw_partnership, lock_outlines
from casebook.models import Organisation, Partnership, Sector, Sighting
from website.forms.missing import TellsWhatIsMissing


class OrganisationForm(TellsWhatIsMissing, WagtailAdminModelForm):
    required = {
        "name": _("Write down what the organisation is called."),
        "kind": _("Choose what kind of organisation it is."),
    }

    class Meta(WagtailAdminModelForm.Meta):
        model = Organisation
        fields = ["name", "kind", "website"]


class SectorForm(TellsWhatIsMissing, WagtailAdminModelForm):
    required = {"name": _("Write down what the sector is called.")}

    class Meta(WagtailAdminModelForm.Meta):
        model = Sector
        fields = ["name", "slug"]


class PartnershipForm(TellsWhatIsMissing, WagtailAdminModelForm):
    """Draws once, at saving, with the regions as they were chosen."""

    required = {
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


class SightingForm(TellsWhatIsMissing, WagtailAdminModelForm):
    required = {
        "partnership": _("Choose the partnership that met it."),
        "obstacle": _("Choose the obstacle."),
        "state": _("Choose how far the partnership is with it."),
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
        text = gettext("This partnership has said something about this obstacle already.")
        url = AdminURLFinder(self.for_user).get_edit_url(known)
        if not url:
            return text
        return format_html('{} <a href="{}">{}</a>', text, url, gettext("Change what it said"))
