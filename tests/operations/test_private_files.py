"""What the site writes is its own: others on the machine read none of it, but a proxy the pictures."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import pytest

from operations.checks import privacy
from tests.servers.installation import Installation

WRITE = """
import django
django.setup()
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from operations.checks import storage
storage()
connection.cursor().execute("CREATE TABLE secret (word text)")
storages["documents"].save("plannen/plan.txt", ContentFile(b"geheim"))
storages["default"].save("original_images/foto.jpg", ContentFile(b"beeld"))
storages["renditions"].save("images/1/foto.jpg", ContentFile(b"beeld"))
(settings.VAR_DIR / "log.txt").write_text("geheim")
connection.close()
"""
PICTURES = {"media/original_images/foto.jpg", "media/images/1/foto.jpg"}
PRIVATE = {"documents/plannen/plan.txt", "log.txt", "regiobrug.sqlite3", "secret-key"}
NOBODY = 65534


def written(folder: Path, **more: str) -> Path:
    """The folder of a new site that wrote something, started in a terminal that lets everybody read."""
    var = folder / "site" / "var"
    site = Installation(var, f"sqlite:///{var / 'regiobrug.sqlite3'}", more)
    subprocess.run([sys.executable, "-c", WRITE], env=site.environment, umask=0o022, check=True)
    return var


def let_in(folder: Path) -> None:
    """Let everybody come as far as this folder."""
    for each in (folder, *folder.parents):
        if each.is_relative_to(gettempdir()) and each != Path(gettempdir()):
            each.chmod(0o755)


def files_of(var: Path) -> dict[str, int]:
    return {
        str(path.relative_to(var)): path.stat().st_mode & 0o777 for path in var.rglob("*") if path.is_file()
    }


def test_what_the_site_writes_is_for_its_own_account_alone(tmp_path):
    var = written(tmp_path)

    assert files_of(var) == dict.fromkeys(PICTURES | PRIVATE, 0o600)
    assert {path.stat().st_mode & 0o777 for path in (var, *var.rglob("*")) if path.is_dir()} == {0o700}


def test_proxy_that_serves_pictures_gets_at_them_by_its_group_and_at_nothing_else(tmp_path):
    var = written(tmp_path, REGIOBRUG_SERVE_MEDIA="false")

    assert files_of(var) == dict.fromkeys(PICTURES, 0o640) | dict.fromkeys(PRIVATE, 0o600)
    assert var.stat().st_mode & 0o777 == 0o710
    ways = {path for name in PICTURES for path in (var / name).parents if path.is_relative_to(var / "media")}
    assert {path.stat().st_mode & 0o777 for path in ways} == {0o750}
    if os.geteuid() != 0:
        pytest.skip("only root can look as somebody else")
    let_in(tmp_path)
    groups = {"in the group": os.getegid(), "another": NOBODY}
    read = {
        who: {
            name
            for name in PICTURES | PRIVATE
            if subprocess.run(
                ["cat", var / name], user=NOBODY, group=group, extra_groups=[], capture_output=True
            ).returncode
            == 0
        }
        for who, group in groups.items()
    }
    assert read == {"in the group": PICTURES, "another": set()}


def test_doctor_names_what_others_can_read_and_how_to_shut_it(tmp_path, settings, monkeypatch):
    let_in(tmp_path)
    settings.VAR_DIR = tmp_path / "var"
    database = settings.VAR_DIR / "regiobrug.sqlite3"
    monkeypatch.setitem(settings.DATABASES, "default", {"ENGINE": "sqlite3", "NAME": database})
    settings.VAR_DIR.mkdir(mode=0o755)
    database.touch(0o644)

    (open_to_others,) = privacy()
    settings.VAR_DIR.chmod(0o710)

    assert open_to_others.msg == f"anderen op deze machine kunnen lezen: {database}"
    assert open_to_others.hint == f"Draai: chmod o= {tmp_path}/var"
    assert privacy()[0].msg == "anderen op deze machine kunnen er niet bij"
