"""Pages as the harness knows them: what an operation makes of one, and what a reader may see of it."""

import re
from dataclasses import dataclass, replace

from tests.chaos.history import Entry, Kind, register_kind

# Sections between which pages are moved.
PLACES = ("kaap", "delta")
# A page that should be there by the clock may come so many seconds late, while everything dies.
LATE = 90


@dataclass(frozen=True)
class PageState:
    """A page by its log. ``words`` counts what readers see, ``draft`` what editors see."""

    there: bool = False
    live: bool = False
    words: int = 0
    draft: int = 0
    place: str = ""
    opens: float = 0
    ends: float = 0

    def shown(self, at: float) -> bool:
        """Whether readers see it at a moment, once the periodic task has run."""
        opened = self.live or bool(self.opens and self.opens <= at)
        return self.there and opened and not (self.ends and self.ends <= at)


def title_of(key: str, words: int) -> str:
    """The title of a page, in which everything can be read that a reader should see."""
    return f"{key} versie{words}"


def words_in(text: str, key: str) -> int:
    """Which words of this page stand in a text; 0 for none."""
    # In an index figures are words of their own: versie3 is versie 3.
    apart = r"\s*".join(key)
    found = re.search(rf"{apart}\s+versie\s*(\d+)\b", text)
    return int(found[1]) if found else 0


def _add(state: PageState, entry: Entry) -> PageState:
    live = not entry.get("opens")
    moments = {"opens": entry.get("opens", 0), "ends": entry.get("ends", 0)}
    return PageState(True, live, entry["words"], entry["words"], entry["place"], **moments)


def _fits(state: PageState, look: Entry, saw: Entry) -> bool:
    begun, ended = look["at"], saw["at"]
    opened = state.live or bool(state.opens and state.opens <= ended)
    may_be_seen = state.there and opened and not (state.ends and state.ends <= begun)
    if look["by"] == "search":
        # What was published a moment ago may be missing; what was withdrawn may not be found.
        return may_be_seen or not saw["found"]
    if saw["status"] == 200:
        return may_be_seen and (look["place"], saw["words"]) == (state.place, state.words)
    late = bool(state.opens) and begun < state.opens + LATE
    never = not state.live and not state.opens
    gone = bool(state.ends and state.ends <= ended)
    return not state.there or never or gone or late or look["place"] != state.place


PAGE = register_kind(
    Kind(
        "page",
        PageState(),
        {
            "add": _add,
            "edit": lambda s, e: replace(s, live=True, words=e["words"], draft=e["words"]),
            "draft": lambda s, e: replace(s, draft=e["words"]),
            "publish": lambda s, e: replace(s, live=True, words=s.draft),
            "unpublish": lambda s, e: replace(s, live=False),
            "delete": lambda s, e: PageState(),
            "move": lambda s, e: replace(s, place=e["place"]),
        },
        # Words are kept as a draft before they are published.
        halfway={"edit": lambda s, e: replace(s, draft=e["words"])},
        fits=_fits,
    )
)
