"""Answers that come before all others bound a browser too, and what is refused is no error."""

import pytest

HEADERS = ("Content-Security-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options")

ASKED_BY_A_WRONG_NAME = """
import django
django.setup()
from django.test import Client
print(Client().get("/", headers={"host": "elsewhere.example"}).status_code)
"""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("/livez", 200), ("/readyz", 200), ("/metrics", 404), ("/lessen/", 301)]
)
def test_answers_before_all_others_bound_what_a_browser_does_too(client, settings, path, status):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get(path)

    assert answer.status_code == status
    assert [name for name in (*HEADERS, "X-Frame-Options") if not answer.has_header(name)] == []


@pytest.mark.parametrize("form", ["line", "json"])
def test_host_that_is_not_ours_is_a_line_and_no_error(small_site, tmp_path, form):
    site = small_site(tmp_path / "site")
    site.more = {"REGIOBRUG_LOG_FORMAT": form}

    said = site.run("-c", ASKED_BY_A_WRONG_NAME).splitlines()

    assert len([line for line in said if "elsewhere.example" in line and "WARNING" in line]) == 1
    assert [line for line in said if "Traceback" in line or "ERROR" in line] == []
