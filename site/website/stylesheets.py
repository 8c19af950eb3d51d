"""The style sheets of every page, and their bundle for production."""

from collections.abc import Iterator, MutableMapping
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDER = "website/css"
# In the order of their layers. The print sheet has a medium of its own and stays apart.
SHEETS = (
    *("tokens", "tokens-utrecht", "tokens-own", "fonts", "base", "layout", "signs", "header", "footer"),
    *("buttons", "forms", "lists", "filters", "facts", "maps", "openings", "story", "charts", "tables"),
    *("cases", "obstacles", "pages", "home", "results"),
)
BUNDLE = f"{FOLDER}/site.css"


def paths() -> list[str]:
    """The sheets that a page links to: the bundle in production, separate ones while developing."""
    return [BUNDLE] if settings.ONE_STYLE_SHEET else [f"{FOLDER}/{name}.css" for name in SHEETS]


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files, and the sheets of a page in one: a phone then asks once."""

    def post_process(
        self, paths: MutableMapping[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Write the bundle first, so that it is hashed and compressed like any other file."""
        if not dry_run:
            texts = []
            for name in SHEETS:
                storage, path = paths[f"{FOLDER}/{name}.css"]
                with storage.open(path) as sheet:
                    texts.append(sheet.read().decode("utf-8"))
            self.delete(BUNDLE)
            self._save(BUNDLE, ContentFile("\n".join(texts).encode("utf-8")))
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run, **options)
