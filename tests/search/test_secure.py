"""The site's own settings reach an Elasticsearch that wants TLS, a password and one prefix."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers.elasticsearch import ElasticsearchCluster
from tests.servers.installation import MANAGE, Installation

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def login(secure_elasticsearch: ElasticsearchCluster, tmp_path_factory) -> dict[str, str]:
    """The settings of who may come in, as an administrator writes them."""
    secret = tmp_path_factory.mktemp("secrets") / "password"
    # An editor that ends the file with a new line must not lock the site out.
    secret.write_text(secure_elasticsearch.login.password + "\n")
    return {
        "REGIOBRUG_ELASTICSEARCH": ",".join(secure_elasticsearch.urls),
        "REGIOBRUG_ELASTICSEARCH_USER": secure_elasticsearch.login.user,
        "REGIOBRUG_ELASTICSEARCH_PASSWORD_FILE": str(secret),
        "REGIOBRUG_ELASTICSEARCH_CA": str(secure_elasticsearch.login.ca_certs),
    }


@pytest.fixture(scope="module")
def site(login: dict[str, str], small_site, tmp_path_factory) -> Iterator[Installation]:
    """A site with its own content, its index outside built."""
    made = small_site(tmp_path_factory.mktemp("secure") / "site", "furnished")
    made.more = login
    made.run(MANAGE, "search_reindex")
    yield made
    made.stop()


def told(site: Installation, *command: str) -> dict[str, Any]:
    """What a command tells in JSON."""
    said = site.run(MANAGE, *command, "--json")
    return json.loads(said[said.index("{\n") :])


def answer(site: Installation) -> tuple[str, list[str]]:
    """Which engine answers a question, and the addresses it gives."""
    report = told(site, "search_query", "coordinator gaat weg")
    return report["engine"], [hit["url"] for hit in report["hits"]]


def with_other(site: Installation, **settings: str) -> Installation:
    """The same site with other settings."""
    return Installation(site.var, site.database, {**site.more, **settings})


def test_site_searches_by_tls_as_a_user_of_one_prefix(site, secure_elasticsearch):
    engine, urls = answer(site)

    with secure_elasticsearch.client() as client:
        names = set(client.indices.get(index="regiobrug-*"))
    assert engine == "elasticsearch"
    assert len(urls) > 0
    assert {name.startswith("regiobrug-pages-") for name in names} == {True}


def test_status_of_a_secured_index_is_well(site):
    report = told(site, "search_status")

    assert (report["engine"], report["answers"], report["advice"]) == ("elasticsearch", True, [])


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"REGIOBRUG_ELASTICSEARCH_USER": "another"}, marks=pytest.mark.nightly),
        {"REGIOBRUG_ELASTICSEARCH_CA": ""},
        {"REGIOBRUG_ELASTICSEARCH_PREFIX": "payroll"},
    ],
    ids=["wrong user", "unknown authority", "prefix of another"],
)
def test_site_that_is_not_let_in_answers_from_its_database(site, settings):
    right = answer(site)

    engine, urls = answer(with_other(site, **settings))

    assert engine == "database"
    assert urls == right[1]
