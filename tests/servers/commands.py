"""A command of the site, run in this process."""

from io import StringIO

from django.core.management import call_command


def said_by(*command: object, **options: object) -> str:
    """What a command writes on its standard output; what it writes on the other one is let go."""
    out = StringIO()
    call_command(*command, **{"stdout": out, "stderr": StringIO(), **options})
    return out.getvalue()
