"""Reads a text file with front matter and a body of blocks; the demo room reads its texts with it too.

    +++
    title = "Het is van iedereen, dus van niemand"       TOML between two lines of plus signs
    +++
    A paragraph with *italic*, **bold**, [a link](https://example.org) and lists, as in Markdown.

    ## A heading {J1}                                     the code of an obstacle goes to the margin

    :::key_sentence                                       one sentence
    :::quote somebody, a role                             what that person said
    :::key_facts A heading                                label | value
    :::timeline                                           when | what
    :::table A caption                                    cell | cell; the first row names the columns
    :::split_bar A caption                                label | per cent

A block of a kind ends with a line of three colons.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from markdown_it import MarkdownIt

from website.front_matter import ContentError, Text, read_front_matter

# A block from its first line to its last, or the line of a heading.
MARK = re.compile(
    r"^:::(?P<kind>[a-z_]+)(?: +(?P<argument>.*?))?[ ]*\n(?P<inside>(?:.*\n)*?):::[ ]*$"
    r"|^## +(?P<heading>.*?)(?: *\{(?P<code>[A-Z][0-9]{1,2})\})?[ ]*$",
    re.MULTILINE,
)
STRAY = re.compile(r"^:::([a-z_]*)", re.MULTILINE)

_markdown = MarkdownIt("zero").enable(["emphasis", "link", "list", "escape", "entity"])


@dataclass(frozen=True)
class Piece:
    """One block of a body: its kind, the rest of its first line, its lines, and the line it starts on."""

    kind: str
    argument: str
    text: str
    line: int
    obstacle: str = ""


@dataclass(frozen=True)
class ContentFile:
    """A text: its front matter and the pieces of its body."""

    name: str
    front: dict[str, Any]
    pieces: tuple[Piece, ...]

    def stream(self, obstacle_ids: Mapping[str, int]) -> list[dict[str, Any]]:
        """Give the body as raw values of a story; `obstacle_ids` gives the page of each code."""
        return [_block_of(piece, obstacle_ids, f"{self.name}:{piece.line}") for piece in self.pieces]


def read_content(path: Path) -> ContentFile:
    return parse_content(path.read_text(encoding="utf-8"), name=path.name)


def parse_content(source: str, *, name: str) -> ContentFile:
    """Read a text; `name` stands in the message of a ContentError."""
    text = read_front_matter(source, name=name)
    return ContentFile(name=name, front=text.front, pieces=tuple(_pieces(text, name)))


def rich_text(text: str) -> str:
    """Turn paragraphs with italics, bold, links and lists into the HTML that an editor would make."""
    html = str(_markdown.render(text.strip()))
    html = html.replace("<em>", "<i>").replace("</em>", "</i>")
    html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
    return re.sub(r"\n+", "", html.replace("</p>\n<p>", "</p><p>"))


def _pieces(text: Text, name: str) -> Iterator[Piece]:
    """Cut the body into texts with their heading, and blocks of a kind."""

    def line_at(place: int) -> int:
        return text.line + text.body.count("\n", 0, place) + 1

    heading, code, begun, read = "", "", 0, 0
    for mark in [*MARK.finditer(text.body), None]:
        words = text.body[read : mark.start() if mark else None]
        if stray := STRAY.search(words):
            wrong = "block is never closed with :::" if stray[1] else "line closes no block and opens none"
            raise ContentError(f"{name}:{line_at(read + stray.start())}: this {wrong}")
        if heading or words.strip():
            yield Piece("text", heading, words.strip(), line_at(begun), code)
        if mark is None:
            return
        heading, code, begun, read = mark["heading"] or "", mark["code"] or "", mark.start(), mark.end()
        if mark["kind"]:
            yield Piece(mark["kind"], mark["argument"] or "", mark["inside"].strip(), line_at(begun))


def _block_of(piece: Piece, obstacle_ids: Mapping[str, int], place: str) -> dict[str, Any]:
    if piece.obstacle and piece.obstacle not in obstacle_ids:
        raise ContentError(f"{place}: there is no obstacle {piece.obstacle}")
    try:
        value = _value_of(piece)
    except (ValueError, TypeError) as error:
        raise ContentError(f"{place}: {piece.kind}: {error}") from None
    if value is None:
        raise ContentError(f"{place}: there is no kind of block called {piece.kind}")
    if piece.kind == "text":
        value["obstacle"] = obstacle_ids.get(piece.obstacle)
    return {"type": piece.kind, "value": value}


def _value_of(piece: Piece) -> dict[str, Any] | None:
    """Give what a story keeps of a block; None for a kind that there is not."""
    title, words = piece.argument, " ".join(piece.text.split())
    rows = [[cell.strip() for cell in line.split("|")] for line in piece.text.splitlines() if line.strip()]
    match piece.kind:
        case "text":
            return {"heading": title, "text": rich_text(piece.text) if piece.text else ""}
        case "key_sentence":
            return {"text": words}
        case "quote":
            who, _comma, role = title.partition(", ")
            return {"text": words, "who": who, "role": role}
        case "key_facts":
            return {"title": title, "facts": [_item(label=label, value=value) for label, value in rows]}
        case "timeline":
            return {"moments": [_item(when=when, text=text) for when, text in rows]}
        case "table":
            if len({len(row) for row in rows}) != 1:
                raise ValueError("every row needs as many cells as the first one")
            grid = {"data": rows, "first_row_is_table_header": True, "first_col_is_header": True}
            return {"caption": title, "grid": grid}
        case "split_bar":
            if sum(int(share) for _label, share in rows) != 100:
                raise ValueError("the shares must be 100 per cent together")
            shares = [_item(label=label, share=int(share)) for label, share in rows]
            return {"caption": title, "shares": shares}
    return None


def _item(**value: Any) -> dict[str, Any]:
    """Give an item of a list as a story keeps it; without an id it would be taken for something older."""
    return {"type": "item", "value": value, "id": str(uuid4())}
