"""A copy of everything a site cannot make again: its database, pictures and files, with a manifest."""

import filecmp
import hashlib
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from operations.database_copy import NAMES, copy_out, put_back

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
    """Make a copy in a new folder. Raises CommandError when it is there already, lies among the files of the
    site or the database cannot be read, OSError when the disk does not take it; nothing is left of a copy
    that was begun."""
    _keep_apart(folder)
    if not MigrationRecorder(connection).applied_migrations():
        raise CommandError(_("There is no site in this database."))
    try:
        folder.mkdir(parents=True, mode=0o700)
    except FileExistsError as error:
        raise CommandError(_("%(folder)s is there already; choose another.") % {"folder": folder}) from error
    try:
        # Files first, for the database must not name one that was taken away in between; and after it those
        # that came meanwhile. So a copy has a file too many, and none too few.
        _copy_files(folder, progress)
        copy_out(folder)
        _copy_files(folder, None)
        manifest = Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            version=version("regiobrug"),
            database=connection.vendor,
            migrations=sorted(map(list, MigrationRecorder(connection).applied_migrations())),
            files={str(file.relative_to(folder)): _hash(file) for file in _files_in(folder)},
        )
        (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), "utf-8")
        for path in folder.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return manifest


def _keep_apart(folder: Path) -> None:
    """Refuse a copy among the files of the site: visitors could fetch it, the next copy would hold this one,
    and putting it back would take it for files that do not belong to it."""
    for root in (*map(_root, FOLDERS), Path(settings.STATIC_ROOT)):
        one, other = folder.resolve(), root.resolve()
        if one.is_relative_to(other) or other.is_relative_to(one):
            said = _("%(folder)s and a folder of the site, %(root)s, overlap. Keep copies elsewhere.")
            raise CommandError(said % {"folder": folder, "root": root})


def _copy_files(folder: Path, progress: Progress | None) -> None:
    """Copy what was not copied yet as it is now."""
    files = _files_of_the_site()
    for number, (path, name) in enumerate(files.items(), start=1):
        kept = folder / name
        # One that is taken away at this moment is not needed by a database that is copied later.
        with suppress(FileNotFoundError):
            if not kept.exists() or not filecmp.cmp(path, kept):
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, kept)
        if progress:
            progress(number, len(files))


def read(folder: Path) -> Manifest:
    """The manifest of a copy, when every file is as it says. Raises CommandError with what is wrong."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise CommandError(_("%(folder)s holds no copy of a site.") % {"folder": folder}) from error
    # A database that the manifest does not name would be put back unseen, or an empty one in its place.
    if NAMES.get(manifest.database) not in manifest.files:
        raise CommandError(_("The copy lacks %(file)s.") % {"file": NAMES.get(manifest.database)})
    for name, wanted in manifest.files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            raise CommandError(_("The copy lacks %(file)s.") % {"file": name})
        if _hash(path) != wanted:
            raise CommandError(_("%(file)s is not as it was copied.") % {"file": name})
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = [f"{app}.{name}" for app, name in manifest.migrations if f"{app}.{name}" not in known]
    if newer:
        said = _("The copy comes from a newer version (%(version)s): this one does not know %(migration)s.")
        raise CommandError(said % {"version": manifest.version, "migration": newer[0]})
    return manifest


def restore(folder: Path, *, force: bool = False, progress: Progress | None = None) -> Manifest:
    """Put a copy back in place of what is here, after all of it was looked at. Nothing is touched when
    the copy cannot be used, or when a site is here already and ``force`` is not set."""
    _keep_apart(folder)
    manifest = read(folder)
    if not manifest.migrations:
        raise CommandError(_("%(folder)s holds no copy of a site.") % {"folder": folder})
    if manifest.database != connection.vendor:
        said = _("The copy is of %(there)s, this site has %(here)s.")
        raise CommandError(said % {"there": manifest.database, "here": connection.vendor})
    if not force and (MigrationRecorder(connection).applied_migrations() or _files_of_the_site()):
        raise CommandError(_("There is a site here already. With --force it is replaced."))
    files = {_target(name): name for name in manifest.files if Path(name).parts[0] in FOLDERS}
    # What is not here yet goes before the database, the rest after it: when it cannot be put back, or the
    # disk is full, the site is as it was.
    coming = {target: name for target, name in files.items() if not target.exists()}
    try:
        for number, name in enumerate(coming.values(), start=1):
            _copy_in(folder, name)
            if progress:
                progress(number, len(coming))
        put_back(folder)
    except BaseException:
        for target in coming:
            target.unlink(missing_ok=True)
        raise
    for target in files.keys() - coming.keys():
        _copy_in(folder, files[target])
    for path in _files_of_the_site().keys() - files.keys():
        path.unlink()
    return manifest


def _target(name: str) -> Path:
    """Where a file of a copy belongs. Raises CommandError for a place outside the folder of its storage,
    which a copy names that somebody changed, or a link that somebody laid there leads to."""
    alias, *rest = Path(name).parts
    target = _root(alias).joinpath(*rest)
    if not target.resolve().is_relative_to(_root(alias).resolve()):
        raise CommandError(_("%(file)s would not lie in a folder of the site.") % {"file": name})
    return target


def _copy_in(folder: Path, name: str) -> None:
    """Put a file of a copy in its place, for those to read who may read what is uploaded there."""
    alias, _slash, place = name.partition("/")
    storages[alias].delete(place)
    with (folder / name).open("rb") as file:
        storages[alias].save(place, File(file))


def _root(alias: str) -> Path:
    return Path(storages[alias].path(""))


def _files_of_the_site() -> dict[Path, str]:
    """Every file of the site, with its name in a copy."""
    roots = {alias: _root(alias) for alias in FOLDERS}
    return {
        path: f"{alias}/{path.relative_to(root)}" for alias, root in roots.items() for path in _files_in(root)
    }


def _files_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
