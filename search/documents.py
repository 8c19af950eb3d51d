"""The document: what there is to find of one page, free of any engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from website.letters import cleaned

# Who measures an engine makes documents without a site.
if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from website.models import ContentPage


@dataclass(frozen=True, slots=True)
class Document:
    """One page as words, facets and rights. ``tags`` are short names that belong to the page and weigh twice
    as much as the body. ``facets`` holds codes by facet, never labels, so that a rename shows at once.
    ``dated`` orders by newest and gives the year; ``checked`` is the day on which somebody last confirmed the
    content."""

    page_id: int
    title: str
    summary: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dated: date | None = None
    checked: date | None = None
    kind: str = ""
    readers: tuple[str, ...] = ()
    visible_until: datetime | None = None

    @classmethod
    def of(
        cls,
        page: "ContentPage",
        *,
        body: str = "",
        tags: Iterable[str] = (),
        facets: Mapping[str, Iterable[str]] | None = None,
        dated: date | None = None,
        checked: date | None = None,
    ) -> "Document":
        """The words of a page; title and summary are its own. The registry adds its kind and who may read
        it."""
        first = page.first_published_at
        return cls(
            page_id=page.pk,
            title=cleaned(page.title),
            summary=cleaned(page.summary),
            body=cleaned(body),
            tags=tuple(dict.fromkeys(cleaned(tag) for tag in tags if tag)),
            facets={
                name: tuple(dict.fromkeys(code for code in codes if code))
                for name, codes in (facets or {}).items()
            },
            dated=dated or (timezone.localtime(first).date() if first else None),
            checked=checked,
        )


def words_of_stream(value: "StreamValue") -> str:
    """The words of blocks, without markup."""
    return "\n".join(str(part) for part in value.stream_block.get_searchable_content(value) if part)
