"""A page is kept compressed, and given so to whoever takes it; others get it as it reads."""

import gzip

import pytest
from django.core.cache import cache

from tests.website.keeping import HIT, MADE, ask, kept_keys, status_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_are_kept")]

TAKES = ("gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.5", "GZIP")
REFUSES = ("", "br", "identity", "gzip;q=0", "gzip; q=0.000, br", "x-gzipped")


@pytest.mark.parametrize("made_for", ["gzip", ""])
def test_page_made_for_one_is_given_to_the_other_in_its_own_encoding(page, made_for):
    first = ask(accept_encoding=made_for)
    packed, plain = ask(accept_encoding="gzip"), ask()

    assert [status_of(answer) for answer in (first, packed, plain)] == [MADE, HIT, HIT]
    assert first.content == (packed if made_for else plain).content
    assert gzip.decompress(packed.content) == plain.content
    assert (packed.get("Content-Encoding"), plain.get("Content-Encoding")) == ("gzip", None)
    assert len(packed.content) * 2 < len(plain.content)
    for answer in (first, packed, plain):
        assert answer["Content-Length"] == str(len(answer.content))
        assert answer["Vary"] == "Cookie, Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "encoding"), [*((one, "gzip") for one in TAKES), *((one, None) for one in REFUSES)]
)
def test_page_is_compressed_for_who_takes_it(page, accepted, encoding):
    assert ask(accept_encoding=accepted).get("Content-Encoding") == encoding


def test_each_encoding_has_a_tag_of_its_own_that_holds_for_itself_alone(page):
    packed, plain = ask(accept_encoding="gzip")["ETag"], ask()["ETag"]

    same = ask(accept_encoding="gzip", if_none_match=packed)
    other = ask(accept_encoding="gzip", if_none_match=plain)

    assert packed != plain
    assert (same.status_code, same["ETag"], other.status_code) == (304, packed, 200)
    assert not same.has_header("Content-Encoding")


def test_page_for_who_is_logged_in_is_not_compressed(page, admin_client):
    answer = admin_client.get("/klaproos/", headers={"host": "localhost", "accept-encoding": "gzip"})

    assert (answer.status_code, answer.get("Content-Encoding")) == (200, None)


def test_nothing_but_the_compressed_page_lies_in_the_cache(page):
    plain = ask().content

    ((kept, _headers),) = [cache.get(key.partition(":1:")[2]) for key in kept_keys()]

    assert gzip.decompress(kept) == plain
