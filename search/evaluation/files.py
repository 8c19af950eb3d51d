"""Reading passages and questions: one JSON object a line; of a faulty file the line is named."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _


class FaultyFile(Exception):
    """A file that cannot be used; the message names the line and why."""


@dataclass(frozen=True, slots=True)
class Passage:
    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    text: str
    kind: str
    relevant: dict[str, int]


def read_passages(path: Path) -> list[Passage]:
    """Passages ``{"id", "title", "text"}``; raises FaultyFile."""
    return [
        Passage(key, _text(row, "title", where), _text(row, "text", where)) for where, key, row in _rows(path)
    ]


def read_questions(path: Path) -> list[Question]:
    """Questions ``{"id", "text", "type", "relevant": {passage id: grade}}``; raises FaultyFile."""
    return [
        Question(key, _text(row, "text", where), _text(row, "type", where), _grades(row, where))
        for where, key, row in _rows(path)
    ]


def _rows(path: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where each row stands, its id, and the row."""
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise FaultyFile(f"{path}: {error}") from error
    if not text.strip():
        raise FaultyFile(_("%(file)s is empty") % {"file": path})
    seen: set[str] = set()
    # Not splitlines: a text may hold other separators of lines inside its quotes.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise FaultyFile(
                _("%(where)s: no JSON (%(error)s)") % {"where": where, "error": error}
            ) from error
        if not isinstance(row, dict):
            raise FaultyFile(_("%(where)s: no object") % {"where": where})
        key = _text(row, "id", where)
        if key in seen:
            raise FaultyFile(_("%(where)s: the id “%(id)s” is used twice") % {"where": where, "id": key})
        seen.add(key)
        yield where, key, row


def _text(row: dict[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise FaultyFile(_("%(where)s: “%(name)s” is missing or no text") % {"where": where, "name": name})
    return str(value)


def _grades(row: dict[str, Any], where: str) -> dict[str, int]:
    value = row.get("relevant")
    if not isinstance(value, dict) or not all(type(grade) is int and grade >= 0 for grade in value.values()):
        raise FaultyFile(
            _("%(where)s: “relevant” must give a whole number for every passage") % {"where": where}
        )
    return {str(key): grade for key, grade in value.items()}
