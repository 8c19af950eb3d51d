"""Reading passages and questions: one JSON object a line, with a clear word about a faulty line."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class FaultyFile(Exception):
    """A file that cannot be used; the message names the line and why."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with a title, by an id of its own."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the grades of the passages that answer it."""

    key: str
    text: str
    kind: str
    relevant: dict[str, int]


def read_passages(path: Path) -> list[Passage]:
    """Passages ``{"id", "title", "text"}``; raises FaultyFile."""
    rows = [
        Passage(_text(row, "id", where), _text(row, "title", where), _text(row, "text", where))
        for where, row in _rows(path)
    ]
    _refuse_doubles(path, [row.key for row in rows])
    return rows


def read_questions(path: Path) -> list[Question]:
    """Questions ``{"id", "text", "type", "relevant": {passage id: grade}}``; raises FaultyFile."""
    rows = [
        Question(
            _text(row, "id", where),
            _text(row, "text", where),
            _text(row, "type", where),
            _grades(row.get("relevant"), where),
        )
        for where, row in _rows(path)
    ]
    _refuse_doubles(path, [row.key for row in rows])
    return rows


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise FaultyFile(f"{path}: {error}") from error
    if not text.strip():
        raise FaultyFile(f"{path}: empty")
    # Not splitlines: a text may hold other separators of lines inside its quotes.
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise FaultyFile(f"{where}: no JSON ({error})") from error
        if not isinstance(row, dict):
            raise FaultyFile(f"{where}: not an object")
        yield where, row


def _text(row: dict[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise FaultyFile(f"{where}: {name!r} is missing or no text")
    return str(value)


def _grades(value: Any, where: str) -> dict[str, int]:
    if not isinstance(value, dict) or not all(type(grade) is int and grade >= 0 for grade in value.values()):
        raise FaultyFile(f"{where}: 'relevant' must give a whole number for every passage id")
    return {str(key): grade for key, grade in value.items()}


def _refuse_doubles(path: Path, keys: list[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise FaultyFile(f"{path}: the id {key!r} is used twice")
        seen.add(key)
