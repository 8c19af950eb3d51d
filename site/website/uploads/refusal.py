"""The reasons for which a file is refused, and the limits of one upload."""

from enum import StrEnum

# Marks a text for the catalogue; Django's asks for settings, which the inspecting process has not.
from gettext import gettext as gettext_noop

# The limits of one upload, with all that is packed inside it.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
# Some ten seconds of work; a spreadsheet of a million numbers has half of it.
MOST_ELEMENTS = 4_000_000


class Reason(StrEnum):
    """What is wrong, and how to mend it, in words for the person who chose the file."""

    BROKEN = gettext_noop(
        "The name ends in .%(extension)s, but the file is something else. Save it again as .%(extension)s."
    )
    PASSWORD = gettext_noop(
        "This file asks for a password before it opens. Save it again without a password."
    )
    TOO_LARGE = gettext_noop("This file unpacks to something far too large.")
    BUSY = gettext_noop("Other files are being looked at. Wait a minute, and send this one again.")
    UNSEEN = gettext_noop(
        "This file cannot be looked at now, and the people who keep the site are told. Try again later."
    )
    SCRIPT = gettext_noop("This PDF holds a script. Print it to a new PDF, and send that one.")
    ACTION = gettext_noop(
        "This file opens another file or program, or sends what is filled in. Print it to a new PDF, and "
        "send that one."
    )
    MACROS = gettext_noop("This file holds macros or programs. Save it again without those.")
    OBJECT = gettext_noop(
        "This file holds a part of another program: “%(detail)s”. Paste that as a picture, and save it again."
    )
    ATTACHED = gettext_noop(
        "To this PDF a file is attached that cannot be offered here: “%(detail)s”. Take it out, or send "
        "it by itself."
    )
    LINKED = gettext_noop(
        "This file takes in something from elsewhere when it is opened: “%(detail)s”. Break that link, "
        "and save it again."
    )
    LOCAL_LINK = gettext_noop(
        "This file links to something on a computer or network of your own: “%(detail)s”. Nobody else can "
        "open that. Take the link out, and save it again."
    )


class Refused(Exception):
    """A file may not be offered; ``detail`` is the link or name that it is about, as in the file."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail[:100]


class Budget:
    """What is left of these limits; raises Refused below zero."""

    def __init__(self) -> None:
        self._unpacked = MOST_UNPACKED
        self._members = MOST_MEMBERS
        self._elements = MOST_ELEMENTS

    def take_archive(self, members: int, unpacked: int) -> None:
        self._members -= members
        self._unpacked -= unpacked
        if min(self._members, self._unpacked) < 0:
            raise Refused(Reason.TOO_LARGE)

    def take_element(self) -> None:
        self._elements -= 1
        if self._elements < 0:
            raise Refused(Reason.TOO_LARGE)
