"""Content files are read block by block, and a mistake is told with its line."""

from pathlib import Path

import pytest
from wagtail.blocks import StreamBlock

from casebook.blocks import story_blocks
from casebook.content.markup import ContentError, parse_content, rich_text
from casebook.domain.shipped import shipped_obstacles


def stream_of(body: str, **obstacles: int) -> list[dict]:
    """Read a body, and leave out the ids that lists of items get."""
    blocks = parse_content(f"+++\ntitle = 'T'\n+++\n{body}", name="t.md").stream(obstacles)
    for block in blocks:
        for value in block["value"].values():
            for item in value if isinstance(value, list) else []:
                item.pop("id")
    return blocks


def test_front_matter_is_toml():
    text = parse_content('+++\ntitle = "Een"\nobstacles = ["J1"]\n+++\nTekst.', name="t.md")

    assert text.front == {"title": "Een", "obstacles": ["J1"]}


def test_text_before_a_heading_and_under_one_are_blocks_of_their_own():
    assert stream_of("Eerst.\n\n## Kop {J3}\n\nDan.\n\nEn dan.", J3=7) == [
        {"type": "text", "value": {"heading": "", "text": "<p>Eerst.</p>", "obstacle": None}},
        {"type": "text", "value": {"heading": "Kop", "text": "<p>Dan.</p><p>En dan.</p>", "obstacle": 7}},
    ]


@pytest.mark.parametrize(
    ("body", "block"),
    [
        (
            ":::key_sentence\nEerst\nkijken.\n:::",
            {"type": "key_sentence", "value": {"text": "Eerst kijken."}},
        ),
        (
            ":::quote Karin, bedrijfsleider\nDat hielp.\n:::",
            {"type": "quote", "value": {"text": "Dat hielp.", "who": "Karin", "role": "bedrijfsleider"}},
        ),
        (
            ":::key_facts\nSinds | 2015\n:::",
            {
                "type": "key_facts",
                "value": {
                    "title": "",
                    "facts": [{"type": "item", "value": {"label": "Sinds", "value": "2015"}}],
                },
            },
        ),
        (
            ":::timeline\n2015 | begin\n2016 | open\n:::",
            {
                "type": "timeline",
                "value": {
                    "moments": [
                        {"type": "item", "value": {"when": "2015", "text": "begin"}},
                        {"type": "item", "value": {"when": "2016", "text": "open"}},
                    ]
                },
            },
        ),
        (
            ":::table Wie wat doet\nWie | Wat\nSchool | les\n:::",
            {
                "type": "table",
                "value": {
                    "caption": "Wie wat doet",
                    "grid": {
                        "data": [["Wie", "Wat"], ["School", "les"]],
                        "first_row_is_table_header": True,
                        "first_col_is_header": True,
                    },
                },
            },
        ),
        (
            ":::split_bar Kosten\nEen | 60\nTwee | 40\n:::",
            {
                "type": "split_bar",
                "value": {
                    "caption": "Kosten",
                    "shares": [
                        {"type": "item", "value": {"label": "Een", "share": 60}},
                        {"type": "item", "value": {"label": "Twee", "share": 40}},
                    ],
                },
            },
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_block_of_each_kind_is_read(body: str, block: dict):
    assert stream_of(body) == [block]


def test_rich_text_knows_italics_bold_links_and_lists_and_nothing_else():
    text = "Een *twee* **drie** [vier](https://a.nl) <b>x</b>\n\n- a\n- b\n\n# geen kop"

    assert rich_text(text) == (
        '<p>Een <i>twee</i> <b>drie</b> <a href="https://a.nl">vier</a> &lt;b&gt;x&lt;/b&gt;</p>'
        "<ul><li>a</li><li>b</li></ul><p># geen kop</p>"
    )


def test_link_that_runs_a_script_stays_text():
    assert rich_text("[klik](javascript:alert(1))") == "<p>[klik](javascript:alert(1))</p>"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Geen kop.", "t.md: front matter must stand between two lines +++"),
        ("+++\ntitle = \nslug = 1\n+++\n", "t.md: front matter: Invalid value (at line 1, column 9)"),
        ("+++\n+++\n:::quote\nWoorden", "t.md:3: this block is never closed with :::"),
        ("+++\n+++\nTekst\n\n:::", "t.md:5: this line closes no block and opens none"),
        ("+++\n+++\n:::gallery\n:::", "t.md:3: there is no kind of block called gallery"),
        ("+++\n+++\n## Kop {Z9}\nTekst", "t.md:3: there is no obstacle Z9"),
        (
            "+++\n+++\n:::table T\na | b\nc\n:::",
            "t.md:3: table: every row needs as many cells as the first one",
        ),
        (
            "+++\n+++\n:::split_bar T\na | 60\nb | 30\n:::",
            "t.md:3: split_bar: the shares must be 100 per cent together",
        ),
    ],
)
def test_mistake_is_told_with_its_line(source: str, message: str):
    with pytest.raises(ContentError) as caught:
        parse_content(source, name="t.md").stream({"J1": 1})

    assert str(caught.value) == message


def test_every_shipped_obstacle_is_a_valid_story():
    texts = shipped_obstacles()
    codes = {text.front["code"]: number for number, text in enumerate(texts, start=1)}
    block = StreamBlock([(name, item) for name, item in story_blocks() if name != "figure"])

    assert len(codes) == 24
    for text in texts:
        block.clean(block.to_python(without_obstacles(text.stream(codes))))
        assert Path(text.name).stem == text.front["code"].lower()


def without_obstacles(blocks: list[dict]) -> list[dict]:
    """Leave out the pages in the margin: they are in no database here."""
    for block in blocks:
        block["value"].pop("obstacle", None)
    return blocks
