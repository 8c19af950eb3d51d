"""Several who write the index in the database at one moment, on each database."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CHANGERS = str(Path(__file__).with_name("index_changers.py"))


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def said(
    request: pytest.FixtureRequest, site_on: Callable, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What came of it, and on which database."""
    site = site_on(request.param, tmp_path_factory.mktemp("index") / "site")
    site.more = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return {"database": request.param, **json.loads(site.run(CHANGERS).splitlines()[-1])}


def test_page_narrowed_while_others_index_it_stays_narrowed(said: dict[str, Any]):
    assert said["narrowed"] == ["public", "network"]


def test_page_saved_while_what_it_is_built_from_is_renamed_says_the_new_name(said: dict[str, Any]):
    assert said["renamed part"] is True


def test_page_saved_while_another_is_waits_only_where_one_can_write(said: dict[str, Any]):
    # SQLite has one writer at a time.
    assert said["other waited"] is (said["database"] == "sqlite")
