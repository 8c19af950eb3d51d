"""Requests to the admin that it does not expect: answered as what they are, not as an error of the site."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from modelsearch.backends.base import FieldError as SearchFieldError
from wagtail.admin.views.generic.chooser import CreateViewMixin, CreationFormMixin

logger = logging.getLogger(__name__)

# How Django says that what should be the number of a row is none.
NO_NUMBER = ("Field '", "invalid literal for int()")
# How SQLite says that there is no such place to begin as an offset of twenty digits.
TOO_LARGE = "datatype mismatch"
# What gives a chooser a form in which something can be made.
FORM_OPTIONS = ("creation_form_class", "form_fields", "exclude_form_fields")
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError)


class AdminRequestsMiddleware:
    """Wagtail takes what comes with a request for what its own screens would send. A number that no database
    holds, or a form that lacks half of its fields, is refused here with what was asked in the log, so that
    an error of ours that is taken for one of these is still found."""

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

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """A chooser in which nothing can be made has an address for making all the same."""
        chooser = getattr(view, "view_class", object)
        if not (issubclass(chooser, CreateViewMixin) and issubclass(chooser, CreationFormMixin)):
            return
        options = {name: view.view_initkwargs.get(name, getattr(chooser, name)) for name in FORM_OPTIONS}
        has_its_own = chooser.get_creation_form_class is not CreationFormMixin.get_creation_form_class
        if not has_its_own and set(options.values()) == {None}:
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer 400 to what cannot be read or looked up; None for an error of ours."""
        if not request.path_info.startswith(self.admin) or not is_of_the_request(error):
            return None
        logger.warning("Refused what came with %s", request.path_info, exc_info=error)
        return render(request, "wagtailadmin/400.html", status=400)


def logged_out(request: HttpRequest) -> HttpResponse:
    """Hold what was typed until it is sent again; tell autosave in a way that its script shows."""
    if request.accepts("text/html"):
        sent = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
        context = {"sent": sent, "cookie": settings.CSRF_COOKIE_NAME}
        answer = render(request, "wagtailadmin/logged_out.html", context, status=403)
        add_never_cache_headers(answer)
        return answer
    text = _("You are logged out, so nothing is saved any more. Save it: you then read how to go on.")
    # Of the words that the script knows this one lets it go on with the next letter that is typed.
    said = {"success": False, "error_code": "validation_error", "error_message": text}
    return JsonResponse(said, status=403)


def is_of_the_request(error: Exception) -> bool:
    """Whether what was sent made this error: a field that is not there, a form that cannot be read, a number
    of a row that is none or larger than the database has, or a column that there is no such order for."""
    if isinstance(error, MultiValueDictKeyError | OverflowError | DataError | FieldError | SearchFieldError):
        return True
    if isinstance(error, ValueError) and str(error).startswith(NO_NUMBER):
        return True
    if isinstance(error, IntegrityError) and str(error) == TOO_LARGE:
        return True
    names = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
    reading = "value_from_datadict" in names or {"_clean_fields", "to_python"} <= names
    return reading and isinstance(error, UNREADABLE)
