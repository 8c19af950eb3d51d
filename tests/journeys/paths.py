"""Every path along which a page changes: how it is walked, and what a visitor must find afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.models import User
from tests.servers.replay import replayed
from website.domain.schedule import run_schedule
from website.models import ContentPage, HomePage, StandardPage

OLD, NEW = "klaproos", "zwaluw"


@dataclass
class Walk:
    """What a path has at hand: a live page called "klaproos", and an administrator's browser."""

    home: Page
    parent: StandardPage
    page: StandardPage
    elsewhere: StandardPage
    admin: Client

    def fresh(self) -> StandardPage:
        return StandardPage.objects.get(pk=self.page.pk)

    def form(self, **values: object) -> dict[str, object]:
        page = self.fresh()
        return nested_form_data(
            {
                "title": page.title,
                "slug": page.slug,
                "summary": page.summary,
                "body": streamfield([]),
                **values,
            }
        )

    def post(self, name: str, *args: object, data: dict[str, object] | None = None) -> None:
        response = self.admin.post(reverse(name, args=args), data or {}, follow=True)
        assert response.status_code == 200, response


@dataclass
class Path:
    """One way to change a page. ``finds`` holds for the words OLD and NEW how many pages show them after."""

    walk: Callable[[Walk], None]
    old: int
    new: int
    # Some paths start from something other than a plain live page.
    prepare: Callable[[Walk], None] = lambda walk: None


def renamed(walk: Walk):
    page = walk.fresh()
    page.title = NEW
    return page.save_revision()


def publish_in_admin(walk: Walk) -> None:
    walk.post("wagtailadmin_pages:edit", walk.page.pk, data=walk.form(title=NEW, **{"action-publish": "1"}))


def create_in_admin(walk: Walk) -> None:
    data = nested_form_data(
        {"title": NEW, "slug": NEW, "summary": "", "body": streamfield([]), "action-publish": "1"}
    )
    walk.post("wagtailadmin_pages:add", "website", "standardpage", walk.home.pk, data=data)


def save_draft_in_admin(walk: Walk) -> None:
    walk.post("wagtailadmin_pages:edit", walk.page.pk, data=walk.form(title=NEW))


def unpublish_in_admin(walk: Walk) -> None:
    walk.post("wagtailadmin_pages:unpublish", walk.page.pk)


def delete_in_admin(walk: Walk) -> None:
    walk.post("wagtailadmin_pages:delete", walk.page.pk)


def delete_parent_in_admin(walk: Walk) -> None:
    walk.post("wagtailadmin_pages:delete", walk.fresh().get_parent().pk)


def bulk(action: str) -> Callable[[Walk], None]:
    def walk_it(walk: Walk) -> None:
        url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
        response = walk.admin.post(f"{url}?id={walk.page.pk}&next=/beheer/", {}, follow=True)
        assert response.status_code == 200

    return walk_it


def bulk_move(walk: Walk) -> None:
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move"))
    data = {"chooser": walk.elsewhere.pk}
    response = walk.admin.post(f"{url}?id={walk.page.pk}&next=/beheer/", data, follow=True)
    assert response.status_code == 200


def schedule_publishing(walk: Walk) -> None:
    page = walk.fresh()
    page.title = NEW
    page.go_live_at = timezone.now() + timedelta(minutes=1)
    page.save_revision().publish()


