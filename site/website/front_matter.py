"""Reads a text with front matter: TOML between two lines of plus signs, then the body."""

import tomllib
from typing import Any, NamedTuple

FENCE = "+++"


class ContentError(ValueError):
    """A text that cannot be read, with the file and line where it went wrong."""


class Text(NamedTuple):
    """The front matter and the body of a text; `line` is the number of lines before the body."""

    front: dict[str, Any]
    body: str
    line: int


def read_front_matter(source: str, *, name: str) -> Text:
    """Split a text into its front matter and body; `name` stands in the message of a ContentError."""
    lines = source.splitlines()
    try:
        opening, closing = [number for number, line in enumerate(lines) if line.strip() == FENCE][:2]
    except ValueError:
        raise ContentError(f"{name}: front matter must stand between two lines {FENCE}") from None
    try:
        front = tomllib.loads("\n".join(lines[opening + 1 : closing]))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{name}: front matter: {error}") from None
    return Text(front=front, body="\n".join(lines[closing + 1 :]), line=closing + 1)
