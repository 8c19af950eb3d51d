"""A copy of everything a site cannot make again: its database, pictures and files, with a manifest."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from config.database_copy import Unusable, copy_out, put_back

MANIFEST = "manifest.json"
# The storages whose files belong to the site, and the folder each has in a copy.
FOLDERS = ("default", "documents")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy holds: when and by which version it was made, the state of the database, and the
    SHA-256 of every file by its path in the copy."""

    made_at: str
    version: str
    database: str
    migrations: list[list[str]]
    files: dict[str, str]


def back_up(folder: Path, *, progress: Progress | None = None) -> Manifest:
    """Make a copy in a new folder. Raises Unusable when it is there already or the database cannot be read.

    The database comes first: a file that arrives meanwhile is one too many, not one too few.
    """
    if folder.exists():
        raise Unusable(_("%(folder)s is there already; choose another.") % {"folder": folder})
    folder.mkdir(parents=True, mode=0o700)
    name = copy_out(folder)
    files = {name: _hash(folder / name)}
    every = [(alias, path) for alias in FOLDERS for path in _files_of(alias)]
    for number, (alias, path) in enumerate(every, start=1):
        kept = Path(alias) / path.relative_to(_root(alias))
        target = folder / kept
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, target)
        except FileNotFoundError:
            # Taken away since the list was made; the database of this copy does not need it.
            continue
        files[str(kept)] = _hash(target)
        if progress:
            progress(number, len(every))
    manifest = Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=version("regiobrug"),
        database=connection.vendor,
        migrations=sorted([app, one] for app, one in MigrationRecorder(connection).applied_migrations()),
        files=files,
    )
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), "utf-8")
    return manifest


def read(folder: Path) -> Manifest:
    """The manifest of a copy, after every file was compared with it. Raises Unusable with what is wrong."""
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        manifest = Manifest(**found)
    except (OSError, ValueError, TypeError) as error:
        raise Unusable(_("%(folder)s holds no copy of a site.") % {"folder": folder}) from error
    for name, wanted in manifest.files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            raise Unusable(_("The copy lacks %(file)s.") % {"file": name})
        if _hash(path) != wanted:
            raise Unusable(_("%(file)s is not as it was copied.") % {"file": name})
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = [f"{app}.{name}" for app, name in manifest.migrations if f"{app}.{name}" not in known]
    if newer:
        raise Unusable(
            _("The copy comes from a newer version (%(version)s): this one does not know %(migration)s.")
            % {"version": manifest.version, "migration": newer[0]}
        )
    return manifest


def restore(folder: Path, *, force: bool = False, progress: Progress | None = None) -> Manifest:
    """Put a copy back in place of what is here, after all of it was looked at. Nothing is touched when
    the copy cannot be used, or when a site is here already and ``force`` is not set."""
    manifest = read(folder)
    if manifest.database != connection.vendor:
        raise Unusable(
            _("The copy is of %(there)s, this site has %(here)s.")
            % {"there": manifest.database, "here": connection.vendor}
        )
    if not force and _is_in_use():
        raise Unusable(_("There is a site here already. With --force it is replaced."))
    # First what comes, then the database, then what may go: when one of them fails, on a full disk for
    # instance, the site that is here still has every file that it needs.
    names = [name for name in manifest.files if Path(name).parts[0] in FOLDERS]
    coming = set()
    for number, name in enumerate(names, start=1):
        alias, *rest = Path(name).parts
        target = _root(alias).joinpath(*rest)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / name, target)
        coming.add(target)
        if progress:
            progress(number, len(names))
    put_back(folder)
    for path in [path for alias in FOLDERS for path in _files_of(alias)]:
        if path not in coming:
            path.unlink()
    return manifest


def _is_in_use() -> bool:
    applied = bool(MigrationRecorder(connection).applied_migrations())
    return applied or any(True for alias in FOLDERS for _path in _files_of(alias))


def _root(alias: str) -> Path:
    return Path(getattr(storages[alias], "location"))  # noqa: B009


def _files_of(alias: str) -> Iterator[Path]:
    root = _root(alias)
    return (path for path in sorted(root.rglob("*")) if path.is_file()) if root.is_dir() else iter(())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
