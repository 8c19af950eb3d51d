"""Logging out of the admin: by its button alone."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.account import LogoutView


class Logout(LogoutView):
    """Wagtail's own view, which takes the session cookie away whatever it answers: then a link on any site
    would log an editor out, and leave the session open to who knows its number."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """End the session when asked by POST; any other way of asking is refused and ends nothing."""
        if request.method != "POST":
            return self.http_method_not_allowed(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response
