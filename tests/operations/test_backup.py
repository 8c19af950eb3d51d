"""The restore drill: a site is copied, lost and put back, in processes of its own."""

import errno
import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from operations import backup
from operations.backup import back_up, read, restore
from operations.database_copy import copy_out
from tests.servers.installation import MANAGE, Installation

MAKE = """
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.contrib.sessions.models import Session
from website.models import Attachment, HomePage, StandardPage
HomePage.objects.get().add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
Session.objects.create(session_key="sessie-van-de-redactie", session_data="", expire_date="2099-01-01 00:00Z")
Attachment.objects.create(title="Kaart", file=ContentFile(b"een kaart", name="kaart.txt"))
call_command("backup", "../copy")
"""
LOOK = """
from search.port import Query
from search.domain.queries.find import find
from accounts.viewer import Viewer
from website.models import Attachment, StandardPage
from django.db import connection
pages = StandardPage.objects.filter(slug="klaproos").count()
hits = find(Query("klaprozen"), Viewer.public()).hits
later = "later" in connection.introspection.table_names()
print(pages, Attachment.objects.get().file.read().decode(), len(hits), later)
"""
SPOIL = """
from django.core.files.base import ContentFile
from django.db import connection
from website.models import Attachment, StandardPage
# A later version has tables that the copy does not know.
connection.cursor().execute("CREATE TABLE later (page integer REFERENCES wagtailcore_page (id))")
StandardPage.objects.get(slug="klaproos").delete()
Attachment.objects.get().file.delete()
Attachment.objects.create(title="Los", file=ContentFile(b"los", name="los.txt"))
"""
AS_IT_WAS = "1 een kaart 1 False"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def site(request, site_on, tmp_path) -> Iterator[Installation]:
    """A site with a page and a file of its own, of which there is a copy."""
    made = site_on(request.param, tmp_path / "site", "furnished")
    made.run(MANAGE, "shell", "-c", MAKE)
    yield made
    made.stop()


def look(site: Installation) -> str:
    return site.run(MANAGE, "shell", "--no-imports", "-c", LOOK).split("\n")[-2]


def sessions_in(copy: str) -> str:
    """Everything that can be read of the sessions in a copy."""
    if (dump := Path(copy) / "database.dump").exists():
        command = ["pg_restore", "--file=-", "--table=django_session", dump]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return (Path(copy) / "database.sqlite3").read_bytes().decode("latin-1")


def test_site_that_was_lost_is_put_back_from_its_copy(site, tmp_path):
    copy = str(tmp_path / "copy")
    site.run(MANAGE, "shell", "-c", SPOIL)

    refused = site.refused(MANAGE, "restore", copy)
    # Nobody answers there; what is put back does not depend on it.
    without = replace(site, more={"REGIOBRUG_ELASTICSEARCH": "http://127.0.0.1:9"})
    restored = without.run(MANAGE, "restore", copy, "--force")

    assert "sessie-van-de-redactie" not in sessions_in(copy)
    assert {path.stat().st_mode & 0o777 for path in Path(copy).rglob("*") if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o077 for path in (site.var / "documents").rglob("*")} == {0}
    assert "--force" in refused
    assert "Run search_reindex when Elasticsearch answers again." in restored
    assert look(site) == AS_IT_WAS
    assert [path.name for path in (site.var / "documents").rglob("*.txt")] == ["kaart.txt"]


@pytest.mark.parametrize("site", [pytest.param("postgresql", marks=pytest.mark.live)], indirect=True)
def test_copy_that_ends_too_early_changes_nothing(site, tmp_path):
    copy = tmp_path / "copy"
    dump, manifest = copy / "database.dump", json.loads((copy / "manifest.json").read_text())
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size * 9 // 10])
    manifest["files"]["database.dump"] = hashlib.sha256(dump.read_bytes()).hexdigest()
    manifest["files"] = {name: each for name, each in manifest["files"].items() if "kaart" not in name}
    (copy / "manifest.json").write_text(json.dumps(manifest))

    refused = site.refused(MANAGE, "restore", str(copy), "--force")

    assert refused.startswith("CommandError: p")
    # Nor is the file gone that the copy does not have.
    assert look(site) == AS_IT_WAS


@pytest.mark.parametrize("site", [pytest.param("postgresql", marks=pytest.mark.live)], indirect=True)
def test_restore_does_not_wait_without_end_for_who_is_at_work(site, tmp_path):
    file = next((site.var / "documents").rglob("kaart.txt"))
    file.unlink()

    with psycopg.connect(site.database) as somebody:
        somebody.execute("SELECT count(*) FROM wagtailcore_page")
        refused = site.refused(MANAGE, "restore", str(tmp_path / "copy"), "--force")

    assert "CommandError: De database is in gebruik; stop eerst de site en probeer het opnieuw." in refused
    # What somebody took away is not back either.
    assert not file.exists()


