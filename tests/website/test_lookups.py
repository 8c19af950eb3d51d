"""What an editor looks for is found whatever its accents, capitals and apostrophes, on either database."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from accounts.models import User
from casebook.models import Organisation
from search.models import Synonym
from website.letters import folded
from website.models import Attachment, HomePage, Picture, StandardPage

NAME = "Súdwest-Fryslân en ’s-Gravenhåge"
TYPED = ["sudwest", "SÚDWEST", "súdwest-fryslan", "FRYSLÂN", "'s-gravenhage", "’S-GRAVENHAGE"]
TYPED += ["su\u0301d\u00adwest"]


@pytest.fixture
def admin(client, home: HomePage) -> Client:
    client.force_login(User.objects.create_superuser("beheer@voorbeeld.example"))
    return client


def make_page(home: HomePage) -> None:
    home.add_child(instance=StandardPage(title=NAME, slug="gemeente"))


def make_picture(home: HomePage) -> None:
    Picture.objects.create(title=NAME, description="Een kaart", file=get_test_image_file())


def make_attachment(home: HomePage) -> None:
    Attachment.objects.create(title=NAME, file=ContentFile(b"tekst", name="kaart.txt"))


def make_user(home: HomePage) -> None:
    User.objects.create_user("iemand@voorbeeld.example", first_name=NAME)


BOXES = {
    "organisation chooser": (
        "/beheer/snippets/choose/casebook/organisation/results/",
        lambda home: Organisation.objects.create(name=NAME),
    ),
    "pages": ("/beheer/pages/search/", make_page),
    "page chooser": ("/beheer/choose-page/search/", make_page),
    "pictures": ("/beheer/images/", make_picture),
    "picture chooser": ("/beheer/images/chooser/results/", make_picture),
    "files": ("/beheer/documents/", make_attachment),
    "file chooser": ("/beheer/documents/chooser/results/", make_attachment),
    "users": ("/beheer/users/", make_user),
    "synonyms": ("/beheer/snippets/search/synonym/", lambda home: Synonym.objects.create(term=NAME)),
    "groups": ("/beheer/groups/", lambda home: Group.objects.create(name=NAME)),
    "redirects": (
        "/beheer/redirects/",
        lambda home: Redirect.objects.create(old_path=f"/{NAME}", redirect_link="/"),
    ),
}


@pytest.mark.parametrize("box", BOXES)
def test_box_of_the_admin_finds_a_name_however_it_is_typed(admin: Client, home: HomePage, box: str):
    url, make = BOXES[box]
    make(home)

    missed = [typed for typed in TYPED if "Súdwest" not in admin.get(url, {"q": typed}).content.decode()]

    assert missed == []


def test_picker_of_tags_completes_a_name_however_it_is_typed(admin: Client):
    Tag.objects.create(name=NAME)

    picker = reverse("wagtailadmin_tag_autocomplete")
    found = [admin.get(picker, {"term": typed}).json() for typed in TYPED[:4]]

    assert found == [[NAME], [NAME], [NAME], []]


@pytest.mark.parametrize("typed", ["%", "_", "100%", "\\", "S_dwest", "zuidwest"])
def test_signs_of_the_database_stand_for_themselves(db, typed: str):
    Collection.objects.filter(depth=1).update(name=NAME)

    assert list(Collection.objects.filter(name__icontains=typed)) == []


def test_both_databases_leave_the_same_letters(db):
    texts = [NAME, "ÀÉÎÕÜÇÑ ŠŽ", "İstanbul ΐ ß ø Æ", "‘a’ ´b` ʼc′", "e\u0301\u0301 ﬁets Ⅷ ½", ""]
    for text in texts:
        Collection.objects.filter(depth=1).update(name=text)

        same = Collection.objects.filter(depth=1, name__icontains=folded(text))
        assert same.count() == 1, (connection.vendor, text)
