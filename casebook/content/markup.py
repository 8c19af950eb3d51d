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
    :::video A title                                      address | duration | note
    :::call_to_action On the button                       address | first words | and then

A block of a kind ends with a line of three colons.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from markdown_it import MarkdownIt

from website.front_matter import ContentError, read_front_matter

MARK = ":::"
HEADING = re.compile(r"## +(?P<heading>.*?)(?: *\{(?P<code>[A-Z][0-9]{1,2})\})?\s*$")
DIRECTIVE = re.compile(r":::(?P<kind>[a-z_]+)(?: +(?P<argument>.*\S))?\s*$")

_markdown = MarkdownIt("zero").enable(["emphasis", "link", "list", "escape", "entity"])


@dataclass(frozen=True)
class Piece:
    """One block of a body: its kind, the rest of its first line, its lines, and the line it starts on."""

    kind: str
    argument: str
    text: str
    line: int
    obstacle: str = ""

    @property
    def rows(self) -> list[list[str]]:
        lines = [line.strip() for line in self.text.splitlines()]
        return [[cell.strip() for cell in line.split("|")] for line in lines if line]


@dataclass(frozen=True)
class ContentFile:
    """A text: its front matter and the pieces of its body."""

    name: str
    front: dict[str, Any]
    pieces: tuple[Piece, ...]

    @property
    def obstacle_codes(self) -> list[str]:
        """The codes in the margin, in order of appearance."""
        return list(dict.fromkeys(piece.obstacle for piece in self.pieces if piece.obstacle))

    def stream(self, obstacle_ids: Mapping[str, int]) -> list[dict[str, Any]]:
        """Give the body as raw values of a story; `obstacle_ids` gives the page of each code."""
        return [_block_of(piece, obstacle_ids, self.name) for piece in self.pieces]


def read_content(path: Path) -> ContentFile:
    return parse_content(path.read_text(encoding="utf-8"), name=path.name)


def parse_content(source: str, *, name: str) -> ContentFile:
    """Read a text; `name` stands in the message of a ContentError."""
    text = read_front_matter(source, name=name)
    pieces = _pieces(source.splitlines(), text.line, name)
    return ContentFile(name=name, front=text.front, pieces=tuple(pieces))


def rich_text(text: str) -> str:
    """Turn paragraphs with italics, bold, links and lists into the HTML that an editor would make."""
    html = str(_markdown.render(text.strip()))
    html = html.replace("<em>", "<i>").replace("</em>", "</i>")
    html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
    return re.sub(r"\n+", "", html.replace("</p>\n<p>", "</p><p>"))


def _pieces(lines: list[str], start: int, name: str) -> Iterator[Piece]:
    """Cut the body into texts with their heading, and blocks of a kind."""
    heading, code, begun = "", "", start
    text: list[str] = []
    number = start
    while number < len(lines):
        line = lines[number]
        directive, title = DIRECTIVE.match(line), HEADING.match(line)
        if line.startswith(MARK) and not directive:
            raise ContentError(f"{name}:{number + 1}: this line closes no block and opens none")
        if directive or title:
            yield from _text_piece(heading, code, text, begun)
            heading, code, text, begun = "", "", [], number + 1
        if directive:
            end = _end_of(lines, number, name)
            inside = "\n".join(lines[number + 1 : end])
            yield Piece(directive["kind"], directive["argument"] or "", inside.strip(), number + 1)
            number, begun = end, end + 1
        elif title:
            heading, code, begun = title["heading"], title["code"] or "", number
        else:
            text.append(line)
        number += 1
    yield from _text_piece(heading, code, text, begun)


def _text_piece(heading: str, code: str, text: list[str], begun: int) -> Iterator[Piece]:
    written = "\n".join(text).strip()
    if heading or written:
        yield Piece("text", heading, written, begun + 1, code)


def _end_of(lines: list[str], number: int, name: str) -> int:
    for end in range(number + 1, len(lines)):
        if lines[end].strip() == MARK:
            return end
    raise ContentError(f"{name}:{number + 1}: this block is never closed with {MARK}")


def _block_of(piece: Piece, obstacle_ids: Mapping[str, int], name: str) -> dict[str, Any]:
    place = f"{name}:{piece.line}"
    if piece.obstacle and piece.obstacle not in obstacle_ids:
        raise ContentError(f"{place}: there is no obstacle {piece.obstacle}")
    try:
        value = _VALUES[piece.kind](piece)
    except KeyError:
        raise ContentError(f"{place}: there is no kind of block called {piece.kind}") from None
    except (ValueError, TypeError) as error:
        raise ContentError(f"{place}: {piece.kind}: {error}") from None
    if piece.kind == "text":
        value["obstacle"] = obstacle_ids.get(piece.obstacle)
    return {"type": piece.kind, "value": value}


def _item(value: dict[str, Any]) -> dict[str, Any]:
    """Give an item of a list as a story keeps it; without an id it would be taken for something older."""
    return {"type": "item", "value": value, "id": str(uuid4())}


def _text(piece: Piece) -> dict[str, Any]:
    return {"heading": piece.argument, "text": rich_text(piece.text) if piece.text else ""}


def _key_sentence(piece: Piece) -> dict[str, Any]:
    return {"text": " ".join(piece.text.split())}


def _quote(piece: Piece) -> dict[str, Any]:
    who, _comma, role = piece.argument.partition(", ")
    return {"text": " ".join(piece.text.split()), "who": who, "role": role}


def _key_facts(piece: Piece) -> dict[str, Any]:
    facts = [_item({"label": label, "value": value}) for label, value in piece.rows]
    return {"title": piece.argument, "facts": facts}


def _timeline(piece: Piece) -> dict[str, Any]:
    return {"moments": [_item({"when": when, "text": text}) for when, text in piece.rows]}


def _table(piece: Piece) -> dict[str, Any]:
    rows = piece.rows
    if len({len(row) for row in rows}) != 1:
        raise ValueError("every row needs as many cells as the first one")
    grid = {"data": rows, "first_row_is_table_header": True, "first_col_is_header": True}
    return {"caption": piece.argument, "grid": grid}


def _split_bar(piece: Piece) -> dict[str, Any]:
    shares = [_item({"label": label, "share": int(share)}) for label, share in piece.rows]
    if sum(item["value"]["share"] for item in shares) != 100:
        raise ValueError("the shares must be 100 per cent together")
    return {"caption": piece.argument, "shares": shares}


def _video(piece: Piece) -> dict[str, Any]:
    ((url, duration, note),) = [[*row, "", ""][:3] for row in piece.rows]
    return {"title": piece.argument, "url": url, "duration": duration, "note": note}


def _call_to_action(piece: Piece) -> dict[str, Any]:
    ((url, lead, text),) = [[*row, "", ""][:3] for row in piece.rows]
    return {"label": piece.argument, "url": url, "lead": lead, "text": text, "page": None}


_VALUES = {
    "text": _text,
    "key_sentence": _key_sentence,
    "quote": _quote,
    "key_facts": _key_facts,
    "timeline": _timeline,
    "table": _table,
    "split_bar": _split_bar,
    "video": _video,
    "call_to_action": _call_to_action,
}
