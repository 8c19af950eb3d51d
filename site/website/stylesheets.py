"""The style sheets of every page, for the screen and for paper, and their bundles for production."""

from collections.abc import Iterator, MutableMapping
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDER = "website/css"
# In the order of their layers.
SHEETS = (
    *("tokens", "tokens-utrecht", "tokens-own", "fonts", "base", "layout", "signs", "header", "footer"),
    *("buttons", "forms", "lists", "filters", "facts", "maps", "openings", "story", "charts", "tables"),
    *("cases", "obstacles", "pages", "home", "ways_on", "terms", "results", "large"),
)
# These have a medium of their own, for which nobody waits.
PAPER_SHEETS = ("print", "print-parts")
BUNDLE, PAPER_BUNDLE = f"{FOLDER}/site.css", f"{FOLDER}/paper.css"
BUNDLES = {BUNDLE: SHEETS, PAPER_BUNDLE: PAPER_SHEETS}


def paths(bundle: str = BUNDLE) -> list[str]:
    """The sheets that a page links to: the bundle in production, separate ones while developing."""
    return [bundle] if settings.ONE_STYLE_SHEET else [f"{FOLDER}/{name}.css" for name in BUNDLES[bundle]]


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files, and the sheets of a medium in one: a phone then asks once."""

    def post_process(
        self, paths: MutableMapping[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Write the bundles first, so that they are hashed and compressed like any other file."""
        for bundle, sheets in () if dry_run else BUNDLES.items():
            texts = []
            for name in sheets:
                storage, path = paths[f"{FOLDER}/{name}.css"]
                with storage.open(path) as sheet:
                    texts.append(sheet.read().decode("utf-8"))
            self.delete(bundle)
            self._save(bundle, ContentFile("\n".join(texts).encode("utf-8")))
            paths[bundle] = (self, bundle)
        yield from super().post_process(paths, dry_run, **options)
