"""Every package resolves to this checkout, from wherever Python is started."""

import json
import re
import subprocess
import sys
import zipfile

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


def test_what_installs_all_the_rest_is_taken_by_its_hash_alone(tmp_path):
    asked = "--require-hashes -r requirements-uv.txt"
    (version,) = re.findall(r"^uv==(\S+)", (CHECKOUT / "requirements-uv.txt").read_text(), re.MULTILINE)
    # One of the right name and version, which somebody else made.
    with zipfile.ZipFile(tmp_path / f"uv-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(
            f"uv-{version}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: uv\nVersion: {version}\n"
        )
        wheel.writestr(f"uv-{version}.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
    offered = ["--dry-run", "--ignore-installed", "--no-index", "--find-links", str(tmp_path)]

    ran = subprocess.run(
        [sys.executable, "-m", "pip", "install", *asked.split(), *offered],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )

    assert ran.returncode != 0
    assert "DO NOT MATCH THE HASHES" in ran.stderr
    for place in ("Makefile", "docker/Dockerfile"):
        assert asked in (CHECKOUT / place).read_text()
