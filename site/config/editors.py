"""The editors: their group in the admin with its rights, and the workflow in which they read along."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.enums import EDITORS
from website.domain.seeding import ensure_once

WORKFLOW = "Redactie leest mee"


def ensure_editors(*, page: Page, models: Iterable[str]) -> Group | None:
    """The group of editors: everything below ``page``, and the snippets called in ``models``.

    ``models`` are labels like ``room.model``. The group and its rights are given once: what an administrator
    renamed or took away stays so, and a model that is new here gets its rights. None when the group is gone.
    """
    present = Group.objects.filter(name=EDITORS).values_list("name", flat=True)
    ensure_once(kind="group", keys=[EDITORS], present=present, make=lambda name: _make_group(name, page))
    group = Group.objects.filter(name=EDITORS).first()
    if group is not None:
        ensure_once(
            kind="rights of editors",
            keys=models,
            present=(),
            make=lambda label: group.permissions.add(*_permissions(label)),
        )
    return group


def ensure_workflow(*, group: Group, page: Page) -> None:
    """The workflow in which an editor reads what another submitted, on everything below ``page``."""
    present = Workflow.objects.filter(name=WORKFLOW).values_list("name", flat=True)
    ensure_once(
        kind="workflow",
        keys=[WORKFLOW],
        present=present,
        make=lambda name: _make_workflow(name, group=group, page=page),
    )


def remove_stock_groups() -> None:
    """Wagtail's own English groups and workflow, before anybody is in them or uses them."""
    ensure_once(kind="without", keys=["stock groups"], present=(), make=lambda _key: _remove_stock_groups())


def _make_group(name: str, page: Page) -> None:
    group = Group.objects.create(name=name)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for action in ("add", "change", "publish", "lock", "unlock", "bulk_delete"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    root = Collection.get_first_root_node()
    # Wagtail keeps the rights on pictures and files under its own models, also when ours replace them.
    for label in ("wagtailimages.image", "wagtaildocs.document"):
        for permission in _permissions(label):
            if not permission.codename.startswith("delete"):
                GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


def _make_workflow(name: str, *, group: Group, page: Page) -> None:
    workflow = Workflow.objects.create(name=name)
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})


def _remove_stock_groups() -> None:
    Group.objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()
    stock = Workflow.objects.filter(name="Moderators approval", workflow_states__isnull=True)
    Task.objects.filter(workflow_tasks__workflow__in=stock, task_states__isnull=True).delete()
    stock.delete()


def _permissions(label: str) -> list[Permission]:
    room, model = label.lower().split(".")
    return list(Permission.objects.filter(content_type__app_label=room, content_type__model=model))
