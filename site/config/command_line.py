"""The command line: what goes wrong outside the program is said in a line, and not as where in the code."""

import errno
import os
import signal
import sys
from contextlib import suppress

from django.apps import apps
from django.core.management import execute_from_command_line
from django.db import OperationalError
from django.utils.translation import gettext

FULL = {errno.ENOSPC, errno.EDQUOT}
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def main() -> None:
    """Hand the command line to Django; `--traceback` shows all that there is of an error."""
    # A terminal that knows ASCII alone gets question marks for a bar of progress or an accent.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except (OSError, OperationalError) as error:
        # Who read along has seen enough: a shell takes it for the signal that ends other programs then.
        said = 128 + signal.SIGPIPE if isinstance(error, BrokenPipeError) else in_words(error)
        if said is None or "--traceback" in sys.argv:
            raise
        # What cannot be written now will not be written at the end either.
        with suppress(OSError):
            sys.stdout.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(said)


def in_words(error: OSError | OperationalError) -> str | None:
    """What is wrong with the machine or its database, with the mend; None when it is something else."""
    text = (str(error).splitlines() or [""])[0]
    number = getattr(error, "errno", None)
    if number in FULL or (number is None and "full" in text):
        return _("The disk is full. Make room, and try again.")
    if isinstance(error, OSError):
        closed = number in CLOSED and error.filename
        return _("This account may not write to %(file)s.") % {"file": error.filename} if closed else None
    if "readonly" in text or "unable to open" in text:
        return _("This account may not write to the database (%(error)s).") % {"error": text}
    return _("The database does not do what it has to (%(error)s).") % {"error": text}


def _(text: str) -> str:
    """In the language of the site, once its settings are known."""
    return gettext(text) if apps.ready else text
