"""`setup` makes a site that editors can work on, and can be run again at any time."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Site, Workflow

from accounts.enums import EDITORS
from accounts.models import User
from config.setup_steps import EDITED_MODELS, WORKFLOW
from tests.servers.replay import replayed
from website.models import HomePage

pytestmark = pytest.mark.usefixtures("furnished")


def setup():
    call_command("setup", verbosity=0)


@pytest.fixture
def furnished(db) -> None:
    """A site as `setup` makes it."""
    replayed(setup)


def test_setup_gives_editors_their_rights_and_a_workflow():
    user = User.objects.create_user("redactie@example.org")
    user.groups.add(Group.objects.get(name=EDITORS))
    home = HomePage.objects.get()
    may = home.permissions_for_user(user)
    assert user.has_perm("wagtailadmin.access_admin")
    assert (may.can_edit(), may.can_publish(), may.can_add_subpage()) == (True, True, True)
    assert home.get_workflow().name == WORKFLOW


def test_setup_run_again_changes_nothing_and_gives_back_no_right_that_was_taken():
    group = Group.objects.get(name=EDITORS)
    GroupPagePermission.objects.filter(group=group, permission__codename="publish_page").delete()

    setup()

    assert not GroupPagePermission.objects.filter(group=group, permission__codename="publish_page").exists()
    assert Workflow.objects.filter(name=WORKFLOW).count() == 1


def test_setup_run_again_leaves_groups_and_workflow_as_an_administrator_named_them():
    Group.objects.filter(name=EDITORS).update(name="Bureau")
    Workflow.objects.filter(name=WORKFLOW).update(name="Bureau leest mee")
    Group.objects.create(name="Editors")

    setup()

    assert sorted(Group.objects.values_list("name", flat=True)) == ["Bureau", "Editors"]
    assert list(Workflow.objects.values_list("name", flat=True)) == ["Bureau leest mee"]


def test_setup_gives_editors_their_rights_on_a_model_that_is_new_here(monkeypatch):
    group = Group.objects.get(name=EDITORS)
    group.permissions.remove(*group.permissions.filter(codename="add_region"))
    monkeypatch.setattr("config.setup_steps.EDITED_MODELS", [*EDITED_MODELS, "casebook.lessonpage"])

    setup()

    rights = group.permissions.values_list("codename", flat=True)
    assert {"change_lessonpage", "change_region"} <= set(rights)
    assert "add_region" not in rights


def test_setup_leaves_no_english_stock_groups():
    assert sorted(Group.objects.values_list("name", flat=True)) == [EDITORS]


def test_setup_names_the_site_after_its_address_when_that_becomes_known(settings):
    Site.objects.update(site_name="")

    settings.WAGTAILADMIN_BASE_URL = "https://regiobrug.example"
    setup()

    site = Site.objects.get()
    assert (site.hostname, site.port, site.site_name) == ("regiobrug.example", 443, "Regiobrug")
    assert site.root_url == "https://regiobrug.example"
