"""Finds and reads the demo's text files."""

import tomllib
from pathlib import Path
from typing import Any

from casebook.content.markup import ContentFile, read_content

CONTENT = Path(__file__).resolve().parent / "content"
FILES = CONTENT / "tools" / "files"


def facts(kind: str) -> dict[str, dict[str, Any]]:
    """The TOML files of a kind (``partnerships``, ``regions``), by slug, in order of name."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((CONTENT / kind).glob("*.toml"))
    }


def stories(kind: str) -> dict[str, ContentFile]:
    """The texts of a kind (``portraits``, ``lessons`` …), by slug, in order of name."""
    return {path.stem: read_content(path) for path in sorted((CONTENT / kind).glob("*.md"))}
