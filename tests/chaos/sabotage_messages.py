"""Ways to spoil pictures, what happens by the clock, and the outbox itself."""

from collections.abc import Iterator

from tests.chaos.checks import Evidence
from tests.chaos.sabotage import changed, copied, gone, sabotage, told
from tests.chaos.sabotage_pages import live, victim

LOG = "wagtailcore_pagelogentry"
NEW = 999_999


def _a_rendition(evidence: Evidence) -> tuple[int, str]:
    ((number, file), *_rest) = evidence.supervisor.query("SELECT id, file FROM website_rendition ORDER BY id")
    return number, file


def _a_line(evidence: Evidence, number: int, action: str) -> int:
    line = "SELECT id FROM wagtailcore_pagelogentry WHERE page_id = %s AND action = %s"
    return int(evidence.supervisor.query(line, number, action)[0][0])


@sabotage("a size is missing", seen_by="renditions")
def size_is_missing(evidence: Evidence) -> Iterator[None]:
    number, _file = _a_rendition(evidence)
    with gone(evidence.supervisor, "website_rendition", "id = %s", number):
        yield


@sabotage("the file of a size is missing", seen_by="renditions")
def file_of_a_size_is_missing(evidence: Evidence) -> Iterator[None]:
    path = evidence.supervisor.media / _a_rendition(evidence)[1]
    path.rename(path.with_suffix(".away"))
    yield
    path.with_suffix(".away").rename(path)


@sabotage("the file of a size is empty", seen_by="renditions")
def file_of_a_size_is_empty(evidence: Evidence) -> Iterator[None]:
    path = evidence.supervisor.media / _a_rendition(evidence)[1]
    content = path.read_bytes()
    path.write_bytes(b"")
    yield
    path.write_bytes(content)


@sabotage("a size was made twice", seen_by="renditions")
def size_was_made_twice(evidence: Evidence) -> Iterator[None]:
    path = evidence.supervisor.media / _a_rendition(evidence)[1]
    again = path.with_stem(f"{path.stem}_again")
    again.write_bytes(path.read_bytes())
    yield
    again.unlink()


@sabotage("a picture is lost", seen_by="pictures")
def picture_is_lost(evidence: Evidence) -> Iterator[None]:
    ((number,), *_rest) = evidence.supervisor.query("SELECT id FROM website_picture ORDER BY id")
    with changed(evidence.supervisor, "website_picture", "id", number, title="another"):
        yield


@sabotage("the file of a picture is lost", seen_by="pictures")
def file_of_a_picture_is_lost(evidence: Evidence) -> Iterator[None]:
    ((file,), *_rest) = evidence.supervisor.query("SELECT file FROM website_picture ORDER BY id")
    path = evidence.supervisor.media / file
    path.rename(path.with_suffix(".away"))
    yield
    path.with_suffix(".away").rename(path)


@sabotage("a picture is there twice", seen_by="pictures")
def picture_is_there_twice(evidence: Evidence) -> Iterator[None]:
    ((number,), *_rest) = evidence.supervisor.query("SELECT id FROM website_picture ORDER BY id")
    with copied(evidence.supervisor, "website_picture", "id", number, id=NEW):
        yield


@sabotage("published twice by the clock", seen_by="once by the clock")
def published_twice_by_the_clock(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = victim(evidence, lambda state: bool(state.opens))
    assert row is not None
    line = _a_line(evidence, row.number, "wagtail.publish.scheduled")
    with copied(evidence.supervisor, LOG, "id", line, id=NEW):
        yield


@sabotage("never published by the clock", seen_by="once by the clock")
def never_published_by_the_clock(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = victim(evidence, lambda state: bool(state.opens))
    assert row is not None
    line = _a_line(evidence, row.number, "wagtail.publish.scheduled")
    with gone(evidence.supervisor, LOG, "id = %s", line):
        yield


@sabotage("still live after its end", seen_by="acknowledged changes")
def still_live_after_its_end(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = victim(evidence, lambda state: bool(state.ends))
    assert row is not None
    # Without its end, so that no periodic task puts it right before anybody looks.
    with changed(evidence.supervisor, "wagtailcore_page", "id", row.number, live=True, expire_at=None):
        yield


@sabotage("published twice by one edit", seen_by="each change once")
def published_twice_by_one_edit(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    line = _a_line(evidence, row.number, "wagtail.publish")
    with copied(evidence.supervisor, LOG, "id", line, id=NEW):
        yield


@sabotage("an edit that is in no log", seen_by="each change once")
def edit_in_no_log(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    with gone(evidence.supervisor, LOG, "page_id = %s AND action = 'wagtail.publish'", row.number):
        yield


@sabotage("a message in the hands of somebody dead", seen_by="messages handled")
def promise_in_dead_hands(evidence: Evidence) -> Iterator[None]:
    site = evidence.supervisor
    ((number,), *_rest) = site.query("SELECT id FROM outbox_outboxmessage WHERE state = 'done' ORDER BY id")
    held = {"state": "claimed", "lease_until": "2100-01-01T00:00:00Z", "claimed_by": "somebody"}
    with changed(site, "outbox_outboxmessage", "id", number, **held):
        yield


@sabotage("a message was given up", seen_by="messages handled")
def promise_was_given_up(evidence: Evidence) -> Iterator[None]:
    site = evidence.supervisor
    ((number,), *_rest) = site.query("SELECT id FROM outbox_outboxmessage WHERE state = 'done' ORDER BY id")
    with changed(site, "outbox_outboxmessage", "id", number, state="failed", last_error="ValueError"):
        yield


@sabotage("a periodic task stands still", seen_by="periodic tasks")
def task_stands_still(evidence: Evidence) -> Iterator[None]:
    site = evidence.supervisor
    ((soon, long_ago),) = site.query("SELECT now() + interval '50 seconds', now() - interval '5 minutes'")
    still = {"next_run": soon, "finished_at": long_ago, "run_by": "somebody"}
    with changed(site, "outbox_periodictaskrun", "name", "scheduled publishing", **still):
        yield


@sabotage("somebody was logged out", seen_by="answers")
def somebody_was_logged_out(evidence: Evidence) -> Iterator[None]:
    with told(evidence, {"event": "wrong", "said": "a login form"}):
        yield
