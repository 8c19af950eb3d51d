"""The forms of a region: the whole one, and the small one in the window that chooses a region."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from casebook.domain.outlines import draw_region, lock_outlines, redraw_partnerships
from casebook.domain.regions import save_region
from casebook.models import Municipality, Region
from website.forms.missing import TellsWhatIsMissing
from website.letters import folded


class RegionForm(TellsWhatIsMissing, WagtailAdminModelForm):
    """Draws once, at saving, with the municipalities as they were typed."""

    required = {
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


class NewRegion(TellsWhatIsMissing, WagtailAdminModelForm):
    """A name and the names of municipalities, as people have them in a list; the rest can be told later."""

    prefix = "new-region"
    required = {
        "name": _("Write down what people call this region."),
        "municipalities": _("Write down at least one municipality."),
    }
    municipalities = forms.CharField(
        label=capfirst(_("municipalities")),
        widget=AdminAutoHeightTextInput,
        help_text=_("One per line, or with commas between them. For example: Goes, Kapelle, Reimerswaal"),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Region
        fields = ["name"]
        formsets: list[str] = []

    def clean_municipalities(self) -> list[Municipality]:
        """Find each by its name; says which are not there, and what was perhaps meant."""
        typed = [name.strip() for name in re.split(r"[,;\n]", self.cleaned_data["municipalities"])]
        known = _by_name(Municipality.objects.all())
        unknown = [name for name in typed if name and folded(name) not in known]
        if unknown:
            raise ValidationError([_suggestion(name, known) for name in unknown])
        return [known[folded(name)] for name in typed if name]

    def save(self, commit: bool = True) -> Region:
        municipalities = [municipality.code for municipality in self.cleaned_data["municipalities"]]
        return save_region(name=self.cleaned_data["name"], municipalities=municipalities)


def _by_name(municipalities: Iterable[Municipality]) -> dict[str, Municipality]:
    """As people write them: without the province behind the name, unless two have that name."""
    known = {folded(municipality.name): municipality for municipality in municipalities}
    short = [(name.partition(" (")[0], municipality) for name, municipality in known.items()]
    times = Counter(name for name, _municipality in short)
    return known | {name: municipality for name, municipality in short if times[name] == 1}


def _suggestion(name: str, known: dict[str, Municipality]) -> str:
    words = gettext("There is no municipality called “%(name)s”.") % {"name": name}
    if like := get_close_matches(folded(name), known, n=3, cutoff=0.6):
        names = ", ".join(dict.fromkeys(known[one].name for one in like))
        words += " " + gettext("Did you mean %(names)s?") % {"names": names}
    return words
