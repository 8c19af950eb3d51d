"""Blocks with figures: a small table, and a bar divided over shares."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import DEFAULT_TABLE_OPTIONS
from wagtail.contrib.table_block.blocks import TableBlock as GridBlock

from website.blocks.texts import ComponentBlock
from website.templatetags.components import split_bar

MOST_ROWS = 30
MOST_COLUMNS = 6
# Wagtail's own, named here because the migrations name it.
OPTIONS = {"contextMenu": DEFAULT_TABLE_OPTIONS["contextMenu"]}


class TableBlock(ComponentBlock):
    """A caption and a grid; its first row names the columns and its first column the rows."""

    caption = blocks.CharBlock(
        label=_("Caption"),
        max_length=120,
        help_text=_("What the table shows. For example: Three ways to take part"),
    )
    grid = GridBlock(
        label=_("Table"), table_options=OPTIONS, help_text=_("Put the names of the columns in the first row.")
    )

    class Meta:
        label = _("Table")
        icon = "table"
        template = "website/components/table.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        grid = grid_of(cleaned["grid"])
        if self.is_deferred_validation:
            return cleaned
        if len(grid) < 2:
            problem = _("Fill in the first row with names of columns, and at least one row beneath it.")
        elif len(grid) > MOST_ROWS or len(grid[0]) > MOST_COLUMNS:
            problem = _("A table holds at most 30 rows and 6 columns. Make two of it, or offer a file.")
        else:
            return cleaned
        raise blocks.StructBlockValidationError(block_errors={"grid": ValidationError(problem)})

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        head, *rows = grid_of(value["grid"]) or [[]]
        context = super().get_context(value, parent_context)
        named = [list(zip(head, row, strict=True)) for row in rows]
        return {**context, "head": head, "rows": named}


def grid_of(value: dict[str, Any] | None) -> list[list[str]]:
    """Give the cells of a grid as text, without the rows and columns that are empty to the end."""
    rows = [[str(cell or "").strip() for cell in row] for row in (value or {}).get("data") or []]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((column + 1 for row in rows for column, cell in enumerate(row) if cell), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in rows] if width else []


class ShareBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Who or what"), max_length=60, help_text=_("For example: Zadkine"))
    share = blocks.IntegerBlock(label=_("Per cent"), min_value=1, max_value=99)


class SplitBarBlock(ComponentBlock):
    """A caption and two to five shares that are a hundred per cent together."""

    caption = blocks.CharBlock(
        label=_("Caption"),
        max_length=120,
        help_text=_("What is divided, in parts of a hundred. For example: Who pays the costs, per year"),
    )
    shares = blocks.ListBlock(ShareBlock(label=_("Share")), label=_("Shares"), min_num=2, max_num=5)

    class Meta:
        label = _("Divided bar")
        icon = "bars"
        template = "website/components/split_bar.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        total = sum(share["share"] for share in cleaned["shares"])
        if total != 100:
            problem = _("The shares are %(total)d per cent together; make it 100.")
            raise blocks.StructBlockValidationError(
                non_block_errors=[ValidationError(problem, params={"total": total})]
            )
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        # In a draft a share may still be missing.
        shares = [share for share in value["shares"] if share["share"]]
        return {**context, **split_bar(shares, caption=value["caption"])}
