"""What a new site needs, step by step; each step is safe to repeat."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casebook.domain.regions import ensure_labour_market_regions, import_municipalities
from casebook.domain.shipped import ensure_index_pages, ensure_obstacles, ensure_perspectives
from casebook.geo.municipality_file import SHIPPED_LIST, read_municipality_file
from casebook.models import Municipality, ObstaclePage, Perspective, Region
from config.editors import ensure_editors, ensure_workflow, remove_stock_groups
from events.domain.meetings import ensure_agenda
from search.domain.synonyms import ensure_synonyms
from search.models import Synonym
from website.domain.page_tree import ensure_page_tree, name_the_site
from website.models import HomePage

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# The snippets that editors keep.
EDITED_MODELS = [
    *("casebook.region", "casebook.organisation", "casebook.partnership", "casebook.sector"),
    *("casebook.perspective", "casebook.sighting", "casebook.municipality"),
    "search.synonym",
]


def _counted(ensure: Callable[[], object], model: type[Model]) -> Callable[[], str]:
    """A step that says how many there are of what it makes."""

    def step() -> str:
        ensure()
        return f"{model._default_manager.count()}"

    return step


def _page_tree() -> str:
    home = ensure_page_tree()
    ensure_index_pages(home=home)
    ensure_agenda(home=home)
    return _("home and %(n)d pages below it") % {"n": HomePage.objects.get().get_children().count()}


def _address() -> str:
    return name_the_site(url=settings.WAGTAILADMIN_BASE_URL).root_url


def _municipalities() -> str:
    if Municipality.objects.exists():
        return _("%(n)d, were there already") % {"n": Municipality.objects.count()}
    import_municipalities(rows=read_municipality_file(SHIPPED_LIST))
    return f"{Municipality.objects.count()}"


def _editors() -> str:
    home = HomePage.objects.get()
    remove_stock_groups()
    group = ensure_editors(page=home, models=EDITED_MODELS)
    if group is None:
        return _("gone; who is in another group keeps its rights")
    ensure_workflow(group=group, page=home)
    return group.name


STEPS: "dict[StrPromise, Callable[[], str]]" = {
    gettext_lazy("page tree"): _page_tree,
    gettext_lazy("address"): _address,
    gettext_lazy("perspectives"): _counted(ensure_perspectives, Perspective),
    gettext_lazy("municipalities"): _municipalities,
    gettext_lazy("labour-market regions"): _counted(ensure_labour_market_regions, Region),
    gettext_lazy("obstacles"): _counted(ensure_obstacles, ObstaclePage),
    gettext_lazy("search words"): _counted(ensure_synonyms, Synonym),
    gettext_lazy("editors and workflow"): _editors,
}
