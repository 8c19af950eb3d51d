"""The answer at an address where no page is, or no longer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found


def not_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was taken away is told in the words of its kind, which `HomePage.route` left on the request."""
    if gone := getattr(request, "gone", None):
        return render(request, "410.html", {"heading": gone}, status=410)
    return page_not_found(request, exception)
