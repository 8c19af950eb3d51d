"""Several who write the index in the database at one moment, on each database."""

import json
from pathlib import Path

import pytest

CHANGERS = str(Path(__file__).with_name("index_changers.py"))


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def test_page_narrowed_while_others_index_it_stays_narrowed(database, site_on, tmp_path):
    site = site_on(database, tmp_path / "site")
    site.more = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}

    said = site.run(CHANGERS).splitlines()[-1]

    assert json.loads(said) == ["public", "network"]
