"""A part of the benchmarks, in a process of its own."""

import os
import time
import traceback
from collections.abc import Callable

from tests.benchmarks.data_sets import store
from tests.benchmarks.figures import Report


def run(part: str, measure: Callable[[Report], None]) -> None:
    """Measure a part in this process; one that fails leaves what it had, says why, and exits with 1."""
    report = Report(part)
    print(f"— {part}: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    started = time.monotonic()
    try:
        with store():
            measure(report)
    except Exception as error:
        traceback.print_exc()
        report.failed(error)
    finally:
        report.add("time of this part", time.monotonic() - started, "s")
        report.write()
    if report.has_failed:
        raise SystemExit(1)
