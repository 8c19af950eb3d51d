"""The doctor: everything that the site needs, and what to do where it is not well.

A room registers a look as a system check of Django, with the tag ``doctor``, as its servers may be slow to
answer: ``@register("doctor", deploy=True)``. It gives one message a subject, its ``obj``: ``Info`` for what is
well, ``Warning`` with a ``hint`` for what is not.
"""

from collections.abc import Callable, Iterable

from django.core.checks import INFO, CheckMessage, Warning
from django.core.checks.registry import registry
from django.utils.translation import gettext as _


def examine() -> list[CheckMessage]:
    """Run every check, those that are not well first; a check that itself fails is a warning too."""
    found: list[CheckMessage] = []
    for check in registry.get_checks(include_deployment_checks=True):
        if "doctor" in check.tags:
            found += _run(check)
    return sorted(found, key=lambda message: (is_well(message), str(message.obj)))


def is_well(message: CheckMessage) -> bool:
    return message.level <= INFO


def _run(check: Callable[..., Iterable[CheckMessage]]) -> Iterable[CheckMessage]:
    try:
        return check(app_configs=None)
    except Exception as error:
        found = _("could not be looked at (%(error)s)") % {"error": f"{type(error).__name__}: {error}"}
        return [Warning(found, hint=_("Look in the log."), obj=check.__name__)]
