"""The glossary: words that stories explain where they use them, and the perspectives with their bridge."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from website.models import ContentPage


class GlossaryPage(ContentPage):
    """One page with all words; stories explain them by it."""

    parent_page_types = ["website.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    in_footer = True
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("summary"),
        InlinePanel("terms", label=_("term"), heading=_("Terms")),
    ]

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from casebook.models import Perspective

        context = super().get_context(request, *args, **kwargs)
        terms = sorted(self.terms.all(), key=lambda term: term.word.lower())
        return {**context, "perspectives": Perspective.objects.all(), "terms": terms}


class Term(models.Model):
    """A word that not everybody knows."""

    page = ParentalKey(GlossaryPage, on_delete=models.CASCADE, related_name="terms")
    word = models.CharField(_("word"), max_length=60, help_text=_("As people meet it. For example: kd"))
    also = models.CharField(
        _("also written as"),
        max_length=200,
        blank=True,
        help_text=_("With a comma between them. For example: kwalificatiedossier, kd's"),
    )
    explanation = models.TextField(
        _("explanation"),
        max_length=300,
        help_text=_("One or two sentences for somebody who meets the word for the first time."),
    )

    panels = [FieldRowPanel([FieldPanel("word"), FieldPanel("also")]), FieldPanel("explanation")]

    class Meta:
        ordering = ["word"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return self.word

    @property
    def anchor(self) -> str:
        """Where on the page it is explained."""
        return f"begrip-{slugify(self.word)}"

    @property
    def spellings(self) -> list[str]:
        return [self.word, *(word.strip() for word in self.also.split(",") if word.strip())]
