"""Checks of pictures: each has every size once, and nothing lies about that belongs to none."""

from collections import Counter
from collections.abc import Iterator

from tests.chaos.checks import Evidence, check
from tests.chaos.pictures import PICTURE
from website.picture_sizes import SPECS


@check("pictures")
def pictures(evidence: Evidence) -> Iterator[str]:
    """Every picture that was acknowledged is there, once, with its file."""
    found = evidence.supervisor.query("SELECT title, file FROM website_picture")
    times = Counter(title for title, _file in found)
    for key, states in evidence.told.of(PICTURE.name).items():
        if times[key] not in {int(state) for state in states}:
            yield f"{key}: {times[key]} times"
    yield from (f"{title}: no file" for title, file in found if not _is_there(evidence, file))


@check("renditions")
def renditions(evidence: Evidence) -> Iterator[str]:
    """Every picture has each of its sizes once, each in a file of its own, and there are no other files."""
    found = evidence.supervisor.query(
        "SELECT p.title, r.filter_spec, r.file FROM website_picture p"
        " LEFT JOIN website_rendition r ON r.image_id = p.id AND r.filter_spec = ANY(%s)",
        list(SPECS),
    )
    sizes: dict[str, Counter[str]] = {}
    for title, spec, _file in found:
        sizes.setdefault(title, Counter())[spec] += 1
    for title, times in sizes.items():
        if times != Counter(SPECS):
            yield f"{title}: {dict(times)}"
    files = Counter(file for _title, _spec, file in found if file)
    yield from (f"{file}: not there" for file in files if not _is_there(evidence, file))
    yield from (f"{file}: used {times} times" for file, times in files.items() if times > 1)
    media = evidence.supervisor.media
    lying = {str(path.relative_to(media)) for path in media.glob("images/**/*") if path.is_file()}
    yield from (f"{file}: belongs to nothing" for file in sorted(lying - files.keys()))


def _is_there(evidence: Evidence, file: str) -> bool:
    path = evidence.supervisor.media / file
    return path.is_file() and path.stat().st_size > 0
