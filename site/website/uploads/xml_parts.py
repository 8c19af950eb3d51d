"""Reads the XML of a package in pieces, within the limits of one upload."""

import functools
from collections.abc import Callable, Iterable
from xml.parsers import expat

from website.uploads.refusal import Budget, Reason, Refused

Attributes = dict[str, str]


def read_xml(
    budget: Budget,
    chunks: Iterable[bytes],
    on_start: Callable[[str, Attributes], None],
    on_text: Callable[[str], None] | None = None,
) -> None:
    """Call `on_start` with the local name and attributes of every element, and `on_text` with
    the text in between.

    Raises Refused when it is no XML, declares entities, or has more elements than are left.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(tag: str, attributes: Attributes) -> None:
        budget.take_element()
        on_start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def no_entities(*declaration: object) -> None:
        raise Refused(Reason.BROKEN)

    parser.StartElementHandler = start
    parser.EntityDeclHandler = no_entities
    if on_text is not None:
        parser.CharacterDataHandler = on_text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(Reason.BROKEN) from error


@functools.lru_cache
def _local(name: str) -> str:
    return name.rpartition("}")[2]
