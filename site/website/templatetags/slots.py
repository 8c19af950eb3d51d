"""The tag that opens a slot in a template."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString

from website import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str) -> SafeString:
    flat: Any = context.flatten()
    return slots.render(name, flat)
