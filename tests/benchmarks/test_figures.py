"""The figures themselves: goals, percentiles, growth, and what is written down."""

import json

import pytest

from tests.benchmarks.figures import Figure, exponent, percentile, read, table, write


@pytest.mark.parametrize(
    ("value", "goal", "met"),
    [
        (60.0, "≤ 60", True),
        (60.1, "≤ 60", False),
        (2.0, "≥ 2", True),
        (1.99, "≥ 2", False),
        (5.0, None, None),
        (None, "≤ 60", None),
    ],
)
def test_goal_is_met_up_to_its_bound_and_not_judged_without_value(value, goal, met):
    assert Figure("pages: lesson", value, "ms", goal).met is met


def test_percentile_is_a_value_that_was_measured():
    values = [float(number) for number in range(20, 0, -1)]

    assert [percentile(values, share) for share in (0.5, 0.95, 1.0)] == [10.0, 19.0, 20.0]


def test_percentile_of_one_value_is_that_value():
    assert percentile([7.0], 0.95) == 7.0


def test_percentile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@pytest.mark.parametrize("power", [0.0, 0.1, 1.0, 2.0])
def test_exponent_gives_the_power_back_that_made_the_values(power):
    sizes = (1_000, 10_000, 100_000)

    assert exponent({size: 3 * size**power for size in sizes}) == pytest.approx(power)


def test_exponent_lies_between_the_steps_it_is_drawn_through():
    assert exponent({1_000: 10.0, 10_000: 10.0, 100_000: 100.0}) == pytest.approx(0.5)


def test_exponent_of_one_size_is_refused():
    with pytest.raises(ValueError, match="two sizes"):
        exponent({1_000: 10.0})


def test_figures_come_back_from_their_file_as_they_were(tmp_path):
    figures = [Figure("cache: home", 25.5, "times", "≥ 20", 60), Figure("search: none", None, "", "≤ 60", 0)]
    file = tmp_path / "bench.json"

    write(file, figures)

    assert read(file) == figures
    assert json.loads(file.read_text())[0] == {
        "name": "cache: home",
        "value": 25.5,
        "unit": "times",
        "goal": "≥ 20",
        "met": True,
        "n": 60,
    }


def test_table_counts_the_goals_that_were_met_of_those_that_were_measured():
    figures = [Figure("a", 1, "ms", "≤ 2"), Figure("b", 3, "ms", "≤ 2"), Figure("c", None, "", "≤ 2")]

    assert table(figures).splitlines()[-1] == "1 of 2 goals met"
