"""A setting may stand in a file, as secrets of containers do."""

import pytest

from config.environment import Env


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_setting_in_a_file_is_read_without_the_end_of_its_last_line(tmp_path, monkeypatch, end):
    secret = tmp_path / "password"
    secret.write_bytes(f" two words {end}".encode())
    monkeypatch.setenv("REGIOBRUG_TEST_PASSWORD_FILE", str(secret))

    assert Env().str("REGIOBRUG_TEST_PASSWORD") == " two words "


def test_setting_without_a_file_is_taken_as_it_is(monkeypatch):
    monkeypatch.setenv("REGIOBRUG_TEST_WORDS", "two\n")

    assert Env().str("REGIOBRUG_TEST_WORDS") == "two\n"
