"""What a new site needs, step by step; each step is safe to repeat."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.enums import EDITORS
from casebook.domain.regions import ensure_labour_market_regions, import_municipalities
from casebook.domain.shipped import (
    ensure_glossary,
    ensure_index_pages,
    ensure_obstacles,
    ensure_perspectives,
)
from casebook.geo.municipality_file import SHIPPED_LIST, read_municipality_file
from casebook.models import Municipality, ObstaclePage, Perspective, Region
from events.domain.meetings import ensure_agenda
from search.domain.synonyms import ensure_synonyms
from search.models import Synonym
from website.domain.page_tree import ensure_page_tree, name_the_site
from website.domain.seeding import ensure_once
from website.models import HomePage

# The snippets that editors keep.
EDITED_MODELS = [
    *("casebook.region", "casebook.organisation", "casebook.partnership", "casebook.sector"),
    *("casebook.perspective", "casebook.sighting", "casebook.municipality"),
    "search.synonym",
]
WORKFLOW = "Redactie leest mee"


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
    ensure_glossary(home=home)
    return _("home and %(n)d pages below it") % {"n": HomePage.objects.get().get_children().count()}


def _municipalities() -> None:
    if not Municipality.objects.exists():
        import_municipalities(rows=read_municipality_file(SHIPPED_LIST))


def _editors() -> str:
    """The group of editors with its rights, and the workflow in which one reads what another submitted.

    All of it is given once: what an administrator renamed or took away stays so, and a model that is new here
    gets its rights.
    """
    ensure_once(kind="without", keys=["stock groups"], present=(), make=_remove_stock_groups)
    groups = Group.objects.filter(name=EDITORS)
    ensure_once(kind="group", keys=[EDITORS], present=groups.values_list("name", flat=True), make=_make_group)
    group = groups.first()
    if group is None:
        return _("gone; who is in another group keeps its rights")
    ensure_once(
        kind="rights of editors",
        keys=EDITED_MODELS,
        present=(),
        make=lambda label: group.permissions.add(*_permissions(label)),
    )
    present = Workflow.objects.filter(name=WORKFLOW).values_list("name", flat=True)
    ensure_once(kind="workflow", keys=[WORKFLOW], present=present, make=partial(_make_workflow, group=group))
    return group.name


def _remove_stock_groups(_key: str) -> None:
    """Wagtail's own English groups and workflow, before anybody is in them or uses them."""
    Group.objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()
    stock = Workflow.objects.filter(name="Moderators approval", workflow_states__isnull=True)
    Task.objects.filter(workflow_tasks__workflow__in=stock, task_states__isnull=True).delete()
    stock.delete()


def _make_group(name: str) -> None:
    group = Group.objects.create(name=name)
    group.permissions.add(*_permissions("wagtailadmin.admin"))
    home, root = HomePage.objects.get(), Collection.get_first_root_node()
    rights = [f"{action}_page" for action in ("add", "change", "publish", "lock", "unlock", "bulk_delete")]
    for permission in _permissions("wagtailcore.page").filter(codename__in=rights):
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    # Wagtail keeps the rights on pictures and files under its own models, also when ours replace them.
    for label in ("wagtailimages.image", "wagtaildocs.document"):
        for permission in _permissions(label).exclude(codename__startswith="delete"):
            GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


def _make_workflow(name: str, *, group: Group) -> None:
    workflow = Workflow.objects.create(name=name)
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=HomePage.objects.get(), defaults={"workflow": workflow})


def _permissions(label: str) -> QuerySet[Permission]:
    room, model = label.split(".")
    return Permission.objects.filter(content_type__app_label=room, content_type__model=model)


# By its name, which is translated when it is shown.
STEPS: dict[Any, Callable[[], str]] = {
    gettext_lazy("page tree"): _page_tree,
    gettext_lazy("address"): lambda: name_the_site(url=settings.WAGTAILADMIN_BASE_URL).root_url,
    gettext_lazy("perspectives"): _counted(ensure_perspectives, Perspective),
    gettext_lazy("municipalities"): _counted(_municipalities, Municipality),
    gettext_lazy("labour-market regions"): _counted(ensure_labour_market_regions, Region),
    gettext_lazy("obstacles"): _counted(ensure_obstacles, ObstaclePage),
    gettext_lazy("search words"): _counted(ensure_synonyms, Synonym),
    gettext_lazy("editors and workflow"): _editors,
}
