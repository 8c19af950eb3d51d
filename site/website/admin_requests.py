"""Answers requests to the admin that Wagtail does not expect, and that are no error of the site.

These are requests that no screen sends, and forms that somebody else's save has overtaken.
"""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldError, ValidationError
from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.forms import IntegerField
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from draftjs_exporter.error import ExporterException
from wagtail.admin.views.generic.chooser import CreateViewMixin, CreationFormMixin

logger = logging.getLogger(__name__)

# The errors of Django and Python for the id of a row that is no number, or has thousands of digits.
INVALID_NUMBER = ("Field '", "invalid literal for int()", "Exceeds the limit")
# The errors of SQLite for an offset of twenty digits and for NaN in JSON, and those of both databases for a
# row that exists already.
INVALID_ROW = (
    "datatype mismatch",
    "CHECK constraint failed: (JSON_VALID",
    "UNIQUE constraint failed",
    "duplicate key value",
)
# Raised when somebody else saved the same, or deleted what was chosen, since the form was checked.
TAKEN = (IntegrityError, ValidationError)
# The options of a chooser that give it a form for creating something.
FORM_OPTIONS = ("creation_form_class", "form_fields", "exclude_form_fields")
# A field, a column, a row or a page of a list that is not there, or a value that a model refuses.
UNKNOWN = (MultiValueDictKeyError, OverflowError, DataError, FieldError, ValidationError, InvalidPage)
# The functions that read a form, the file of an import of redirects, the address to go to next, and the
# message that a user dismissed.
READING = {"value_from_datadict", "process_import", "resolve_url", "patch"}
# Raised there by what cannot be read, such as deep nesting, or a text with a link that it does not describe.
UNREADABLE = (
    *(LookupError, TypeError, ValueError, AttributeError, FileNotFoundError, NoReverseMatch),
    *(RecursionError, ExporterException),
)
# The scripts of these views show an error only in an answer with status 200.
MANY_UPLOADS = {"wagtailimages:add_multiple", "wagtaildocs:add_multiple"}
# This field tells the page for logged-out users, when it is sent too early, that there were files.
FILES_WERE_SENT = "regiobrug-files-were-sent"
IGNORED_MODULES = "website.page_cache."
# Rows of all lists in a form together. Each takes time to show; a region of the whole country has some 350.
MOST_ROWS = 500


class AdminRequestsMiddleware:
    """Refuses requests that Wagtail's own screens would not send, such as a number that no database holds, or
    a form without half of its fields. The log tells which: as an error when code of this site raised it.

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
        """Refuse a form that counts rows it does not send, and creation in a chooser that has no form for it:
        Wagtail gives that an address all the same."""
        if request.path_info.startswith(self.admin) and not has_all_counted_rows(request.POST):
            return self._refuse(request)
        chooser: Any = getattr(view, "view_class", object)
        if not (issubclass(chooser, CreateViewMixin) and issubclass(chooser, CreationFormMixin)):
            return None
        options = {name: view.view_initkwargs.get(name, getattr(chooser, name)) for name in FORM_OPTIONS}
        has_its_own = chooser.get_creation_form_class is not CreationFormMixin.get_creation_form_class
        if not has_its_own and set(options.values()) == {None}:
            raise Http404
        return None

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
        if not is_caused_by_request(error):
            return None
        return self._refuse(request, error)

    def _refuse(self, request: HttpRequest, error: Exception | None = None) -> HttpResponse:
        level = logging.ERROR if error and is_raised_by_site(error) else logging.WARNING
        logger.log(level, "Refused what came with %s", request.path_info, exc_info=error)
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


def has_all_counted_rows(sent: QueryDict) -> bool:
    """Whether every row that a form counts was sent, and they are not too many: a form is made for each, and
    shown again when another field is wrong."""
    rows = {name.rpartition("-")[0] for name in sent}
    counted = 0
    for name in sent:
        prefix, _hyphen, field = name.rpartition("-")
        if field != TOTAL_FORM_COUNT:
            continue
        try:
            # A list without a number is no list to Django either.
            total = IntegerField(min_value=0).clean(sent[name])
        except ValidationError:
            continue
        counted += total
        if counted > MOST_ROWS or not all(f"{prefix}-{number}" in rows for number in range(total)):
            return False
    return True


def is_raised_by_site(error: Exception) -> bool:
    """Whether the innermost frame of Wagtail or of this site is one of this site."""
    frames = (frame.f_globals.get("__name__", "") for frame, _line in traceback.walk_tb(error.__traceback__))
    # Every statement passes by the page cache on its way to the database, whoever sent it.
    names = (name for name in frames if not name.startswith(IGNORED_MODULES))
    rooms = [room for name in names if (room := name.partition(".")[0]) in {"wagtail", *settings.ROOMS}]
    return bool(rooms) and rooms[-1] != "wagtail"


def is_caused_by_request(error: Exception) -> bool:
    """Whether the request caused this error: by an unknown field, a form that cannot be read, an id that is
    no number or too large, a column that a list cannot be ordered by, or a page beyond the last."""
    if isinstance(error, UNKNOWN):
        return True
    if isinstance(error, ValueError) and str(error).startswith(INVALID_NUMBER):
        return True
    if isinstance(error, IntegrityError) and str(error).startswith(INVALID_ROW):
        return True
    names = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
    reading = not READING.isdisjoint(names) or {"_clean_fields", "to_python"} <= names
    return reading and isinstance(error, UNREADABLE)
