"""The memory of a process: what was loaded at its start is not looked through for garbage."""

import gc

from operations.apps import NEW_OBJECTS


def test_process_looks_for_garbage_seldom_and_not_among_what_it_loaded() -> None:
    assert gc.get_threshold()[0] == NEW_OBJECTS
    # Models, apps and libraries are hundreds of thousands of objects.
    assert gc.get_freeze_count() > 100_000
