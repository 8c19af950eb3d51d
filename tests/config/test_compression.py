"""Public pages go out compressed, also without a web server before the site; nobody's secrets do."""

import gzip

import pytest

from config import compression

pytestmark = pytest.mark.django_db

GZIP = {"accept-encoding": "br, gzip;q=0.8"}


@pytest.fixture(autouse=True)
def _kept(home, settings):
    settings.PAGE_CACHE_SECONDS = 60


def test_public_page_is_compressed_once_for_all_readers(client, monkeypatch):
    plain = client.get("/")
    packed = [client.get("/", headers=GZIP)]
    monkeypatch.setattr(compression, "LEVEL", None)
    packed.append(client.get("/", headers=GZIP))

    assert {gzip.decompress(answer.content) for answer in packed} == {plain.content}
    assert {answer["Content-Encoding"] for answer in packed} == {"gzip"}
    assert {answer["Content-Length"] for answer in packed} == {str(len(packed[0].content))}
    assert "Accept-Encoding" in packed[0]["Vary"]


def test_browser_that_has_the_compressed_page_is_told_that_it_is_unchanged(client):
    etag = client.get("/", headers=GZIP)["ETag"]

    again = client.get("/", headers={**GZIP, "if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_reader_who_cannot_unpack_gets_the_page_as_it_is(client, accepted):
    answer = client.get("/", headers={"accept-encoding": accepted})

    assert not answer.has_header("Content-Encoding")
    assert "<!doctype html>" in answer.text


def test_page_with_something_of_somebody_in_it_is_not_compressed(client, admin_client):
    answers = [client.get("/beheer/login/", headers=GZIP), admin_client.get("/", headers=GZIP)]

    assert [(answer.status_code, answer.has_header("Content-Encoding")) for answer in answers] == [
        (200, False)
    ] * 2
