"""Why a file is refused, in a word; the words for a person are with the validator."""

from enum import StrEnum


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
