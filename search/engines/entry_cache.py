"""Every entry in memory, and the second wall.

Reading thousands of entries for every question, to count facets, took longer than finding them. So a
process keeps them until the stamp of the index changes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from sys import intern
from typing import ClassVar

from accounts.viewer import Viewer
from search.engines.facets import Pair, Pairs, decode
from search.engines.related import telling
from search.models import Entry, IndexState


@dataclass(frozen=True, slots=True)
class Card:
    """An entry as filtering, counting and sorting need it; days as ISO text, which sorts."""

    readers: str
    facets: Pairs
    dated: str
    checked: str
    visible_until: datetime | None


@dataclass(slots=True)
class EntryCache:
    """Every card by page id, under the stamp it was read at."""

    stamp: str | None
    cards: dict[int, Card]
    readers: frozenset[str] = frozenset()
    ending: frozenset[int] = frozenset()
    _having: dict[Pair, set[int]] = field(default_factory=dict)

    _kept: ClassVar[dict[str, "EntryCache"]] = {}

    @classmethod
    def current(cls, *, using: str) -> "EntryCache":
        """The entries of now; read again when the index changed since."""
        stamp = IndexState.current(using=using)
        kept = cls._kept.get(using)
        if kept is None or stamp is None or kept.stamp != stamp:
            kept = cls._kept[using] = cls._read(stamp, using)
        return kept

    def having(self, pair: Pair) -> set[int]:
        """The entries with this code of a facet; all facets are turned round at the first question."""
        if not self._having:
            turned: dict[Pair, set[int]] = {}
            for page_id, card in self.cards.items():
                for one in card.facets:
                    turned.setdefault(one, set()).add(page_id)
            self._having = turned
        return self._having.get(pair, set())

    @classmethod
    def forget(cls, *, using: str) -> None:
        """Let go of what is kept of a database that goes away."""
        cls._kept.pop(using, None)

    @classmethod
    def _read(cls, stamp: str | None, using: str) -> "EntryCache":
        fields = ("page_id", "readers", "facets", "dated", "checked", "visible_until")
        rows = Entry.objects.using(using).order_by().values_list(*fields)
        cards = {
            page_id: Card(intern(readers), decode(facets), _day(dated), _day(checked), until)
            for page_id, readers, facets, dated, checked, until in rows.iterator(chunk_size=5_000)
        }
        return cls(
            stamp,
            cards,
            frozenset(card.readers for card in cards.values()),
            frozenset(page_id for page_id, card in cards.items() if card.visible_until),
        )


def _day(value: object) -> str:
    return str(value) if value else ""


@dataclass(slots=True)
class Reader:
    """The second wall: the one place where entries are compared with what a viewer may read now."""

    cache: EntryCache
    viewer: Viewer
    now: datetime
    hidden: set[int] = field(init=False)

    def __post_init__(self) -> None:
        cards = self.cache.cards
        shut = {one for one in self.cache.readers if self.viewer.tokens.isdisjoint(one.split(" "))}
        self.hidden = {page_id for page_id, card in cards.items() if card.readers in shut} if shut else set()
        for page_id in self.cache.ending:
            until = cards[page_id].visible_until
            if until and until <= self.now:
                self.hidden.add(page_id)

    def documents(self) -> int:
        return len(self.cache.cards) - len(self.hidden)

    def readable(self, page_ids: set[int] | None) -> list[int]:
        """Those of the ids (of all for None) that the viewer may know of."""
        cards = self.cache.cards
        found = cards.keys() if page_ids is None else page_ids
        if self.hidden:
            return [page_id for page_id in found if page_id in cards and page_id not in self.hidden]
        return [page_id for page_id in found if page_id in cards]

    def having(self, pair: Pair) -> set[int]:
        """The readable entries with this code of a facet."""
        having = self.cache.having(pair)
        return having - self.hidden if self.hidden else having

    def telling(self, pair: Pair) -> float:
        return telling(self.documents(), len(self.having(pair)))

    def facets_of(self, page_id: int) -> Pairs:
        return self.cache.cards[page_id].facets

    def card(self, page_id: int) -> Card:
        return self.cache.cards[page_id]
