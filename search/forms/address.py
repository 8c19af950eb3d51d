"""The address of a search: everything that was asked stands in it, and can be taken out again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

TEXT = "q"
SORT = "sorteer"
PAGE = "pagina"
MORE = "meer"


@dataclass(frozen=True, slots=True)
class Address:
    """The pairs behind the question mark, in order, without the page."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    def url(self, *extra: tuple[str, str]) -> str:
        """The address as text, with ``extra`` pairs behind."""
        query = urlencode([*self.pairs, *extra])
        return f"{self.path}?{query}" if query else self.path

    def page(self, number: int) -> str:
        """The address of another page; the first one has no number."""
        return self.url((PAGE, str(number))) if number > 1 else self.url()

    def without(self, name: str, value: str | None = None) -> "Address":
        """The address without one pair, or without every pair of that name."""
        return replace(
            self,
            pairs=tuple(
                pair for pair in self.pairs if pair[0] != name or (value is not None and pair[1] != value)
            ),
        )

    def only(self, names: Iterable[str]) -> "Address":
        """The address with the pairs of these names alone."""
        kept = set(names)
        return replace(self, pairs=tuple(pair for pair in self.pairs if pair[0] in kept))

    def adding(self, name: str, value: str) -> "Address":
        """The address with one more pair."""
        return replace(self, pairs=(*self.pairs, (name, value)))
