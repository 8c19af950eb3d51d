"""What goes wrong outside the program is a line on the screen, whatever command it was."""

import errno
import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import OperationalError

from config.command_line import in_words
from tests.servers.installation import MANAGE


def run(output: int, command: str = "help", **more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", **more}
    return subprocess.Popen(
        [sys.executable, MANAGE, command], stdout=output, stderr=subprocess.PIPE, text=True, env=environment
    )


def test_reader_who_has_seen_enough_ends_a_command_without_a_word():
    reading, writing = os.pipe()
    os.close(reading)
    process = run(writing)
    os.close(writing)

    said = process.communicate(timeout=120)[1]

    assert (process.returncode, said) == (141, "")


def test_full_disk_is_said_in_a_line():
    with open("/dev/full", "w") as full:
        process = run(full.fileno())
        said = process.communicate(timeout=120)[1]

    assert (process.returncode, said) == (1, "De schijf is vol. Maak ruimte en probeer het opnieuw.\n")


def test_folder_that_one_may_not_write_to_is_named_also_before_there_are_settings():
    process = run(subprocess.DEVNULL, REGIOBRUG_DATABASE="sqlite:////sys/regiobrug/a.sqlite3")

    said = process.communicate(timeout=120)[1]

    assert process.returncode == 1
    assert "Traceback" not in said
    assert "/sys/regiobrug" in said


def test_terminal_that_knows_ascii_alone_gets_question_marks(tmp_path):
    process = run(
        subprocess.PIPE,
        "doctor",
        PYTHONIOENCODING="ascii",
        REGIOBRUG_DATABASE=f"sqlite:///{tmp_path}/site.sqlite3",
    )

    found, said = process.communicate(timeout=120)

    assert (process.returncode, " ? " in found) == (1, True)  # an arrow before what mends it
    assert "Traceback" not in said


def error_of(tmp_path, sentence: str) -> OperationalError:
    """What SQLite itself says of a database that may be read only."""
    path = tmp_path / "site.sqlite3"
    sqlite3.connect(path).close()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        connection.execute(sentence)
    except sqlite3.OperationalError as error:
        return OperationalError(*error.args)
    finally:
        connection.close()
    raise AssertionError


def test_database_that_one_may_not_write_to_is_said_in_a_line(tmp_path):
    assert in_words(error_of(tmp_path, "CREATE TABLE a (b)")) == (
        "Dit account mag niet in de database schrijven (attempt to write a readonly database)."
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left"), "De schijf is vol. Maak ruimte en probeer het opnieuw."),
        (
            OperationalError("database or disk is full"),
            "De schijf is vol. Maak ruimte en probeer het opnieuw.",
        ),
        (
            OSError(errno.EROFS, "Read-only", "/srv/regiobrug/media"),
            "Dit account mag niet schrijven in /srv/regiobrug/media.",
        ),
        (
            OperationalError("connection refused\nIs the server running?"),
            "De database doet niet wat moet (connection refused).",
        ),
        (OSError(errno.EINVAL, "Invalid"), None),
    ],
)
def test_what_is_wrong_with_the_machine_is_told_from_what_is_wrong_with_the_program(error, said):
    assert in_words(error) == said
