"""Two who change the same thing at one moment come one after the other, on each database."""

import json
from pathlib import Path

import pytest

CASES = str(Path(__file__).with_name("one_after_the_other.py"))


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def test_second_who_changes_a_thing_finds_what_the_first_made_of_it(database, request, small_site, tmp_path):
    site = small_site(tmp_path / "site")
    site.more = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    if database == "postgresql":
        site.database = request.getfixturevalue("site_database")()

    said = json.loads(site.run(CASES).splitlines()[-1])

    assert said == {
        "setup asked for twice": ["", 1, 3],
        "page added below one that gets another address": ["", ["nieuw", "kind"]],
        "page saved while one is added below it": ["", 1, [[], [], [], [], []]],
        "bare page saved while one is added below it": ["", 1],
        "end put off while it passes": True,
        "plan taken back while it is due": "Gepland",
        "page withdrawn while it is published": [False, "Zoals het is", True],
        "page deleted while it gets another address": ["", 0],
        # Each content has a sequence of its own.
        "meeting saved by two": [1, 2, 2],
        "sighting told by two": ["", ["through"]],
        "code given to two": ["ValidationError", 1],
        "partnership given two portraits": ["ValidationError", 1],
        "two regions of one partnership drawn": ["", True],
    }
