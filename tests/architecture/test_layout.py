"""Every package resolves to this checkout, from wherever Python is started."""

import json
import subprocess
import sys

from tests.architecture.rooms import CHECKOUT, ROOMS, folder

SCRIPT = """
import importlib, json, site
print(json.dumps({"site": site.__file__, **{room: importlib.import_module(room).__file__ for room in ROOMS}}))
"""


def test_packages_from_an_empty_folder_resolve_to_this_checkout(tmp_path):
    script = f"ROOMS = {ROOMS!r}\n{SCRIPT}"

    result = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    found = json.loads(result.stdout)
    standard_library_site = found.pop("site")
    assert found == {room: str(folder(room) / "__init__.py") for room in ROOMS}
    assert not standard_library_site.startswith(str(CHECKOUT / "site"))


def test_source_root_site_is_a_plain_folder():
    assert not (CHECKOUT / "site" / "__init__.py").exists()
    assert [
        name for name in ("celery.py", "settings.py", "platform.py") if (CHECKOUT / "site" / name).exists()
    ] == []


def test_top_level_holds_what_the_client_fixed():
    wanted = [
        "manage.py",
        "pyproject.toml",
        "site",
        "casebook",
        "search",
        "events",
        "tests",
        "docker",
        "README.md",
    ]

    assert [name for name in wanted if not (CHECKOUT / name).exists()] == []


def test_every_room_explains_itself():
    assert [room for room in ROOMS if not (folder(room) / "README.md").exists()] == []