def scheduled_publishing(walk: Walk) -> None:
    walk.fresh().revisions.update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    # The date is inside the revision as well; it has come by now.
    revision = walk.fresh().revisions.latest("created_at")
    revision.content["go_live_at"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    revision.save(update_fields=["content"])
    run_schedule()


def let_it_expire(walk: Walk) -> None:
    ContentPage.objects.filter(pk=walk.page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def expiry(walk: Walk) -> None:
    run_schedule()


def wagtails_own_command(walk: Walk) -> None:
    call_command("publish_scheduled", verbosity=0)


def copy_in_admin(walk: Walk) -> None:
    data = {"new_title": NEW, "new_slug": NEW, "new_parent_page": walk.home.pk, "publish_copies": "on"}
    walk.post("wagtailadmin_pages:copy", walk.page.pk, data=data)


def alias_in_admin(walk: Walk) -> None:
    data = {"new_title": OLD, "new_slug": "alias", "new_parent_page": walk.home.pk, "alias": "on"}
    walk.post("wagtailadmin_pages:copy", walk.page.pk, data=data)


def revert_in_admin(walk: Walk) -> None:
    first = walk.fresh().revisions.order_by("created_at").first()
    data = walk.form(title=first.content["title"], revision=first.pk, **{"action-publish": "1"})
    walk.post("wagtailadmin_pages:edit", walk.page.pk, data=data)


def two_revisions_published(walk: Walk) -> None:
    walk.fresh().save_revision().publish()
    renamed(walk).publish()


def move_in_admin(walk: Walk) -> None:
    walk.post("wagtailadmin_pages:move_confirm", walk.page.pk, walk.elsewhere.pk)


def reorder_in_admin(walk: Walk) -> None:
    walk.parent.add_child(instance=StandardPage(title="Eerst", slug="eerst")).move(
        walk.parent, pos="first-child"
    )
    walk.post("wagtailadmin_pages:set_page_position", walk.page.pk, data={"position": "0"})


def slug_of_parent(walk: Walk) -> None:
    walk.parent.slug = "hoger"
    walk.parent.save_revision().publish()


def workflow_approval(walk: Walk) -> None:
    revision = renamed(walk)
    page = walk.fresh()
    page.get_workflow().start(page, walk.admin.user)
    state = page.current_workflow_task_state
    walk.post("wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk, data={"comment": ""})
    assert revision.pk


def workflow_on_home(walk: Walk) -> None:
    group, _made = Group.objects.get_or_create(name="Lezers vooraf")
    GroupPagePermission.objects.filter(group=group).delete()
    workflow = Workflow.objects.create(name="Meelezen")
    task = GroupApprovalTask.objects.create(name="Meelezen")
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=walk.home, defaults={"workflow": workflow})


PATHS = {
    "publish in admin": Path(publish_in_admin, old=0, new=1),
    "create in admin": Path(create_in_admin, old=1, new=1),
    "draft in admin": Path(save_draft_in_admin, old=1, new=0),
    "unpublish in admin": Path(unpublish_in_admin, old=0, new=0),
    "delete in admin": Path(delete_in_admin, old=0, new=0),
    "delete of a parent": Path(delete_parent_in_admin, old=0, new=0),
    "bulk unpublish": Path(bulk("unpublish"), old=0, new=0),
    "bulk publish": Path(bulk("publish"), old=0, new=1, prepare=lambda walk: renamed(walk) and None),
    "bulk delete": Path(bulk("delete"), old=0, new=0),
    "bulk move": Path(bulk_move, old=1, new=0),
    "scheduled publishing": Path(scheduled_publishing, old=0, new=1, prepare=schedule_publishing),
    "expiry": Path(expiry, old=0, new=0, prepare=let_it_expire),
    "command of wagtail": Path(wagtails_own_command, old=0, new=0, prepare=let_it_expire),
    "copy": Path(copy_in_admin, old=1, new=1),
    "alias": Path(alias_in_admin, old=1, new=0),
    "revert": Path(revert_in_admin, old=1, new=0, prepare=two_revisions_published),
    "move": Path(move_in_admin, old=1, new=0),
    "reorder": Path(reorder_in_admin, old=1, new=0),
    "slug of a parent": Path(slug_of_parent, old=1, new=0),
    "workflow": Path(workflow_approval, old=0, new=1, prepare=workflow_on_home),
}


def begin(home: Page, client: Client) -> Walk:
    """A site with one live page and an administrator who is logged in."""
    admin = User.objects.create_superuser("beheer@example.org", "een lang wachtwoord")
    client.force_login(admin)
    client.user = admin
    replayed(_make_pages)
    home.refresh_from_db()
    parent, elsewhere, page = (StandardPage.objects.get(slug=slug) for slug in ("boven", "elders", OLD))
    return Walk(home=home, parent=parent, page=page, elsewhere=elsewhere, admin=client)


def _make_pages() -> None:
    home = HomePage.objects.get()
    parent = home.add_child(instance=StandardPage(title="Boven", slug="boven"))
    elsewhere = home.add_child(instance=StandardPage(title="Elders", slug="elders"))
    page = parent.add_child(instance=StandardPage(title=OLD, slug=OLD))
    for made in (parent, elsewhere, page):
        made.save_revision().publish()
