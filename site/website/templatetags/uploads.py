"""Tags for the screens on which files are sent."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from website.forms.uploads import accepted

register = template.Library()


@register.filter
def offering_documents_only(screen: SafeString) -> SafeString:
    """Add the allowed types to the file input; Wagtail does so for pictures only."""
    attribute = format_html('name="files[]" accept="{}"', accepted(settings.WAGTAILDOCS_EXTENSIONS))
    return mark_safe(screen.replace('name="files[]"', attribute))  # noqa: S308 — both parts are safe
