"""What a new site needs, step by step; each step is safe to repeat."""

from collections.abc import Callable

from config.editors import ensure_editors, ensure_workflow, remove_stock_groups
from website.domain.page_tree import ensure_page_tree
from website.models import HomePage

# The snippets that editors keep.
EDITED_MODELS: list[str] = []


def _page_tree() -> str:
    home = ensure_page_tree()
    return f"home and {home.get_children().count()} pages below it"


def _editors() -> str:
    home = HomePage.objects.get()
    group = ensure_editors(page=home, models=EDITED_MODELS)
    ensure_workflow(group=group, page=home)
    remove_stock_groups()
    return group.name


STEPS: dict[str, Callable[[], str]] = {
    "page tree": _page_tree,
    "editors and workflow": _editors,
}
