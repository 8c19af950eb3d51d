"""The viewer: on whose behalf something is read."""

from dataclasses import dataclass

from django.http import HttpRequest

from accounts.enums import Audience


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who reads, as the set of tokens that open pages.

    Every read of content takes a viewer, so that a reader with more rights needs no other path later.
    """

    tokens: frozenset[str]

    @classmethod
    def public(cls) -> "Viewer":
        """The viewer who is nobody in particular: a visitor, a feed, the sitemap."""
        return cls(tokens=frozenset({Audience.PUBLIC.value}))


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind a request."""
    viewer: Viewer = getattr(request, "viewer", None) or Viewer.public()
    return viewer
