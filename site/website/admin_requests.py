"""Requests to the admin that no screen sends: answered as what they are, and not as an error of the site."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.forms import IntegerField
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from draftjs_exporter.error import ExporterException
from modelsearch.backends.base import FieldError as SearchFieldError
from wagtail.admin.views.generic.chooser import CreateViewMixin, CreationFormMixin

logger = logging.getLogger(__name__)

# How Django and Python say that what should be the number of a row is none, or has thousands of digits.
NO_NUMBER = ("Field '", "invalid literal for int()", "Exceeds the limit")
# How SQLite says that a list has no place of twenty digits to begin at, and that JSON knows no NaN.
NO_VALUE = ("datatype mismatch", "CHECK constraint failed: (JSON_VALID")
# What gives a chooser a form in which something can be made.
FORM_OPTIONS = ("creation_form_class", "form_fields", "exclude_form_fields")
# A field, a column, a row or a page of a list that is not there.
UNKNOWN = (MultiValueDictKeyError, OverflowError, DataError, FieldError, SearchFieldError, InvalidPage)
# Among them what is nested too deep, and a text with a link that it does not describe.
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, RecursionError, ExporterException)
# Of all lists in a form together. Each takes time to show; a region of the whole country has some 350.
MOST_ROWS = 500


class AdminRequestsMiddleware:
    """Wagtail takes what comes with a request for what its own screens would send. A number that no database
    holds, or a form that lacks half of its fields, is refused here with what was asked in the log, so that
    an error of ours that is taken for one of these is still found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Refuse rows that are only counted. A chooser in which nothing can be made has an address for making
        all the same."""
        if request.path_info.startswith(self.admin) and not are_all_rows_there(request.POST):
            return self._refuse(request)
        chooser = getattr(view, "view_class", object)
        if not (issubclass(chooser, CreateViewMixin) and issubclass(chooser, CreationFormMixin)):
            return None
        options = {name: view.view_initkwargs.get(name, getattr(chooser, name)) for name in FORM_OPTIONS}
        has_its_own = chooser.get_creation_form_class is not CreationFormMixin.get_creation_form_class
        if not has_its_own and set(options.values()) == {None}:
            raise Http404
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer 400 to what cannot be read or looked up; None for an error of ours."""
        if not request.path_info.startswith(self.admin) or not is_of_the_request(error):
            return None
        return self._refuse(request, error)

    def _refuse(self, request: HttpRequest, error: Exception | None = None) -> HttpResponse:
        logger.warning("Refused what came with %s", request.path_info, exc_info=error)
        return render(request, "wagtailadmin/400.html", status=400)


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


def is_of_the_request(error: Exception) -> bool:
    """Whether what was sent made this error: a field that is not there, a form that cannot be read, a number
    of a row that is none or larger than the database has, a column that there is no such order for, or a page
    of a list beyond its last."""
    if isinstance(error, UNKNOWN):
        return True
    if isinstance(error, ValueError) and str(error).startswith(NO_NUMBER):
        return True
    if isinstance(error, IntegrityError) and str(error).startswith(NO_VALUE):
        return True
    names = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
    # What reads a field, cleans one, or takes note of a message that somebody does not want to see again.
    ways = ({"value_from_datadict"}, {"_clean_fields", "to_python"}, {"patch"})
    return any(way <= names for way in ways) and isinstance(error, UNREADABLE)
