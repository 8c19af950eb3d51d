"""A progress bar for commands: on a terminal it moves, elsewhere it says so at every tenth."""

from typing import Any

_WIDTH = 30


class Progress:
    """Called with how many are done of how many."""

    def __init__(self, out: Any, label: str) -> None:
        self._out = out
        self._label = label
        self._moving = bool(getattr(out, "isatty", lambda: False)())
        self._last = -1

    def __call__(self, done: int, total: int) -> None:
        share = done / total if total else 1.0
        step = int(share * (100 if self._moving else 10))
        if step == self._last and done != total:
            return
        self._last = step
        bar = "█" * int(share * _WIDTH) + "░" * (_WIDTH - int(share * _WIDTH))
        end = "\n" if done >= total or not self._moving else ""
        start = "\r" if self._moving else ""
        self._out.write(f"{start}{self._label} {bar} {done}/{total}", ending=end)
        self._out.flush()
