"""The restore drill: a site is copied, lost and put back, in processes of its own."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from config.backup import back_up, read
from config.database_copy import Unusable
from tests.architecture.rooms import CHECKOUT

Run = Callable[..., subprocess.CompletedProcess[str]]
MAKE = """
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from website.models import Attachment, HomePage, StandardPage
HomePage.objects.get().add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
Attachment.objects.create(title="Kaart", file=ContentFile(b"een kaart", name="kaart.txt"))
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
from django.db import connection
from website.models import Attachment, StandardPage
# A later version has tables that the copy does not know.
connection.cursor().execute("CREATE TABLE later (page integer REFERENCES wagtailcore_page (id))")
StandardPage.objects.get(slug="klaproos").delete()
Attachment.objects.get().file.delete()
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def database(request, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'var' / 'site.sqlite3'}"
    return request.getfixturevalue("site_database")()


@pytest.fixture
def run(database, tmp_path) -> Run:
    """Runs a command of the site in a process of its own."""
    (tmp_path / "var").mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "REGIOBRUG_VAR": str(tmp_path / "var"),
        "REGIOBRUG_DATABASE": database,
    }

    def command(*arguments: object, ok: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        whole = [sys.executable, str(CHECKOUT / "manage.py"), *map(str, arguments)]
        done = subprocess.run(whole, env=environment | more, capture_output=True, text=True)
        assert (done.returncode == 0) is ok, done.stdout + done.stderr
        return done

    return command


def test_site_that_was_lost_is_put_back_from_its_copy(run, tmp_path):
    copy = tmp_path / "copy"
    run("migrate", "--verbosity", "0")
    run("setup")
    run("shell", "-c", MAKE)
    run("backup", copy)
    run("shell", "-c", SPOIL)

    refused = run("restore", copy, ok=False).stderr
    # Nobody answers there; what is put back does not depend on it.
    restored = run("restore", copy, "--force", REGIOBRUG_ELASTICSEARCH="http://127.0.0.1:9")

    assert "--force" in refused
    assert "Run search_reindex when Elasticsearch answers again." in restored.stderr
    assert run("shell", "--no-imports", "-c", LOOK).stdout.split("\n")[-2] == "1 een kaart 1 False"


@pytest.mark.parametrize("database", [pytest.param("postgresql", marks=pytest.mark.live)], indirect=True)
def test_copy_that_ends_too_early_changes_nothing(run, tmp_path):
    copy = tmp_path / "copy"
    run("migrate", "--verbosity", "0")
    run("setup")
    run("shell", "-c", MAKE)
    run("backup", copy)
    dump, manifest = copy / "database.dump", json.loads((copy / "manifest.json").read_text())
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size * 9 // 10])
    manifest["files"]["database.dump"] = hashlib.sha256(dump.read_bytes()).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest))

    refused = run("restore", copy, "--force", ok=False).stderr

    assert refused.startswith("CommandError: p")
    assert run("shell", "--no-imports", "-c", LOOK).stdout.split("\n")[-2] == "1 een kaart 1 False"


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


def test_copy_is_never_made_over_another(copy):
    with pytest.raises(Unusable, match="is er al"):
        back_up(copy)


def test_file_that_is_not_as_it_was_copied_is_refused(copy):
    next((copy / "documents").rglob("*.txt")).write_bytes(b"iets anders")

    with pytest.raises(Unusable, match="is niet zoals het gekopieerd is"):
        read(copy)


def test_copy_that_lacks_a_file_or_names_one_outside_it_is_refused(copy):
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"]["../elders"] = "0"
    (copy / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(Unusable, match="ontbreekt"):
        read(copy)


def test_copy_of_a_newer_version_is_refused(copy):
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["migrations"].append(["website", "9999_from_the_future"])
    (copy / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(Unusable, match=r"website\.9999_from_the_future"):
        read(copy)


def test_folder_without_a_manifest_is_no_copy(tmp_path):
    with pytest.raises(Unusable, match="geen kopie van een site"):
        read(tmp_path)
