"""Logging in to the admin, where who guesses is slowed down, and out again, by its button alone."""

from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.views.account import LoginView, LogoutView

from accounts.login_throttle import COOKIE, COOKIE_SECONDS, PERIOD, Attempt

TOO_MANY = "too_many"


class LoginForm(WagtailLoginForm):
    """Wagtail's form names the password field after its variable, in English."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attempt: Attempt | None = None
        for name, label in (("username", _("E-mail address")), ("password", _("Password"))):
            self.fields[name].label = label
            self.fields[name].widget.attrs["placeholder"] = ""

    def clean(self) -> Any:
        """Look at the password, but not after too many attempts: nobody learns then whether it is right."""
        account = self.cleaned_data.get("username")
        if account and self.cleaned_data.get("password"):
            self.attempt = Attempt.of(self.request, account)
            if not self.attempt.may_be_made():
                raise ValidationError(
                    _("Too many attempts to log in. Wait %(n)d minutes and try again."),
                    code=TOO_MANY,
                    params={"n": PERIOD // 60},
                )
        cleaned = super().clean()
        if self.attempt is not None:
            self.attempt.succeeded()
        return cleaned


class Login(LoginView):
    """Wagtail's own view, with the answer to too many attempts, and the cookie of a device."""

    def get_redirect_url(self) -> str:
        """Where to go afterwards: an address, not a word that Wagtail takes for the name of a view."""
        given: str = super().get_redirect_url()
        return given if given.startswith(("/", "http://", "https://")) else ""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        response.set_cookie(
            COOKIE,
            form.attempt.device_cookie(),
            max_age=COOKIE_SECONDS,
            path=self.request.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again; a program that guesses is told in its own words to wait."""
        response: HttpResponse = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, TOO_MANY):
            response.status_code = 429
            response.headers["Retry-After"] = str(PERIOD)
        return response


class Logout(LogoutView):
    """Wagtail's own view takes the session cookie away whatever it answers: then a link on any site would log
    an editor out, and leave the session open to who knows its number."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return self.http_method_not_allowed(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response
