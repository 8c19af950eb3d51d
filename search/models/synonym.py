"""Synonyms: words that find each other, edited in the admin."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.analysis.synonyms import Direction, SynonymSet, stems_of

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


class Synonym(models.Model):
    """A term and the words that people type for it; used when somebody searches, never indexed."""

    class Works(models.TextChoices):
        BOTH = Direction.BOTH.value, _("Between the term and each synonym")
        SAME = Direction.SAME.value, _("All words mean the same")
        TO_TERM = Direction.TO_TERM.value, _("From a synonym to the term only")

    term = models.CharField(
        _("term"),
        max_length=100,
        validators=[validate_searchable],
        help_text=_("The word as our pages use it. For example: kwalificatiedossier"),
    )
    synonyms = models.TextField(
        _("synonyms and abbreviations"),
        blank=True,
        validators=[validate_searchable_lines],
        help_text=_("One per line. Plurals, capitals and accents need no line of their own."),
    )
    english = models.TextField(
        _("English words"),
        blank=True,
        validators=[validate_searchable_lines],
        help_text=_("One per line. They lead to the term, the term does not lead to them."),
    )
    ambiguous = models.TextField(
        _("ambiguous ones among them"),
        blank=True,
        help_text=_(
            "One per line: abbreviations that are an ordinary word too, such as bol. They count in capitals "
            "or beside a word of education only."
        ),
    )
    direction = models.CharField(_("works"), max_length=4, choices=Works.choices, default=Works.BOTH)
    weight = models.DecimalField(
        _("weight"),
        max_digits=2,
        decimal_places=1,
        default=Decimal("0.6"),
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal("1.0"))],
        help_text=_("From 0.1 to 1.0: how much a synonym counts beside the word that was typed."),
    )
    active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["term", "pk"]

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        every = {*lines_of(self.synonyms), *lines_of(self.english)}
        if not every:
            errors["synonyms"] = _("Write at least one synonym or English word.")
        if self.term and any(stems_of(word) == stems_of(self.term) for word in lines_of(self.synonyms)):
            errors["synonyms"] = _("A synonym is the same as the term; leave that line out.")
        unknown = [word for word in lines_of(self.ambiguous) if word not in every]
        if unknown:
            errors["ambiguous"] = _("“%(word)s” is not among the synonyms or English words.") % {
                "word": unknown[0]
            }
        if errors:
            raise ValidationError(errors)

    @property
    def words_in_line(self) -> str:
        return ", ".join((*lines_of(self.synonyms), *lines_of(self.english)))

    def as_set(self) -> SynonymSet:
        return SynonymSet(
            term=self.term,
            synonyms=lines_of(self.synonyms),
            english=lines_of(self.english),
            ambiguous=frozenset(lines_of(self.ambiguous)),
            direction=Direction(self.direction),
            weight=float(self.weight),
        )
