"""Every engine, one after the other: SQLite always, real servers where they are."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from search.evaluation.throwaway import empty_index
from tests.search.contract.subject import DatabaseSubject

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("contract")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def subject(request: pytest.FixtureRequest, tmp_path: Path, db: None) -> Iterator[DatabaseSubject]:
    """An engine with nothing in it."""
    with empty_index(request.getfixturevalue(f"{request.param}_settings")) as alias:
        yield DatabaseSubject(alias)


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> dict[str, str]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "index.sqlite3")}


@pytest.fixture(scope="session")
def postgresql_settings(postgresql_server) -> dict[str, str]:
    parts = urlsplit(postgresql_server.create_database("contract"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port),
    }
