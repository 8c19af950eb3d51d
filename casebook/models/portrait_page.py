"""Portraits: the story of one partnership."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.fields import StreamField

from accounts.viewer import viewer_of
from casebook.blocks import story_blocks
from casebook.enums import Origin
from casebook.forms.pages import DraftCopyForm, PortraitPageForm
from casebook.models.obstacle_page import Perspective
from casebook.models.partnership import Partnership
from casebook.models.shared import Provenance, provenance_panel
from website.models import ContentPage


class PortraitPage(Provenance, ContentPage):  # type: ignore[django-manager-missing]
    """Who a partnership is, what it does, why it works and what it runs into."""

    # May be empty in the database for a copy, which starts without a partnership; the form asks for one.
    partnership = models.ForeignKey(
        Partnership,
        verbose_name=_("partnership"),
        null=True,
        on_delete=models.PROTECT,
        related_name="portraits",
        help_text=_(
            "The facts beside the story (who, where, since when) come from the partnership. Is it not there "
            "yet? Make it first, under Who and where: organisations, then a region, then the partnership."
        ),
    )
    started_from = models.ForeignKey(
        Perspective,
        verbose_name=_("started from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="portraits_started",
        help_text=_("What set it in motion. Most partnerships start from a shared societal question."),
    )
    based_on = models.ForeignKey(
        Perspective,
        verbose_name=_("leans on now"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="portraits_leaning",
        help_text=_(
            "What keeps it together today. For example: Economic, when companies pay for most of it."
        ),
    )
    body = StreamField(
        story_blocks(),
        blank=True,
        verbose_name=_("story"),
        help_text=_("Put an obstacle in the margin of the paragraph where the partnership runs into it."),
    )

    gone = _("This portrait was taken away")
    parent_page_types = ["casebook.PortraitIndexPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["partnership"]
    copy_form_class = DraftCopyForm
    base_form_class = PortraitPageForm
    needed_fields = {
        "summary": _("Write down in one or two sentences who they are."),
        "body": _("Tell the story. A few paragraphs are enough."),
    }
    content_panels = [
        TitleFieldPanel(
            "title", help_text=_("What makes it this one. For example: One school, without papers of its own")
        ),
        FieldPanel("partnership"),
        FieldPanel("summary"),
        FieldRowPanel(
            [
                FieldPanel("started_from", widget=forms.Select),
                FieldPanel("based_on", widget=forms.Select),
            ]
        ),
        FieldPanel("body"),
        provenance_panel,
    ]

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from casebook.domain.queries.portraits import portrait_context

        context = super().get_context(request, *args, **kwargs)
        return context | portrait_context(page=self, viewer=viewer_of(request))

    def clean(self) -> None:
        super().clean()
        if not self.partnership_id or self.alias_of_id:
            return
        others = type(self).objects.filter(partnership_id=self.partnership_id, alias_of__isnull=True)
        other = others.exclude(pk=self.pk).first()
        if other is not None:
            raise ValidationError(
                {
                    "partnership": _("This partnership has a portrait already: “%(title)s”. Change that one.")
                    % {"title": other.title}
                }
            )

    def prepare_locked(self) -> Collection[str]:
        """Of two portraits of one partnership that are published at once, the second is refused."""
        if self.partnership_id:
            rows = Partnership.objects.select_for_update(no_key=True).filter(pk=self.partnership_id)
            rows.values_list("pk").first()
        return super().prepare_locked()

    @property
    def noindex(self) -> bool:
        """Only what a partnership wrote about itself belongs in search engines elsewhere."""
        return self.partnership is None or self.partnership.origin != Origin.REAL

    @classmethod
    def indexable_q(cls) -> models.Q:
        return models.Q(partnership__origin=Origin.REAL)
