"""Tests that `on_postgresql.txt` names run there too; together they ask all that could be answered otherwise.

A plain question by equality is answered alike by SQLite and PostgreSQL; what is in `CAN_DIFFER` need not be.
With `--both-databases` a run on SQLite notes for each question what it has of that and of which tables it is,
and tells which kinds were only asked by tests that are not named; `make nightly` fails when there are any.
"""

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.matrix import WHOLE
from tests.servers import replay

CAN_DIFFER = re.compile(
    r"\b(?:LIKE|REGEXP|UPPER|LOWER|COLLATE|CASE|GROUP BY|HAVING|DISTINCT|EXISTS|RETURNING|ON CONFLICT|"
    r"FOR UPDATE|CAST|SUM|AVG|MAX|MIN|COALESCE|UNION|INTERSECT|EXCEPT|BETWEEN|MATCH|OVER|NULLS|BM25|"
    r"SUBSTR\w*|LENGTH|JSON\w*|DJANGO_\w+|OFFSET|NOT IN|\w*CONCAT\w*|RANDOM|RAND)\b|\|\||[<>]=?|[-+*/] "
)
TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "?(\w+)"?')
Questions = dict[str, str]
NAMES = Path(__file__).parents[1] / "on_postgresql.txt"


@functools.lru_cache(maxsize=20_000)
def kind_of(sql: str) -> str:
    """What of a statement could be answered otherwise, and of which tables it is; empty for a plain one."""
    found = {each.strip().upper() for each in CAN_DIFFER.findall(sql)}
    if not found:
        return ""
    return f"{' '.join(sorted(found))} of {' '.join(sorted(set(TABLE.findall(sql))))}"


class BothDatabases:
    """What was asked by tests with the mark and by those without, in this process or in all of them."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.asked: dict[str, Questions] = {"with": {}, "without": {}}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        questions = self.asked["with" if item.get_closest_marker("on_postgresql") else "without"]

        def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            # On PostgreSQL every test that needs it asks this.
            if not replay.making and (kind := kind_of(sql)):
                questions.setdefault(kind, item.nodeid)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            return (yield)

    def pytest_testnodedown(self, node: Any) -> None:
        for name, questions in getattr(node, "workeroutput", {}).get("asked", {}).items():
            self.asked[name].update(questions)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["asked"] = self.asked
        # What a process remembers of the tests before changes what is asked: one run alone proves no gap.
        elif WHOLE and self.missing() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def missing(self) -> Questions:
        """What only tests that are not named asked, each with one of them."""
        return {kind: test for kind, test in self.asked["without"].items() if kind not in self.asked["with"]}

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        missing = self.missing()
        terminalreporter.section("asked of the database", sep="-")
        terminalreporter.line(
            f"{len(self.asked['with'])} kinds of questions that could be answered otherwise on PostgreSQL"
        )
        for kind, test in sorted(missing.items(), key=lambda each: each[1]):
            terminalreporter.line(
                f"  only a test that tests/on_postgresql.txt does not name asks this: {kind}  ({test})"
            )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give what the file names the mark."""
    names = tuple(line for line in NAMES.read_text().splitlines() if not line.startswith("#"))
    for item in items:
        if item.nodeid.startswith(names):
            item.add_marker("on_postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both-databases", action="store_true", help=__doc__)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--both-databases"):
        config.pluginmanager.register(BothDatabases(config))
