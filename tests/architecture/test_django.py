"""What Django itself can check: no change of a model without its migration, no unsafe production setting."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from tests.architecture.rooms import CHECKOUT


@pytest.mark.django_db
def test_every_model_change_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def manage(tmp_path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py in production."""
    manage_py = str(CHECKOUT / "manage.py")
    return python(tmp_path, manage_py, *arguments, "--settings", "config.settings.production", **environment)


def print_settings(tmp_path, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Print these settings of production, without any of the apps."""
    values = ", ".join(f"settings.{name}" for name in names)
    code = f"from django.conf import settings; settings.DEBUG; print({values})"
    path = os.pathsep.join((str(CHECKOUT), str(CHECKOUT / "site")))
    module = "config.settings.production"
    return python(tmp_path, "-c", code, DJANGO_SETTINGS_MODULE=module, PYTHONPATH=path, **environment)


def python(tmp_path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("REGIOBRUG_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, *arguments],
        env={**clean, "REGIOBRUG_VAR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


def test_production_settings_pass_the_deployment_check(tmp_path):
    result = manage(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        REGIOBRUG_ALLOWED_HOSTS="regiobrug.example",
        REGIOBRUG_SECRET_KEY="only-used-by-this-test-0123456789-abcdefghijklmnopqrstuvwxyz",
        REGIOBRUG_BASE_URL="https://regiobrug.example",
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert "no issues" in result.stdout


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, "sessionid csrftoken"),
        (
            {"REGIOBRUG_ALLOWED_HOSTS": "regiobrug.example", "REGIOBRUG_SECRET_KEY": "x" * 60},
            "__Host-sessionid __Host-csrftoken",
        ),
    ],
)
def test_cookies_are_bound_to_their_host_where_tls_is_certain(tmp_path, given, names):
    result = print_settings(tmp_path, "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", **given)

    assert result.stdout.strip() == names


def test_production_with_a_public_host_and_no_key_refuses_to_start(tmp_path):
    result = print_settings(tmp_path, REGIOBRUG_ALLOWED_HOSTS="regiobrug.example")

    assert result.returncode != 0
    assert "set REGIOBRUG_SECRET_KEY too" in result.stderr


def test_production_without_a_host_makes_its_key_once_and_keeps_it_private(tmp_path):
    print_settings(tmp_path)
    first = (tmp_path / "secret-key").read_text()
    print_settings(tmp_path)

    assert (tmp_path / "secret-key").read_text() == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
