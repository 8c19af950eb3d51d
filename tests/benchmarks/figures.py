"""Figures of a benchmark: what was measured, what it should be, and a table of it all."""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

from tests.architecture.rooms import CHECKOUT
from tests.benchmarks.sizes import share

BUILD = CHECKOUT / "build"
AT_MOST, AT_LEAST = "≤", "≥"
LONGEST_REASON = 300


@dataclass(frozen=True)
class Figure:
    """A measured value; `goal` is ``≤ 60`` or ``≥ 2``, or None for what is told and not judged.

    `value` is None for what could not be measured. `n` counts the observations behind the value.
    """

    name: str
    value: float | None
    unit: str
    goal: str | None = None
    n: int = 1

    @property
    def met(self) -> bool | None:
        """Whether the goal was reached; None without a goal, or without a value to compare."""
        if self.goal is None or self.value is None:
            return None
        sign, bound = self.goal.split()
        return self.value <= float(bound) if sign == AT_MOST else self.value >= float(bound)

    def as_row(self) -> dict[str, object]:
        """The figure as it stands in the file of figures."""
        row = asdict(self)
        return {
            **{name: row[name] for name in ("name", "value", "unit", "goal")},
            "met": self.met,
            "n": self.n,
        }


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed; of none at all a ValueError."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def exponent(values: Mapping[int, float]) -> float:
    """How a value grows with a size: the slope of a straight line through both their logarithms.

    0 stands still, 1 grows as the size does. Takes at least two sizes, all above zero.
    """
    if len(values) < 2:
        raise ValueError("growth needs two sizes")
    across = [math.log(size) for size in values]
    up = [math.log(value) for value in values.values()]
    middle, height = fmean(across), fmean(up)
    rise = sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True))
    return rise / sum((x - middle) ** 2 for x in across)


class Report:
    """The figures of one part, printed as they come."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.figures: list[Figure] = []
        self.has_failed = False

    def add(self, name: str, value: float | None, unit: str, goal: str | None = None, n: int = 1) -> None:
        """Take in a figure, and show it at once: a part may take minutes."""
        rounded = None if value is None else float(f"{value:.4g}")
        # A goal is of the whole size.
        figure = Figure(f"{self.part}: {name}", rounded, unit, goal if share() == 1 else None, n)
        self.figures.append(figure)
        print(line_of(figure), flush=True)

    def missing(self, name: str, why: str, goal: str | None = None) -> None:
        """Say what could not be measured, and why."""
        print(f"{self.part}: {name} not measured: {why}", flush=True)
        self.figures.append(Figure(f"{self.part}: {name}", None, "", goal, 0))

    def failed(self, error: Exception) -> None:
        """Put down that the part ended before its end, and why."""
        # Of what a program said, the end tells why it ended.
        reason = " ".join(str(error).split())[-LONGEST_REASON:]
        self.has_failed = True
        self.figures.append(
            Figure(f"{self.part}: failed, {type(error).__name__}: {reason}", None, "", None, 0)
        )

    def note(self, text: str) -> None:
        """Say something beside the figures."""
        print(f"  {text}", flush=True)

    def write(self) -> None:
        """Leave the figures where the whole run collects them."""
        file_of(self.part).parent.mkdir(parents=True, exist_ok=True)
        write(file_of(self.part), self.figures)


def line_of(figure: Figure) -> str:
    """A row of the table."""
    value = "—" if figure.value is None else f"{figure.value:g}"
    verdict = {True: "met", False: "MISSED", None: ""}[figure.met]
    goal = figure.goal or ""
    return f"{figure.name:66} {value:>9} {figure.unit:8} {goal:>9} {verdict:6} n={figure.n}"


def table(figures: Sequence[Figure]) -> str:
    """All figures, and how many reached their goal."""
    judged = [figure for figure in figures if figure.met is not None]
    met = sum(1 for figure in judged if figure.met)
    head = f"{'figure':66} {'value':>9} {'unit':8} {'goal':>9}"
    return "\n".join([head, *map(line_of, figures), f"{met} of {len(judged)} goals met"])


def file_of(part: str) -> Path:
    """Where a part leaves its figures."""
    return BUILD / "bench" / f"{part}.json"


def write(file: Path, figures: Sequence[Figure]) -> None:
    """Write figures as people's scripts read them."""
    file.write_text(json.dumps([one.as_row() for one in figures], indent=1, ensure_ascii=False) + "\n")


def read(file: Path) -> list[Figure]:
    """Figures as they were written."""
    rows = json.loads(file.read_text())
    return [Figure(row["name"], row["value"], row["unit"], row["goal"], row["n"]) for row in rows]


def progress(text: str) -> None:
    """Say what takes a while; not among the figures."""
    print(f"{text} …", file=sys.stderr, flush=True)
