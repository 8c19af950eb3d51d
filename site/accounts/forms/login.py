"""The login form of the admin, with a label on each field in the language of the screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class LoginForm(WagtailLoginForm):
    """Wagtail's form names the password field after its variable, in English."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget.attrs["placeholder"] = ""
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs["placeholder"] = ""
