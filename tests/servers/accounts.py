"""The account a server runs under: one without rights when the tests run as root, else that of the person."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Account:
    """A user and its group, as numbers."""

    uid: int
    gid: int


def account(name: str) -> Account | None:
    """The named system account when we are root; None means: stay who you are."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def made_account(name: str) -> Account | None:
    """The named system account, made when we are root and it is absent."""
    if os.geteuid() == 0 and account(name) is None:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name], check=True
        )
    return account(name)


def runs_as(who: Account | None) -> dict[str, Any]:
    """The arguments of subprocess that start a program under this account."""
    return {} if who is None else {"user": who.uid, "group": who.gid, "extra_groups": []}


def give(path: Path, who: Account | None) -> None:
    """Make the account the owner of a file, or of a folder and all that is in it."""
    if who is not None:
        for each in [path, *path.rglob("*")]:
            os.chown(each, who.uid, who.gid)


@contextmanager
def private_folder(name: str, who: Account | None) -> Iterator[Path]:
    """A temporary folder that only the account and root can enter, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=f"regiobrug-{name}-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        give(folder, who)
        yield folder
