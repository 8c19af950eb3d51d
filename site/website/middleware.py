"""Middleware of the shell: the headers that bound what a page may load and do."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse


class SecurityHeadersMiddleware(CSPMiddleware):
    """A strict Content-Security-Policy for readers, a looser one under the admin only."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The policy of the part of the site that answered."""
        if report_only:
            return PolicyParts()
        in_admin = request.path_info.startswith(reverse("wagtailadmin_home"))
        name = "CONTENT_SECURITY_POLICY_ADMIN" if in_admin else "CONTENT_SECURITY_POLICY_PUBLIC"
        return PolicyParts(config=getattr(settings, name))

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the policy and switch off the device features that no page of ours uses."""
        response = super().process_response(request, response)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response