@pytest.fixture
def copy(transactional_db, tmp_path) -> Path:
    """A copy of the database of this test and one file."""
    storages["documents"].save("kaart.txt", ContentFile(b"een kaart"))
    back_up(tmp_path / "copy")
    return tmp_path / "copy"


def test_copy_is_as_its_manifest_says(copy):
    manifest = read(copy)

    assert [name for name in manifest.files if name.startswith("documents/")] != []
    assert ["search", "0001_initial"] in manifest.migrations


def test_what_goes_or_comes_while_the_database_is_copied_is_in_the_copy(
    transactional_db, tmp_path, monkeypatch
):
    files = storages["documents"]
    files.save("gaat.txt", ContentFile(b"een"))

    def while_others_work(folder: Path) -> None:
        copy_out(folder)
        files.delete("gaat.txt")
        files.save("komt.txt", ContentFile(b"twee"))

    monkeypatch.setattr(backup, "copy_out", while_others_work)
    back_up(tmp_path / "copy")

    assert {"documents/gaat.txt", "documents/komt.txt"} <= set(read(tmp_path / "copy").files)


def test_copy_that_fails_leaves_nothing_behind(transactional_db, tmp_path, monkeypatch):
    def on_a_full_disk(folder: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full, pytest.raises(OSError, match="No space left"):
        full.setattr(backup, "copy_out", on_a_full_disk)
        call_command("backup", tmp_path / "copy")

    assert back_up(tmp_path / "copy").files != {}


def test_copy_is_never_made_over_another(copy):
    with pytest.raises(CommandError, match="is er al"):
        back_up(copy)


@pytest.mark.parametrize("whose", ["default", "documents", "static"])
def test_copy_is_not_made_or_put_back_among_the_files_of_the_site(copy, tmp_path, settings, whose):
    root = Path(settings.STATIC_ROOT if whose == "static" else storages[whose].location)
    (tmp_path / "by-another-name").symlink_to(root)
    for inside in (root, root / "2026" / "kopie", tmp_path / "by-another-name" / "kopie"):
        with pytest.raises(CommandError, match="Bewaar kopieën ergens anders"):
            back_up(inside)
    root.mkdir(exist_ok=True)
    moved = copy.rename(root / "kopie")

    with pytest.raises(CommandError, match="Bewaar kopieën ergens anders"):
        restore(moved, force=True)

    assert (root / "2026" / "kopie").exists() is False
    assert read(moved).files != {}
    moved.rename(copy)


def test_copy_is_not_put_back_from_a_folder_with_the_files_of_the_site_in_it(copy, settings):
    settings.STATIC_ROOT = copy / "static"

    with pytest.raises(CommandError, match="Bewaar kopieën ergens anders"):
        restore(copy, force=True)


def test_file_that_is_not_as_it_was_copied_is_refused(copy):
    next((copy / "documents").rglob("*.txt")).write_bytes(b"iets anders")

    with pytest.raises(CommandError, match="is niet zoals het gekopieerd is"):
        read(copy)


def test_copy_that_lacks_a_file_or_names_one_outside_it_is_refused(copy):
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"]["../elders"] = "0"
    (copy / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match="ontbreekt"):
        read(copy)


def tampered(copy: Path, name: str) -> None:
    """Let the copy have one more file, under this name, that its manifest knows."""
    place = copy / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"van een ander")
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"][name] = hashlib.sha256(b"van een ander").hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "name", ["documents/../secret-key", "documents/a/../../secret-key", "documents/uit/key"]
)
def test_copy_that_would_write_outside_its_folders_is_refused_and_writes_nothing(copy, tmp_path, name):
    root = Path(storages["documents"].location)
    (tmp_path / "elsewhere").mkdir()
    (root / "uit").symlink_to(tmp_path / "elsewhere")
    tampered(copy, name)

    with pytest.raises(CommandError, match="niet in een map van de site"):
        restore(copy, force=True)

    (root / "uit").unlink()
    assert [each for each in ("secret-key", "key") if (root.parent / each).exists()] == []
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_copy_whose_manifest_names_no_database_is_refused(copy):
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"] = {name: each for name, each in manifest["files"].items() if "/" in name}
    (copy / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match="ontbreekt"):
        read(copy)


def test_copy_of_a_newer_version_is_refused(copy):
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["migrations"].append(["website", "9999_from_the_future"])
    (copy / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match=r"website\.9999_from_the_future"):
        read(copy)


def test_database_without_a_site_is_not_copied_nor_put_back(copy, tmp_path, monkeypatch):
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps({**manifest, "migrations": []}))
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: {})

    with pytest.raises(CommandError, match="geen site"):
        back_up(tmp_path / "second")
    with pytest.raises(CommandError, match="geen kopie van een site"):
        restore(copy, force=True)

    assert not (tmp_path / "second").exists()


def test_folder_without_a_manifest_is_no_copy(tmp_path):
    with pytest.raises(CommandError, match="geen kopie van een site"):
        read(tmp_path)
