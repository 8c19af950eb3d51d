"""Checks of what an editor types: word limits, lists of one line each, codes."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


def lines_of(text: str) -> list[str]:
    """Give the lines of a text that has one item per line, without the blank ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@deconstructible
@dataclass(unsafe_hash=True)
class MaxWordsValidator:
    """Refuses a text of more words than fit in its place, and says how many are too many."""

    limit: int

    def __call__(self, value: str) -> None:
        over = len(value.split()) - self.limit
        if over > 0:
            raise ValidationError(
                ngettext(
                    "At most %(limit)d words fit here. Leave out %(over)d word.",
                    "At most %(limit)d words fit here. Leave out %(over)d words.",
                    over,
                ),
                code="max_words",
                params={"limit": self.limit, "over": over},
            )


@deconstructible
@dataclass(unsafe_hash=True)
class LinesValidator:
    """Refuses a list of one item per line that has too many items, or an item that is a whole story."""

    max_lines: int
    max_length: int

    def __call__(self, value: str) -> None:
        lines = lines_of(value)
        if len(lines) > self.max_lines:
            raise ValidationError(
                _("At most %(limit)d lines fit here; there are %(found)d."),
                code="max_lines",
                params={"limit": self.max_lines, "found": len(lines)},
            )
        too_long = [number for number, line in enumerate(lines, start=1) if len(line) > self.max_length]
        if too_long:
            raise ValidationError(
                _("Line %(line)d is longer than %(limit)d characters. Make two lines of it, or shorten it."),
                code="line_too_long",
                params={"line": too_long[0], "limit": self.max_length},
            )


validate_cell = MaxWordsValidator(25)
validate_points = LinesValidator(max_lines=6, max_length=160)
validate_steps = LinesValidator(max_lines=12, max_length=300)
validate_obstacle_code = RegexValidator(
    r"^[A-Z][0-9]{1,2}\Z", _("A code is one capital letter and a number, such as J1.")
)
validate_municipality_code = RegexValidator(
    r"^GM[0-9]{4}\Z", _("A code is GM and four digits, such as GM0599.")
)
