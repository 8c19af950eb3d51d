"""The web server of one machine has time for a visitor, however many others are slow on purpose."""

import time

import pytest

from tests.matrix import WHOLE
from tests.operations.slow_clients import KINDS, seconds_for, slow_clients

# As many as the site promises to stand, or enough to stop a server whose threads wait for them.
NUMBER = 200 if WHOLE else 60
SECONDS = 3
LARGE = "large.jpg"


@pytest.mark.live
@pytest.mark.clock
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_visitor_is_answered_within_a_second_beside_many_slow_clients(served_site, kind):
    media = served_site.site.var / "media"
    media.mkdir(exist_ok=True)
    (media / LARGE).write_bytes(b"\xff" * 8_700_000)
    seconds_for(served_site.port, "/", patience=60)

    with slow_clients(served_site.port, kind, NUMBER, f"/media/{LARGE}") as slow:
        until, waited = time.monotonic() + SECONDS, []
        while time.monotonic() < until:
            slow.drip()
            waited += [seconds_for(served_site.port, path) for path in ("/", "/livez")]
            time.sleep(0.2)

    assert max(waited) <= 1.0, waited
