"""Views of the pattern page: one with every component, and the two pages for trouble."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from website.patterns import samples, signs, stories
from website.patterns.forms import SampleForm


def patterns(request: HttpRequest) -> HttpResponse:
    """Every component with sample data in every state."""
    form = SampleForm({"title": "Begin met vijf, niet met vijftig", "result": "", "named": "on"})
    form.is_valid()
    context = {
        **signs.context(),
        **samples.context(),
        **stories.context(),
        "form": form,
        "shell": samples.SHELL,
        "noindex": True,
    }
    return render(request, "website/patterns/page.html", context)


def not_found(request: HttpRequest) -> HttpResponse:
    """The page that stands where none is found."""
    return render(request, "404.html", {"shell": samples.SHELL})


def broken(request: HttpRequest) -> HttpResponse:
    """The page that needs nothing: drawn without a request or context."""
    return HttpResponse(render_to_string("500.html"))
