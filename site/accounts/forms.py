"""The login form of the admin, with a label on each field, that refuses attempts when there were too many."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from accounts.login_throttle import PERIOD, Attempt


class LoginForm(WagtailLoginForm):
    """Wagtail's form names the password field after its variable, in English."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attempt: Attempt | None = None
        self.refused = False
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget.attrs["placeholder"] = ""
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs["placeholder"] = ""

    def clean(self) -> Any:
        """Look at the password, but not after too many attempts: nobody learns then whether it is right."""
        account = self.cleaned_data.get("username")
        if account and self.cleaned_data.get("password"):
            self.attempt = Attempt.of(self.request, account)
            if not self.attempt.may_be_made():
                self.refused = True
                raise ValidationError(
                    _("Too many attempts to log in. Wait %(n)d minutes and try again."),
                    code="too_many",
                    params={"n": PERIOD // 60},
                )
        cleaned = super().clean()
        if self.attempt is not None:
            self.attempt.succeeded()
        return cleaned
