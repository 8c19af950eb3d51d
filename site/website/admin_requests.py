"""Answers requests to the admin that no screen sends, and forms that somebody else's save has overtaken."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldError, ObjectDoesNotExist, ValidationError
from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.forms import IntegerField
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from draftjs_exporter.error import ExporterException

logger = logging.getLogger(__name__)

# Raised when somebody else saved the same, or deleted what was chosen, since the form was checked.
TAKEN = (IntegrityError, ValidationError)
# What Wagtail and Django raise for a field, row, column or page that is not there, a number that no database
# holds, and a form, text or file that cannot be read.
UNREADABLE = (
    *(LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, FileNotFoundError),
    *(ObjectDoesNotExist, DataError, FieldError, InvalidPage, NoReverseMatch, ExporterException, *TAKEN),
)
# The scripts of these views show an error only in an answer with status 200.
MANY_UPLOADS = {"wagtailimages:add_multiple", "wagtaildocs:add_multiple"}
# This field tells the page for logged-out users, when it is sent too early, that there were files.
FILES_WERE_SENT = "regiobrug-files-were-sent"
# Rows of all lists in a form together. Each takes time to show; a region of the whole country has some 350.
MOST_ROWS = 500


class AdminRequestsMiddleware:
    """Refuses requests that Wagtail's own screens would not send, such as a form without half of its fields.

    Between the validation of a form and its saving somebody else can save the same. The form is then handled
    once more, and says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")
        # Where Wagtail redirects users who have to log in first.
        self.to_login = f"{reverse('wagtailadmin_login')}?"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Keep a form that is sent after its user was logged out: a redirect to the login would lose it."""
        response = self.get_response(request)
        if request.method != "POST" or not response.get("Location", "").startswith(self.to_login):
            return response
        return logged_out(request) if request.user.is_anonymous else response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        is_too_long = request.path_info.startswith(self.admin) and counted_rows(request.POST) > MOST_ROWS
        return self._refuse(request) if is_too_long else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer with a second try, or with 400 when the request caused the error; else None."""
        if not request.path_info.startswith(self.admin):
            return None
        match = request.resolver_match
        # Not with files: they were read to their end.
        if match and isinstance(error, TAKEN) and request.method == "POST" and not request.FILES:
            try:
                # Now the form finds what was not there when it was checked, and says so at its field.
                return match.func(request, *match.args, **match.kwargs)
            except TAKEN as again:
                error = again
        # What code of this site raised is an error of the site, whatever was sent; so is what Wagtail raises
        # at a plain look, as after an upgrade that does not fit.
        in_address = match is not None and (match.args or match.kwargs)
        brought = request.method not in {"GET", "HEAD"} or request.GET or in_address
        if brought and isinstance(error, UNREADABLE) and not is_raised_by_site(error):
            return self._refuse(request, error)
        return None

    def _refuse(self, request: HttpRequest, error: Exception | None = None) -> HttpResponse:
        logger.warning("Refused what came with %s", request.path_info, exc_info=error)
        return render(request, "wagtailadmin/400.html", status=400)


def logged_out(request: HttpRequest) -> HttpResponse:
    """Show what was typed, to be sent again after a login; answer scripts in a form that they display."""
    match = request.resolver_match
    if match and match.view_name in MANY_UPLOADS:
        again = _("You are logged out. Log in in another tab, then choose this file here once more.")
        return JsonResponse({"success": False, "error_message": again})
    if request.accepts("text/html"):
        ours = {"csrfmiddlewaretoken", FILES_WERE_SENT}
        sent = [(name, values) for name, values in request.POST.lists() if name not in ours]
        # Who sends it again too early is still told about the files, which are gone by then.
        files_wanted = FILES_WERE_SENT if request.FILES or FILES_WERE_SENT in request.POST else ""
        context = {"sent": sent, "files_wanted": files_wanted, "cookie": settings.CSRF_COOKIE_NAME}
        answer = render(request, "wagtailadmin/logged_out.html", context, status=403)
        add_never_cache_headers(answer)
        return answer
    text = _("You are logged out, so nothing is saved any more. Save it: you then read how to go on.")
    # Of the words that the script knows this one lets it go on with the next letter that is typed.
    said = {"success": False, "error_code": "validation_error", "error_message": text}
    return JsonResponse(said, status=403)


def counted_rows(sent: QueryDict) -> int:
    """How many rows the lists of a form say to have: a form is made for each, and shown again when another
    field is wrong."""
    total = 0
    for name in sent:
        if name.endswith(f"-{TOTAL_FORM_COUNT}"):
            try:
                # As Django reads it, which takes more than digits.
                total += IntegerField(min_value=0, required=False).clean(sent[name]) or 0
            except ValidationError:
                return MOST_ROWS + 1
    return total


def is_raised_by_site(error: Exception) -> bool:
    """Whether the innermost frame of Wagtail or of this site is one of this site."""
    modules = (frame.f_globals.get("__name__", "") for frame, _line in traceback.walk_tb(error.__traceback__))
    # Every statement passes by the page cache on its way to the database, whoever sent it.
    rooms = (name.partition(".")[0] for name in modules if not name.startswith("website.page_cache."))
    known = [room for room in rooms if room in {"wagtail", *settings.ROOMS}]
    return known != [] and known[-1] != "wagtail"
