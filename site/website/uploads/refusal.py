"""The reasons for which a file is refused, and the limits of one upload; the validator words them."""

from enum import StrEnum

# The limits of one upload, with all that is packed inside it.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
# Some ten seconds of work; a spreadsheet of a million numbers has half of it.
MOST_ELEMENTS = 4_000_000


class Reason(StrEnum):
    BROKEN = "broken"
    PASSWORD = "password"  # noqa: S105
    TOO_LARGE = "too large"
    BUSY = "busy"
    UNSEEN = "unseen"
    SCRIPT = "script"
    ACTION = "action"
    MACROS = "macros"
    OBJECT = "object"
    ATTACHED = "attached"
    LINKED = "linked"
    LOCAL_LINK = "local link"


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
        """Take an archive of so many members and bytes."""
        self._members -= members
        self._unpacked -= unpacked
        if min(self._members, self._unpacked) < 0:
            raise Refused(Reason.TOO_LARGE)

    def take_element(self) -> None:
        self._elements -= 1
        if self._elements < 0:
            raise Refused(Reason.TOO_LARGE)
