"""Where settings come from: variables, or files that variables with ``_FILE`` behind their name point at."""

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environ.fileaware_mapping import FileAwareMapping


class WithoutLastNewline(FileAwareMapping):
    """Leaves out the end of the last line of a file: editors and ``echo`` write it, no secret has it."""

    def __getitem__(self, key: str) -> str:
        value = super().__getitem__(key)
        return value.rstrip("\r\n") if self.env.get(f"{key}_FILE") else value


class Env(environ.FileAwareEnv):
    ENVIRON = WithoutLastNewline()

    def names(self, name: str) -> list[str]:
        """What a variable names, with commas between and spaces or not; none when it is not there."""
        return [each.strip() for each in self.list(name, default=[]) if each.strip()]

    def database(self, name: str, *, default: Path) -> dict[str, Any]:
        """The database that a variable names, or this file of SQLite; its folder is made, since one that is
        named and not there yet is that of a new site. Raises ImproperlyConfigured with the mend."""
        found: dict[str, Any] = self.db(name, default=f"sqlite:///{default}")
        if not found.get("ENGINE"):
            raise ImproperlyConfigured(f"{name} names no database: postgres://USER:PASSWORD@HOST/NAME does.")
        if found["ENGINE"].endswith("sqlite3"):
            Path(found["NAME"]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return found


def secret_key_in(path: Path) -> str:
    """The key of a site that was given none: made once, in a file that only this user can read."""
    # Of two processes that start together one writes, the other reads what it wrote.
    with suppress(FileExistsError), open(path, "x", opener=partial(os.open, mode=0o600)) as file:
        file.write(get_random_secret_key())
    return path.read_text().strip()
