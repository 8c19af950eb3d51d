"""Every entry in memory, and the second wall.

Reading thousands of entries for every question, to count facets, took longer than finding them. So a
process keeps them until the stamp of the index changes.
"""

from datetime import datetime
from sys import intern
from typing import ClassVar, NamedTuple

from accounts.viewer import Viewer
from search.engines.facets import Pair, Pairs, decode
from search.engines.tuning import telling
from search.models import Entry, IndexState


class Card(NamedTuple):
    """An entry as filtering, counting and sorting need it; days as ISO text, which sorts."""

    readers: str
    facets: Pairs
    dated: str
    checked: str
    visible_until: datetime | None


class EntryCache:
    """Every card by page id, under the stamp it was read at."""

    _kept: ClassVar[dict[str, "EntryCache"]] = {}

    def __init__(self, stamp: str | None, using: str) -> None:
        fields = ("page_id", "readers", "facets", "dated", "checked", "visible_until")
        rows = Entry.objects.using(using).order_by().values_list(*fields)
        self.stamp = stamp
        self.cards = {
            page_id: Card(intern(readers), decode(facets), _day(dated), _day(checked), until)
            for page_id, readers, facets, dated, checked, until in rows.iterator(chunk_size=5_000)
        }
        self.readers = {card.readers for card in self.cards.values()}
        ends = ((page_id, card.visible_until) for page_id, card in self.cards.items())
        self.ending = [(page_id, until) for page_id, until in ends if until]
        self._having: dict[Pair, set[int]] = {}

    @classmethod
    def current(cls, *, using: str) -> "EntryCache":
        """The entries of now; read again when the index changed since."""
        stamp = IndexState.current(using=using)
        kept = cls._kept.get(using)
        if kept is None or stamp is None or kept.stamp != stamp:
            kept = cls._kept[using] = cls(stamp, using)
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


def _day(value: object) -> str:
    return str(value) if value else ""


class Reader:
    """The second wall: the one place where entries are compared with what a viewer may read now."""

    def __init__(self, cache: EntryCache, viewer: Viewer, now: datetime) -> None:
        self._cache = cache
        shut = {one for one in cache.readers if viewer.tokens.isdisjoint(one.split(" "))}
        self.hidden = {page_id for page_id, until in cache.ending if until <= now}
        if shut:
            self.hidden |= {page_id for page_id, card in cache.cards.items() if card.readers in shut}

    def documents(self) -> int:
        return len(self._cache.cards) - len(self.hidden)

    def readable(self, page_ids: set[int] | None) -> list[int]:
        """Those of the ids (of all for None) that the viewer may know of."""
        cards = self._cache.cards
        found = cards.keys() if page_ids is None else page_ids
        if self.hidden:
            return [page_id for page_id in found if page_id in cards and page_id not in self.hidden]
        return [page_id for page_id in found if page_id in cards]

    def having(self, pair: Pair) -> set[int]:
        """The readable entries with this code of a facet."""
        having = self._cache.having(pair)
        return having - self.hidden if self.hidden else having

    def telling(self, pair: Pair) -> float:
        return telling(self.documents(), len(self.having(pair)))

    def facets_of(self, page_id: int) -> Pairs:
        return self._cache.cards[page_id].facets

    def card(self, page_id: int) -> Card:
        return self._cache.cards[page_id]
