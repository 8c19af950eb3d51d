"""What Wagtail's admin does not expect, and is no error of the site.

That is what no screen sends, and what somebody else saved a moment before.
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

# How Django and Python say that what should be the number of a row is none, or has thousands of digits.
NO_NUMBER = ("Field '", "invalid literal for int()", "Exceeds the limit")
# How SQLite says that a list has no place of twenty digits to begin at and that JSON knows no NaN, and how
# either database says that such a row is there already.
NO_ROW = (
    "datatype mismatch",
    "CHECK constraint failed: (JSON_VALID",
    "UNIQUE constraint failed",
    "duplicate key value",
)
# What is said when somebody else saved the same, or took away what was chosen, since the form was checked.
TAKEN = (IntegrityError, ValidationError)
# What gives a chooser a form in which something can be made.
FORM_OPTIONS = ("creation_form_class", "form_fields", "exclude_form_fields")
# A field, a column, a row or a page of a list that is not there, or a value that a model refuses.
UNKNOWN = (MultiValueDictKeyError, OverflowError, DataError, FieldError, ValidationError, InvalidPage)
# Where it is read what a form sent, which file of redirects is meant, where to go next, and which message
# somebody does not want to see again.
READING = {"value_from_datadict", "process_import", "resolve_url", "patch"}
# Among them what is nested too deep, and a text with a link that it does not describe.
UNREADABLE = (
    *(LookupError, TypeError, ValueError, AttributeError, FileNotFoundError, NoReverseMatch),
    *(RecursionError, ExporterException),
)
# Their script shows what an answer says only if its status is that of success.
MANY_UPLOADS = {"wagtailimages:add_multiple", "wagtaildocs:add_multiple"}
# By this field the page for who is logged out knows, when it is sent too early, that there were files.
FILES_WERE_SENT = "regiobrug-files-were-sent"
PASSED_BY = "website.page_cache."
# Of all lists in a form together. Each takes time to show; a region of the whole country has some 350.
MOST_ROWS = 500


class AdminRequestsMiddleware:
    """Wagtail takes what comes with a request for what its own screens would send. A number that no database
    holds, or a form that lacks half of its fields, is refused here with what was asked in the log: as an
    error when it was raised by code of this site.

    Between the check of a form and its saving somebody else can save the same. The form is then taken in once
    more, and says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")
        # Where Wagtail leads who has to log in before something else.
        self.to_login = f"{reverse('wagtailadmin_login')}?"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on. What somebody sends who is no longer logged in is not led to the login: it would be lost."""
        response = self.get_response(request)
        if request.method != "POST" or not response.get("Location", "").startswith(self.to_login):
            return response
        return logged_out(request) if request.user.is_anonymous else response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Refuse rows that are only counted. A chooser in which nothing can be made has an address for making
        all the same."""
        if request.path_info.startswith(self.admin) and not are_all_rows_there(request.POST):
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
        """The answer of a second try, or 400 to what cannot be read; None for an error of ours."""
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
        if not is_of_the_request(error):
            return None
        return self._refuse(request, error)

    def _refuse(self, request: HttpRequest, error: Exception | None = None) -> HttpResponse:
        level = logging.ERROR if error and is_raised_by_us(error) else logging.WARNING
        logger.log(level, "Refused what came with %s", request.path_info, exc_info=error)
        return render(request, "wagtailadmin/400.html", status=400)


def logged_out(request: HttpRequest) -> HttpResponse:
    """Hold what was typed until it is sent again; tell scripts in a way that they show."""
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


def are_all_rows_there(sent: QueryDict) -> bool:
    """Whether of every row that the lists of a form count something was sent, and they are not too many: a
    form is made for each, and shown again when another field is wrong."""
    rows = {name.rpartition("-")[0] for name in sent}
    counted = 0
    for name in sent:
        prefix, _hyphen, field = name.rpartition("-")
        if field != TOTAL_FORM_COUNT:
            continue
        try:
            # What is no number is no list either for who reads the form.
            total = IntegerField(min_value=0).clean(sent[name])
        except ValidationError:
            continue
        counted += total
        if counted > MOST_ROWS or not all(f"{prefix}-{number}" in rows for number in range(total)):
            return False
    return True


def is_raised_by_us(error: Exception) -> bool:
    """Whether the last of Wagtail's lines and ours that it came by is one of ours."""
    frames = (frame.f_globals.get("__name__", "") for frame, _line in traceback.walk_tb(error.__traceback__))
    # Every statement passes by the page cache on its way to the database, whoever sent it.
    names = (name for name in frames if not name.startswith(PASSED_BY))
    rooms = [room for name in names if (room := name.partition(".")[0]) in {"wagtail", *settings.ROOMS}]
    return bool(rooms) and rooms[-1] != "wagtail"


def is_of_the_request(error: Exception) -> bool:
    """Whether what was sent made this error: a field that is not there, a form that cannot be read, a number
    of a row that is none or larger than the database has, a column that there is no such order for, or a page
    of a list beyond its last."""
    if isinstance(error, UNKNOWN):
        return True
    if isinstance(error, ValueError) and str(error).startswith(NO_NUMBER):
        return True
    if isinstance(error, IntegrityError) and str(error).startswith(NO_ROW):
        return True
    names = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
    reading = not READING.isdisjoint(names) or {"_clean_fields", "to_python"} <= names
    return reading and isinstance(error, UNREADABLE)
