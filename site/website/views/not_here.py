"""The answer at an address where no page is, or no longer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from website.models.home_page import Withdrawn


def not_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, Withdrawn):
        return render(request, "410.html", {"heading": exception.args[0]}, status=410)
    return page_not_found(request, exception)
