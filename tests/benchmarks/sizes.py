"""Among how many pages is measured: as the goals say, or a share of it, to see whether all parts work."""

import os

SHARE = "REGIOBRUG_BENCH_SHARE"
# A tenth of a thousand is still more than the demo has.
LEAST = 0.1


def share() -> float:
    """The share of the whole size that this run takes, from 0.1 to 1; anything else is a ValueError."""
    found = float(os.environ.get(SHARE, "1"))
    if not LEAST <= found <= 1:
        raise ValueError(f"The share of the size is {found:g}, and has to lie between {LEAST} and 1.")
    return found


def sized(number: int) -> int:
    """So many, or the share of it."""
    return round(number * share())
