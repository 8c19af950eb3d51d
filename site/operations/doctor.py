"""The doctor: everything that the site needs, and what to do where it is not well.

A room adds checks with Wagtail's hook ``doctor``. A check gives one message with a subject, its ``obj``:
``Info`` for what is well, ``Warning`` with a ``hint`` for what is not.
"""

from collections.abc import Callable

from django.core.checks import INFO, CheckMessage, Warning
from django.utils.translation import gettext as _
from wagtail import hooks


def examine() -> list[CheckMessage]:
    """Run every check, those that are not well first; a check that itself fails is a warning too."""
    found = [message for check in hooks.get_hooks("doctor") for message in _run(check)]
    return sorted(found, key=lambda message: (is_well(message), str(message.obj)))


def is_well(message: CheckMessage) -> bool:
    return message.level <= INFO


def _run(check: Callable[[], list[CheckMessage]]) -> list[CheckMessage]:
    try:
        return check()
    except Exception as error:
        found = _("could not be looked at (%(error)s)") % {"error": f"{type(error).__name__}: {error}"}
        return [Warning(found, hint=_("Look in the log."), obj=check.__name__)]
