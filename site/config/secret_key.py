"""The secret key of a site that was given none: made once, kept beside the database."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def load_or_make(path: Path) -> str:
    """Read the key in ``path``, or write a new one there that only this user can read."""
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = get_random_secret_key()
    try:
        # O_EXCL: of two processes that start together one writes, the other reads what it wrote.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key
