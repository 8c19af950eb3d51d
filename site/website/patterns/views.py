"""Views of the pattern page, which shows every component, and of two error pages."""

import json
import tomllib
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

HERE = Path(__file__).parent
OUTLINES: dict[str, dict[str, str]] = json.loads((HERE / "sample_outlines.json").read_text("utf-8"))


class SampleForm(forms.Form):
    """A field as it should be, one with an error, and a box to tick."""

    title = forms.CharField(
        label=_("Title of the lesson"),
        help_text=_("Begin with a verb. For example: Let four companies share one tutor."),
    )
    result = forms.CharField(
        label=_("What did it bring?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what happened. One sentence is enough.")},
    )
    named = forms.BooleanField(label=_("Other partnerships may see our name"), required=False)


def patterns(request: HttpRequest) -> HttpResponse:
    form = SampleForm({"title": "Begin met vijf, niet met vijftig", "result": "", "named": "on"})
    form.is_valid()
    samples = _samples()
    context = {
        **samples,
        "outlines": OUTLINES,
        "water_map": {**samples["map"], **samples["counting"], "look": "water"},
        "form": form,
        "noindex": True,
    }
    return render(request, "website/patterns/page.html", context)


def not_found(request: HttpRequest) -> HttpResponse:
    return render(request, "404.html", {"shell": _samples()["shell"]})


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html")


def _samples() -> Any:
    return _resolved(tomllib.loads((HERE / "samples.toml").read_text("utf-8")))


def _resolved(value: Any) -> Any:
    """The value with outlines in place of their names, and its texts safe to draw."""
    if isinstance(value, dict):
        named = {key: _resolved(one) for key, one in value.items()}
        return OUTLINES[named.pop("outline")] | named if "outline" in named else named
    if isinstance(value, list):
        return [_resolved(one) for one in value]
    return mark_safe(value) if isinstance(value, str) else value  # noqa: S308 - it ships with the site
