"""What the lists and forms of all kinds of thing have in common."""

from typing import Any

from wagtail.admin.panels import ObjectList, Panel
from wagtail.snippets.views.snippets import SnippetViewSet


class CasebookViewSet(SnippetViewSet):
    """Fifty in a list, and no copies: names are unique. `form` is the class of a form of its own."""

    list_per_page = 50
    copy_view_enabled = False
    form: type | None = None
    panels: list[Panel]

    def get_edit_handler(self) -> Any:
        return ObjectList(self.panels, base_form_class=self.form).bind_to_model(self.model)
