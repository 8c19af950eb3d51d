"""What happens when the software of a server is missing: a skip, or in CI a failure."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

import pytest

T = TypeVar("T")


class Missing(Exception):
    """Software that a server needs is not on this machine; the message says what to install."""

    def __init__(self, what: str, install: str) -> None:
        super().__init__(f"No {what} on this machine; {install}")


def servers_are_required() -> bool:
    """In CI, or when asked for, a missing server is a failure."""
    return os.environ.get("CI") == "true" or os.environ.get("REGIOBRUG_SERVERS") == "required"


@contextmanager
def provided(server: AbstractContextManager[T]) -> Iterator[T]:
    """The started server; where its software is missing the test skips, or fails if servers are required."""
    absent = ""
    try:
        started = server.__enter__()
    except Missing as missing:
        absent = str(missing)
    # Outside of the except, so that the report shows one line and no traceback.
    if absent and servers_are_required():
        pytest.fail(absent, pytrace=False)
    if absent:
        pytest.skip(absent)
    try:
        yield started
    finally:
        server.__exit__(None, None, None)
