"""The call to action: a button that leads to a page or to another site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from accounts.policy import may_read
from accounts.viewer import Viewer, viewer_of

validate_safe_address = RegexValidator(
    r"^https://", _("The address has to begin with https://"), code="not_safe"
)


class CallToActionBlock(blocks.StructBlock):
    """A sentence, and a button to a page of this site or an address elsewhere."""

    lead = blocks.CharBlock(
        label=_("First words"), max_length=80, help_text=_("For example: Want to try this?")
    )
    text = blocks.CharBlock(label=_("And then"), required=False, max_length=160)
    label = blocks.CharBlock(
        label=_("On the button"), max_length=40, help_text=_("A verb first. For example: Take the worksheet")
    )
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(
        label=_("Or an address elsewhere"),
        required=False,
        validators=[validate_safe_address],
    )

    class Meta:
        label = _("Call to action")
        icon = "arrow-right"
        template = "website/blocks/call_to_action.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            problem = ValidationError(
                _("Choose a page of this site or fill in an address elsewhere, one of both.")
            )
            raise blocks.StructBlockValidationError(block_errors={"page": problem})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        address = self._address_of(value["page"], context.get("request")) if value["page"] else value["url"]
        words = {"lead": value["lead"], "text": value["text"], "label": value["label"]}
        return {**context, **words, "url": address}

    def _address_of(self, page: Page, request: HttpRequest | None) -> str:
        """Where a page is, or nothing when the reader may not go there: then there is no button."""
        content = page.specific
        viewer = viewer_of(request) if request else Viewer.public()
        return (content.get_url(request) or "") if may_read(viewer, content) else ""
