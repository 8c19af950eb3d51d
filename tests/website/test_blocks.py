"""Block families of a story: what they refuse, and what they hand to their component."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.utils import translation
from PIL import Image as Pixels
from wagtail.blocks import StreamBlock, StreamBlockValidationError

from casebook.blocks import StoryTextBlock
from website.blocks import attachment_ids, general_blocks
from website.models import Attachment, HomePage, Picture, StandardPage


@pytest.fixture(autouse=True)
def english():
    """Show source strings, so that a test does not depend on the catalogue."""
    with translation.override("en"):
        yield


def item(**value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": "1"}


def stream(kind: str, **value: Any) -> Any:
    """A story of one block, from its raw value."""
    return StreamBlock(general_blocks()).to_python([{"type": kind, "value": value}])


def context_of(kind: str, **value: Any) -> dict[str, Any]:
    """What the template of a block gets."""
    (block,) = stream(kind, **value)
    return block.block.get_context(block.value, parent_context={})


def complaints(kind: str, **value: Any) -> list[str]:
    """Everything that is said against a block."""
    block = StreamBlock(general_blocks())
    with pytest.raises(StreamBlockValidationError) as caught:
        block.clean(block.to_python([{"type": kind, "value": value}]))
    return [message for error in caught.value.block_errors.values() for message in messages_in(error)]


def messages_in(error: Any) -> list[str]:
    """Everything that an error of a block says, however deep."""
    if not hasattr(error, "block_errors"):
        return list(getattr(error, "messages", [str(error)]))
    parts = (error.block_errors or {}).values()
    whole = getattr(error, "non_block_errors", None) or []
    return [message for part in [*parts, *whole] for message in messages_in(part)]


def html_of(value: Any) -> str:
    return str(value.render_as_block(context={"request": RequestFactory().get("/")}))


def test_text_without_heading_and_words_is_refused():
    assert complaints("text", heading="", text="") == ["Write a text, or remove this block."]


def test_heading_alone_opens_what_follows():
    block = StreamBlock(general_blocks())

    assert block.clean(block.to_python([{"type": "text", "value": {"heading": "Kop", "text": ""}}]))


def test_shares_that_are_not_a_hundred_per_cent_are_refused():
    shares = [item(label="Een", share=60), item(label="Twee", share=30)]

    assert complaints("split_bar", caption="Kosten", shares=shares) == [
        "The shares are 90 per cent together; make it 100."
    ]


def test_split_bar_places_its_shares_behind_each_other():
    shares = [item(label="Een", share=60), item(label="Twee", share=40)]

    parts = context_of("split_bar", caption="Kosten", shares=shares)["parts"]

    assert [(part["x"], part["width"], part["value"]) for part in parts] == [
        ("0.00%", "60.00%", "60%"),
        ("60.00%", "40.00%", "40%"),
    ]


def test_table_drops_rows_and_columns_that_are_empty_to_the_end():
    context = context_of(
        "table", caption="T", grid={"data": [["Wie", "Wat", None], ["School", "les", ""], [None, None, None]]}
    )

    assert context["head"] == ["Wie", "Wat"]
    assert context["rows"] == [[("Wie", "School"), ("Wat", "les")]]


def test_cell_of_a_table_has_the_name_of_its_column_and_the_first_is_the_heading_of_its_row():
    html = html_of(stream("table", caption="T", grid={"data": [["Wie", "Wat"], ["School", "les"]]}))

    assert '<th scope="row">School</th><td data-label="Wat">les</td>' in html


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            [["Wie", "Wat"]],
            "Fill in the first row with names of columns, and at least one row beneath it.",
        ),
        (
            [["a"] * 7, ["b"] * 7],
            "A table holds at most 30 rows and 6 columns. Make two of it, or offer a file.",
        ),
        (
            [["a"]] * 31,
            "A table holds at most 30 rows and 6 columns. Make two of it, or offer a file.",
        ),
    ],
)
def test_table_that_does_not_fit_is_refused(data: list, message: str):
    assert complaints("table", caption="T", grid={"data": data}) == [message]


@pytest.mark.parametrize("url", ["http://video.example/1", "ftp://video.example/1"])
def test_video_needs_a_safe_address(url: str):
    assert complaints("video", title="V", url=url, duration="", note="") == [
        "The address has to begin with https://"
    ]


def test_video_is_a_link_that_names_its_site():
    html = html_of(
        stream("video", title="Een dag mee", url="https://www.video.example/1", duration="", note="")
    )

    assert 'href="https://www.video.example/1"' in html
    assert "video.example</p>" in html
    assert [tag for tag in ("<iframe", "<video", "<img") if tag in html] == []


@pytest.mark.django_db
def test_download_shows_type_and_size_and_is_offered_by_the_page(home: HomePage):
    file = Attachment(title="Het blad", file=ContentFile(b"a" * 2000, name="blad.txt"), file_size=2000)
    file.save()
    body = [{"type": "download", "value": {"document": file.pk, "title": ""}}]
    page = home.add_child(instance=StandardPage(title="Over", slug="over", body=body))

    fresh = StandardPage.objects.get(pk=page.pk)
    (block,) = fresh.body
    context = block.block.get_context(block.value)

    assert context["file"] == {"url": file.url, "title": "Het blad", "type": "TXT", "size": 2000}
    assert attachment_ids(fresh.body) == fresh.live_attachment_ids() == {file.pk}


@pytest.mark.django_db
def test_download_of_a_file_that_is_gone_is_left_out():
    assert html_of(stream("download", document=99, title="")).count("<") == 2


@pytest.mark.django_db
def test_figure_has_alternative_text_sizes_and_maker():
    buffer = io.BytesIO()
    Pixels.new("RGB", (1600, 900), "steelblue").save(buffer, "JPEG")
    shown = Picture.objects.create(
        title="Werkplaats",
        description="Twee studenten bij een draaibank",
        maker="Jan",
        file=ContentFile(buffer.getvalue(), name="werkplaats.jpg"),
    )

    html = html_of(stream("figure", picture=shown.pk, caption="In Goes"))

    assert 'alt="Twee studenten bij een draaibank"' in html
    assert "In Goes" in html
    assert "Jan" in html
    assert html.count("480w") == html.count("srcset=") == 1


@pytest.mark.django_db
def test_call_to_action_leads_to_a_page_as_long_as_it_is_published(home: HomePage):
    page = home.add_child(instance=StandardPage(title="Over", slug="over"))
    values = {"lead": "Meer?", "text": "", "label": "Lees verder", "page": page.pk, "url": ""}

    assert context_of("call_to_action", **values)["url"] == "/over/"
    page.unpublish()
    assert context_of("call_to_action", **values)["url"] == ""


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["", "https://elders.example/"])
def test_call_to_action_needs_one_place_to_go(home: HomePage, url: str):
    values = {"lead": "Meer?", "text": "", "label": "Lees", "page": home.pk if url else None, "url": url}

    assert complaints("call_to_action", **values) == [
        "Choose a page of this site or fill in an address elsewhere, one of both."
    ]


@pytest.mark.parametrize("kind", [kind for kind, _block in general_blocks()])
def test_block_that_was_just_added_is_kept_in_a_draft_and_can_be_shown(kind: str):
    block = StreamBlock(general_blocks())
    empty = block.child_blocks[kind]

    kept = block.clean_deferred(block.normalize([(kind, empty.get_default())]))

    assert [child.block_type for child in kept] == [kind]
    assert isinstance(html_of(kept), str)


def test_draft_leaves_what_a_page_needs_for_later():
    assert complaints("text", heading="", text="") == ["Write a text, or remove this block."]


def test_new_text_begins_with_the_text_and_not_with_a_heading():
    names = list(StoryTextBlock().child_blocks)

    assert names == ["text", "heading", "obstacle"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("key_sentence", {"text": "<script>alert(1)</script>"}),
        ("quote", {"text": "<script>alert(1)</script>", "who": "<b>", "role": ""}),
        ("key_facts", {"title": "<script>", "facts": [item(label="<b>", value="<script>")]}),
        ("timeline", {"moments": [item(when="<script>", text="<script>"), item(when="1", text="2")]}),
        ("table", {"caption": "<script>", "grid": {"data": [["<script>"], ["<script>"]]}}),
        ("split_bar", {"caption": "<script>", "shares": [item(label="<script>", share=50)] * 2}),
        (
            "video",
            {"title": "<script>", "url": "https://a.example/", "duration": "<script>", "note": "<script>"},
        ),
    ],
)
def test_words_of_an_editor_are_escaped(kind: str, value: dict):
    html = html_of(stream(kind, **value))

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
