"""The words of the grid in which an editor fills a table, under the names that the grid gives them."""

from django.utils.translation import gettext as _


def table_translations() -> dict[str, str]:
    """What its menu says, in the language of the screen."""
    return {
        "ContextMenu:items.insertRowAbove": _("Row above"),
        "ContextMenu:items.insertRowBelow": _("Row below"),
        "ContextMenu:items.insertColumnOnTheLeft": _("Column to the left"),
        "ContextMenu:items.insertColumnOnTheRight": _("Column to the right"),
        "ContextMenu:items.removeRow": _("Remove row"),
        "ContextMenu:items.removeColumn": _("Remove column"),
        "ContextMenu:items.undo": _("Undo"),
        "ContextMenu:items.redo": _("Redo"),
    }
