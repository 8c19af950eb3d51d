"""The viewer: on whose behalf something is read."""

from dataclasses import dataclass

from django.http import HttpRequest

from accounts.enums import Audience


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who reads, as the set of tokens that open pages.

    Everybody carries ``public``. Every read of content takes a viewer, so that a reader with
    more rights later needs no other path than this one.
    """

    tokens: frozenset[str]

    @classmethod
    def public(cls) -> "Viewer":
        """The viewer who is nobody in particular: a visitor, a feed, the sitemap."""
        return cls(tokens=frozenset({Audience.PUBLIC.value}))


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind a request, kept on the request so that one page asks it once."""
    viewer: Viewer | None = getattr(request, "_viewer", None)
    if viewer is None:
        viewer = Viewer.public()
        request._viewer = viewer  # type: ignore[attr-defined]
    return viewer
