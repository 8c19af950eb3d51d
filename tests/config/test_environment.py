"""A setting may stand in a file, as secrets of containers do."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Env
from tests.architecture.rooms import CHECKOUT


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_setting_in_a_file_is_read_without_the_end_of_its_last_line(tmp_path, monkeypatch, end):
    secret = tmp_path / "password"
    secret.write_bytes(f" two words {end}".encode())
    monkeypatch.setenv("REGIOBRUG_TEST_PASSWORD_FILE", str(secret))

    assert Env().str("REGIOBRUG_TEST_PASSWORD") == " two words "


def test_setting_without_a_file_is_taken_as_it_is(monkeypatch):
    monkeypatch.setenv("REGIOBRUG_TEST_WORDS", "two\n")

    assert Env().str("REGIOBRUG_TEST_WORDS") == "two\n"


@pytest.mark.parametrize(
    "written", ["a.example,www.a.example", " a.example, www.a.example ,", "a.example ,www.a.example"]
)
def test_names_may_have_spaces_between_them(monkeypatch, written):
    monkeypatch.setenv("REGIOBRUG_NAMES", written)

    assert Env().names("REGIOBRUG_NAMES") == ["a.example", "www.a.example"]


def test_folder_of_a_new_database_is_made(tmp_path):
    found = Env().database("REGIOBRUG_TEST_DATABASE", default=tmp_path / "new" / "site.sqlite3")

    assert Path(found["NAME"]).parent.is_dir()


@pytest.mark.filterwarnings("ignore:Engine not recognized")
def test_what_names_no_database_is_refused_with_the_mend(tmp_path, monkeypatch):
    monkeypatch.setenv("REGIOBRUG_TEST_DATABASE", "onzin")

    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        Env().database("REGIOBRUG_TEST_DATABASE", default=tmp_path / "site.sqlite3")


def test_every_variable_stands_in_the_readme_and_no_other():
    used, named = set(), set()
    for path in (CHECKOUT / "site/config/settings").glob("*.py"):
        used |= set(re.findall(r"""env(?:\.\w+)?\(["']REGIOBRUG_(\w+)["']""", path.read_text()))
    for row in re.findall(r"^\| (`[A-Z_]+`.*?) \|", (CHECKOUT / "site/config/README.md").read_text(), re.M):
        first, *others = re.findall(r"`(…?_?[A-Z_]+)`", row)
        beginning = first.partition("_")[0]
        named |= {first, *(each.replace("…", beginning) for each in others)}

    assert named == used
