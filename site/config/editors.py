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

from accounts.groups import EDITORS

WORKFLOW = "Redactie leest mee"


def ensure_editors(*, page: Page, models: Iterable[str]) -> Group:
    """The group of editors: everything below ``page``, and the snippets called in ``models``.

    ``models`` are labels like ``room.model``. Only a group that was just made gets its rights, so
    that what an administrator took away stays away.
    """
    group, made = Group.objects.get_or_create(name=EDITORS)
    if not made:
        return group
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for action in ("add", "change", "publish", "lock", "unlock", "bulk_delete"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    root = Collection.get_first_root_node()
    # Wagtail keeps the rights on pictures and files under its own models, also when ours replace them.
    for label in ("wagtailimages.image", "wagtaildocs.document"):
        for permission in _permissions(label):
            if not permission.codename.startswith("delete"):
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=root, permission=permission
                )
    for label in models:
        group.permissions.add(*_permissions(label))
    return group


def ensure_workflow(*, group: Group, page: Page) -> Workflow:
    """The workflow in which an editor reads what another submitted, on everything below ``page``."""
    workflow, made = Workflow.objects.get_or_create(name=WORKFLOW)
    if made:
        task = GroupApprovalTask.objects.create(name=WORKFLOW)
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task)
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def remove_stock_groups() -> None:
    """Wagtail's own English groups and workflow, as long as nobody is in them or uses them."""
    Group.objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()
    stock = Workflow.objects.filter(name="Moderators approval", workflow_states__isnull=True)
    Task.objects.filter(workflow_tasks__workflow__in=stock, task_states__isnull=True).delete()
    stock.delete()


def _permissions(label: str) -> list[Permission]:
    room, model = label.lower().split(".")
    return list(Permission.objects.filter(content_type__app_label=room, content_type__model=model))
