"""The release: the same for the same files, another for any other, and told once."""

from types import SimpleNamespace

import pytest

from website.page_cache.release import digest_of, release


@pytest.fixture
def room(tmp_path):
    """A room with a template and some code."""
    (tmp_path / "room" / "templates").mkdir(parents=True)
    (tmp_path / "room" / "templates" / "page.html").write_text("<p>een</p>")
    (tmp_path / "room" / "models.py").write_text("x = 1")
    return SimpleNamespace(name="room", path=str(tmp_path / "room"))


CHANGES = {
    "template": ("templates/page.html", "<p>twee</p>"),
    "code": ("models.py", "x = 2"),
    "new file": ("more.py", ""),
    "catalogue": ("locale.mo", "twee"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_release_is_another_one_when_any_file_is(room, tmp_path, change):
    before, name, text = digest_of([room], []), *CHANGES[change]

    (tmp_path / "room" / name).write_text(text)

    assert digest_of([room], []) != before


def test_release_is_another_one_when_a_library_is(room):
    assert digest_of([room], ["wagtail-8.0.dist-info"]) != digest_of([room], ["wagtail-8.0.1.dist-info"])


def test_release_is_the_same_elsewhere_and_later_and_whatever_python_compiled(room, tmp_path):
    before = digest_of([room], [])
    elsewhere = (tmp_path / "room").rename(tmp_path / "other")
    (elsewhere / "__pycache__").mkdir()
    (elsewhere / "__pycache__" / "models.pyc").write_text("x")
    (elsewhere / ".#models.py").symlink_to("somebody-who-is-editing")

    assert digest_of([SimpleNamespace(name="room", path=str(elsewhere))], []) == before


def test_release_is_read_once():
    assert release() is release()
