"""The web server of one machine has time for a visitor, however many others are slow on purpose."""

import os
import time

import pytest

from tests.config.slow_clients import KINDS, seconds_for, slow_clients

# REGIOBRUG_TEST_SLOW_CLIENTS=200 for as many as the site promises to stand.
NUMBER = int(os.environ.get("REGIOBRUG_TEST_SLOW_CLIENTS", "60"))
SECONDS = 3
LARGE = "large.jpg"


@pytest.mark.live
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
