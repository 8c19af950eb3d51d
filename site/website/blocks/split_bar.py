"""One bar divided over shares, with the numbers in words beside it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from website.templatetags.components import split_bar


class ShareBlock(blocks.StructBlock):
    """One share of the whole, in per cent."""

    label = blocks.CharBlock(label=_("Who or what"), max_length=60, help_text=_("For example: Zadkine"))
    share = blocks.IntegerBlock(label=_("Per cent"), min_value=1, max_value=99)


class SplitBarBlock(blocks.StructBlock):
    """A caption and two to five shares that are a hundred per cent together."""

    caption = blocks.CharBlock(
        label=_("Caption"), max_length=120, help_text=_("For example: Who pays the costs, per year")
    )
    shares = blocks.ListBlock(ShareBlock(label=_("Share")), label=_("Shares"), min_num=2, max_num=5)

    class Meta:
        label = _("Divided bar")
        icon = "bars"
        template = "website/components/split_bar.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        total = sum(share["share"] for share in cleaned["shares"])
        if total != 100:
            problem = _("The shares are %(total)d per cent together; make it 100.")
            raise blocks.StructBlockValidationError(
                non_block_errors=[ValidationError(problem, params={"total": total})]
            )
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        shares = [{"label": share["label"], "value": share["share"]} for share in value["shares"]]
        context = super().get_context(value, parent_context)
        return {**context, **split_bar(shares, caption=value["caption"])}
