"""Rules for what editors fill in."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from search.analysis.synonyms import stems_of

MOST_WORDS_IN_SYNONYM = 8


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def validate_searchable(text: str) -> None:
    words = len(stems_of(text))
    if not words:
        raise ValidationError(_("“%(text)s” has no letters or digits to search for.") % {"text": text})
    if words > MOST_WORDS_IN_SYNONYM:
        raise ValidationError(
            _("“%(text)s” has more than %(most)s words; a synonym is a word or a short phrase.")
            % {"text": text, "most": MOST_WORDS_IN_SYNONYM}
        )


def validate_searchable_lines(text: str) -> None:
    for line in lines_of(text):
        validate_searchable(line)
