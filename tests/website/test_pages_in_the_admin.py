"""The admin's forms of pages: a new page is made once, under an address that is free."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.action_menu import PageActionMenu
from wagtail.models import Task, Workflow, WorkflowPage, WorkflowTask, get_page_models
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import User
from casebook.models import LessonIndexPage, ObstacleIndexPage, PortraitIndexPage, ToolIndexPage
from events.models import MeetingIndexPage
from website.forms.pages import PageForm
from website.models import ContentPage, HomePage, StandardPage


@pytest.fixture
def editor(db, client) -> Client:
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


def typed(title: str, **more: str) -> dict[str, str]:
    counts = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    return (
        {"title": title, "slug": "", "summary": "Iets.", "body-count": "0", "audience": "public"}
        | counts
        | more
    )


def add(home: HomePage) -> str:
    return reverse("wagtailadmin_pages:add", args=["website", "standardpage", home.pk])


def test_page_sent_before_it_had_an_address_gets_one(editor: Client, home: HomePage):
    editor.post(add(home), typed("Over ons", **{"action-publish": "1"}))

    assert [(page.slug, page.live) for page in StandardPage.objects.all()] == [("over-ons", True)]


def test_button_of_a_form_publishes_for_who_may_where_nobody_reads_along(rf, home: HomePage):
    WorkflowPage.objects.all().delete()
    first = {}
    for user in (
        User.objects.create_superuser("a@voorbeeld.example"),
        User.objects.create_user("b@voorbeeld.example"),
    ):
        request = rf.get("/")
        request.user = user
        menu = PageActionMenu(request, view="create", parent_page=home, lock=None, locked_for_user=False)
        first[user.email] = (menu.default_item.name, [item.name for item in menu.menu_items][:1])

    assert first == {
        "a@voorbeeld.example": ("action-publish", ["action-save-draft"]),
        "b@voorbeeld.example": ("action-save-draft", []),
    }


@pytest.fixture
def readers(home: HomePage) -> Workflow:
    """Somebody who reads along with every page."""
    workflow = Workflow.objects.create(name="de redactie")
    WorkflowTask.objects.create(workflow=workflow, task=Task.objects.create(name="Meelezen"))
    WorkflowPage.objects.create(page=home, workflow=workflow)
    return workflow


@pytest.mark.usefixtures("readers")
def test_saving_comes_first_where_somebody_reads_along_and_publishing_stays_for_who_may(
    editor: Client, home: HomePage
):
    page = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons", summary="Iets."))

    for address in (add(home), f"/beheer/pages/{page.pk}/edit/"):
        screen = editor.get(address).content.decode()
        footer = screen.split('<footer class="footer')[1]
        assert footer.index("Bewaar concept") < footer.index("Meer acties") < footer.index("action-publish")
        assert "Vraag de redactie om mee te lezen" in footer


def test_new_page_is_not_saved_by_itself_and_one_that_is_there_is(editor: Client, home: HomePage):
    page = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons", summary="Iets."))

    saved = [
        "data-w-autosave-interval-value" in editor.get(address).content.decode()
        for address in (add(home), f"/beheer/pages/{page.pk}/edit/")
    ]

    assert saved == [False, True]


def test_page_that_is_also_planned_is_kept_with_the_reason_and_the_choice_to_withdraw_stays(
    editor: Client, home: HomePage
):
    page = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons", summary="Iets."))
    page.save_revision().publish()
    page = StandardPage.objects.get()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    withdraw = f"/beheer/pages/{page.pk}/unpublish/"

    form = editor.get(f"/beheer/pages/{page.pk}/edit/").content.decode()
    for method in (editor.get, editor.post):
        answer = method(withdraw, follow=True)
        said = [str(message).strip() for message in answer.context["messages"]]
        assert answer.redirect_chain == [(f"/beheer/pages/{page.pk}/edit/", 302)]
        assert said[0] == "Een versie van deze pagina is ingepland. Annuleer eerst die planning."
        assert "Annuleer de planning</button>" in said[1]

    page.refresh_from_db()
    assert (page.live, withdraw in form) == (True, True)


def test_page_offers_the_menu_only_where_it_would_stand_in_it(editor: Client, home: HomePage):
    lists = {LessonIndexPage, ObstacleIndexPage, PortraitIndexPage, ToolIndexPage, MeetingIndexPage}

    assert {
        kind
        for kind in get_page_models()
        if kind.is_creatable and "show_in_menus" in kind.get_edit_handler().get_form_class().base_fields
    } == lists


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    [
        "pages/{pk}/unpublish/",
        "pages/{pk}/delete/",
        "bulk/wagtailcore/page/unpublish/?id={pk}",
        "bulk/wagtailcore/page/delete/?id={pk}",
    ],
)
def test_page_that_there_is_one_of_is_kept_before_anything_is_asked(
    editor: Client, home: HomePage, address: str, method: str
):
    answer = getattr(editor, method)("/beheer/" + address.format(pk=home.pk))

    home.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, "/beheer/")
    assert home.live


def test_page_that_can_be_missed_is_unpublished_after_a_question(editor: Client, home: HomePage):
    page = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons", summary="Iets."))

    asked = [
        editor.get(f"/beheer/{address}").status_code
        for address in (f"pages/{page.pk}/unpublish/", f"bulk/wagtailcore/page/unpublish/?id={page.pk}")
    ]
    editor.post(f"/beheer/pages/{page.pk}/unpublish/")

    page.refresh_from_db()
    assert (asked, page.live) == ([200, 200], False)


PUBLISH = {"action-publish": "action-publish"}


def test_titles_of_which_no_address_is_left_get_the_kind_and_a_number(editor: Client, home: HomePage):
    for title in ("Политика", "日本語", "Een gewone titel", "Een gewone titel"):
        editor.post(add(home), typed(title))

    assert [page.slug for page in StandardPage.objects.order_by("pk")] == [
        "gewone-pagina",
        "gewone-pagina-2",
        "een-gewone-titel",
        "een-gewone-titel-2",
    ]


def test_draft_without_an_address_is_published_under_one(editor: Client, home: HomePage):
    page = home.add_child(
        instance=StandardPage(title="Политика", slug="politiek", summary="Iets.", live=False)
    )
    page.save_revision()

    for sent in ({}, PUBLISH):
        answer = editor.post(f"/beheer/pages/{page.pk}/edit/", typed("日本語", **sent))
        assert answer.status_code == 302

    page.refresh_from_db()
    assert (page.slug, page.live, page.title) == ("gewone-pagina", True, "日本語")


def test_address_that_somebody_chose_and_is_taken_is_refused(editor: Client, home: HomePage):
    home.add_child(instance=StandardPage(title="Over ons", slug="over-ons", summary="Iets."))

    answer = editor.post(add(home), typed("Iets anders", slug="over-ons", **PUBLISH))

    assert list(answer.context["form"].errors) == ["slug"]


@pytest.fixture
def locked(home: HomePage) -> StandardPage:
    """A page below another one that a colleague locked."""
    above = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons", summary="Iets."))
    page = above.add_child(instance=StandardPage(title="Geschiedenis", slug="toen", summary="Iets."))
    page.locked, page.locked_at = True, timezone.now()
    page.locked_by = User.objects.create_superuser("collega@voorbeeld.example")
    page.save()
    return page


@pytest.mark.parametrize(
    ("method", "address"),
    [
        *((method, "pages/{pk}/delete/") for method in ("get", "post")),
        *((method, "bulk/wagtailcore/page/delete/?id={pk}") for method in ("get", "post")),
        ("get", "pages/{pk}/move/"),
        *((method, "pages/{pk}/move/{to}/confirm/") for method in ("get", "post")),
        *((method, "bulk/wagtailcore/page/move/?id={pk}") for method in ("get", "post")),
    ],
)
def test_page_that_a_colleague_locked_is_not_deleted_or_moved_and_the_lock_is_named(
    editor: Client, home: HomePage, locked: StandardPage, address: str, method: str
):
    elsewhere = home.add_child(instance=StandardPage(title="Contact", slug="contact", summary="Iets."))
    for page in (locked, locked.get_parent()):
        wanted = address.format(pk=page.pk, to=elsewhere.pk)
        sent = {"chooser": elsewhere.pk} if method == "post" else None
        answer = getattr(editor, method)(f"/beheer/{wanted}", sent, follow=True)

        assert answer.request["PATH_INFO"] == f"/beheer/pages/{locked.pk}/edit/"
        assert "collega@voorbeeld.example" in str(next(iter(answer.context["messages"])))
    assert (StandardPage.objects.count(), elsewhere.get_children().count()) == (3, 0)


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_that_a_colleague_locked_is_not_unpublished_and_the_lock_is_named(
    editor: Client, locked: StandardPage, method: str
):
    answer = getattr(editor, method)(f"/beheer/pages/{locked.pk}/unpublish/", follow=True)

    assert answer.request["PATH_INFO"] == f"/beheer/pages/{locked.pk}/edit/"
    assert "collega@voorbeeld.example" in str(next(iter(answer.context["messages"])))
    locked.refresh_from_db()
    assert locked.live


def test_page_that_oneself_locked_is_deleted(client: Client, locked: StandardPage):
    client.force_login(locked.locked_by)

    client.post(f"/beheer/pages/{locked.pk}/delete/")

    assert StandardPage.objects.filter(pk=locked.pk).exists() is False


def test_form_of_every_kind_of_page_knows_an_end_that_has_passed():
    kinds = [kind for kind in get_page_models() if issubclass(kind, ContentPage) and kind is not ContentPage]

    assert [
        kind for kind in kinds if not issubclass(kind.get_edit_handler().get_form_class(), PageForm)
    ] == []


def test_page_whose_end_has_passed_is_saved_with_the_form_as_it_is(editor: Client, home: HomePage):
    # A field holds whole minutes.
    ended = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    page = home.add_child(instance=StandardPage(title="Oud", slug="oud", expire_at=ended))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(editor.get(address).content.decode(), form_id="page-edit-form")
    # Blocks are drawn by a script.
    for name, value in {"title": "Weer terug", "body-count": "0", "action-publish": "1"}.items():
        form[name] = value

    editor.post(address, form)

    page = StandardPage.objects.get(pk=page.pk)
    assert (page.title, page.live, page.expire_at) == ("Weer terug", True, None)


def test_end_in_the_past_that_somebody_types_is_refused(editor: Client, home: HomePage):
    page = home.add_child(instance=StandardPage(title="Oud", slug="oud"))
    form = typed("Nieuw", slug="oud", expire_at="2020-01-01 10:00", **{"action-publish": "1"})

    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

    assert list(answer.context["form"].errors) == ["expire_at"]
