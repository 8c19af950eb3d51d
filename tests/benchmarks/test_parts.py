"""A run of all parts: one that fails keeps none from running, and what is measured is made once."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.architecture.rooms import CHECKOUT
from tests.benchmarks.__main__ import PARTS, main
from tests.benchmarks.data_sets import STORE, data_set, took
from tests.benchmarks.figures import file_of
from tests.benchmarks.sizes import SHARE, sized

PART = """
from tests.benchmarks.part import run
def measure(report):
    report.add("first", 3, "ms", "≤ 5")
    {then}
run("{name}", measure)
"""


@pytest.fixture
def bench(tmp_path):
    """Runs parts of these names, each with what it does after its first figure; gives status and rows."""
    ran: list[str] = []

    def run(**parts: str) -> tuple[int, list[dict]]:
        code = {name: PART.format(name=name, then=then) for name, then in parts.items()}
        ran.extend(code)
        status = main(
            {name: [sys.executable, "-c", text] for name, text in code.items()}, tmp_path / "b.json"
        )
        return status, json.loads((tmp_path / "b.json").read_text())

    yield run
    for name in ran:
        file_of(name).unlink(missing_ok=True)


def names(rows: list[dict]) -> list[str]:
    return [row["name"] for row in rows]


def test_part_that_fails_is_a_row_with_the_reason_and_the_next_one_runs(bench):
    status, rows = bench(**{"try-a": "raise OSError('no disk')", "try-b": "pass"})

    assert status == 1
    assert names(rows) == [
        "try-a: first",
        "try-a: failed, OSError: no disk",
        "try-a: time of this part",
        "try-b: first",
        "try-b: time of this part",
        "all: time",
    ]
    assert rows[1] | {"name": ""} == {
        "name": "",
        "value": None,
        "unit": "",
        "goal": None,
        "met": None,
        "n": 0,
    }


def test_part_that_is_killed_is_a_row_too(bench):
    status, rows = bench(**{"try-c": "import os; os.kill(os.getpid(), 9)", "try-d": "pass"})

    assert (status, names(rows)[:2]) == (1, ["try-c: failed, it ended with status -9", "try-d: first"])


def test_run_in_which_something_was_not_measured_ends_with_one(bench):
    assert bench(**{"try-e": "report.missing('Redis', 'it is not here', '≤ 5')"})[0] == 1


def test_run_in_which_all_was_measured_ends_with_zero_whatever_the_goals_say(bench):
    status, rows = bench(**{"try-f": "report.add('slow', 9, 'ms', '≤ 5')"})

    assert (status, [row["met"] for row in rows]) == (0, [True, False, None, None])


def test_goals_are_of_the_whole_size(bench, monkeypatch):
    monkeypatch.setenv(SHARE, "0.1")

    _status, rows = bench(**{"try-g": "pass"})

    assert (rows[0]["goal"], rows[0]["met"], sized(10_000)) == (None, None, 1_000)


@pytest.mark.parametrize("share", ["0.01", "2", "0", "much"])
def test_share_that_leaves_nothing_to_measure_is_refused(monkeypatch, share):
    monkeypatch.setenv(SHARE, share)

    with pytest.raises(ValueError, match=share):
        sized(10_000)


@pytest.fixture
def sets(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv(STORE, str(tmp_path))
    return tmp_path


def test_data_set_is_made_once_and_what_ended_half_way_anew(sets):
    made = []

    def make(folder: Path) -> None:
        made.append(folder.exists())
        folder.mkdir()
        assert len(made) > 1, "the first ends half-way"

    with pytest.raises(AssertionError):
        data_set("pages", make)

    assert [data_set("pages", make) for _part in range(3)] == [sets / "pages"] * 3
    assert made == [False, False]


def test_time_of_a_data_set_is_its_own_and_not_that_of_what_it_is_made_from(sets):
    def small(folder: Path) -> None:
        time.sleep(0.2)

    data_set("large", lambda folder: data_set("small", small) and None)

    seconds = took()
    assert list(seconds) == ["small", "large"]
    assert seconds["large"] < 0.2 <= seconds["small"]


def test_every_part_can_be_begun_in_a_process_without_settings():
    begin = "; ".join(f"import tests.benchmarks.{part}" for part in PARTS)
    bare = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    environment = {**bare, "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "site"), str(CHECKOUT)])}

    ended = subprocess.run(
        [sys.executable, "-c", begin], env=environment, cwd=CHECKOUT, capture_output=True, text=True
    )

    assert (ended.returncode, ended.stderr) == (0, "")
