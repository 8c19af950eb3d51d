"""Spreadsheets from the admin give times on the clock of who asks, as the screen does, and no formulas."""

import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from accounts.models import User
from website.exports import as_text
from website.models import StandardPage

REPORT = "/beheer/reports/site-history/"
JUST_AFTER_MIDNIGHT = datetime(2026, 7, 4, 22, 30, tzinfo=UTC)


def in_csv(answer) -> str:
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    return next(cell for cell in rows[1] if cell.startswith("2026-07"))


def in_xlsx(answer) -> str:
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return next(str(cell.value) for cell in sheet[2] if isinstance(cell.value, datetime))


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("", ["2026-07-05 00:30:00", "2026-07-05 00:30:00"]),
        ("America/Kralendijk", ["2026-07-04 18:30:00", "2026-07-04 18:30:00"]),
    ],
)
def test_moment_just_after_midnight_keeps_its_day(home, client, zone, expected):
    user = User.objects.create_superuser("redactie@voorbeeld.example")
    profile = UserProfile.get_for_user(user)
    profile.current_time_zone = zone
    profile.save()
    client.force_login(user)
    PageLogEntry.objects.all().delete()
    PageLogEntry.objects.log_action(
        instance=home, action="wagtail.edit", user=user, timestamp=JUST_AFTER_MIDNIGHT
    )

    written = [
        in_csv(client.get(REPORT, {"export": "csv"})),
        in_xlsx(client.get(REPORT, {"export": "xlsx"})),
    ]

    assert written == expected


@pytest.mark.parametrize("title", ["=1+1", "+31 6 1", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_is_set_off_as_text(title):
    assert as_text(title) == f"'{title}"


@pytest.mark.parametrize("value", ["Samen = sterk", "", "'n dag", -2, None])
def test_anything_else_is_left_as_it_is(value):
    assert as_text(value) is value


def test_title_that_looks_like_a_formula_is_text_in_a_report(admin_client, home):
    for title, slug in (("=HYPERLINK(1)", "een"), ("Samen = sterk", "twee")):
        page = home.add_child(instance=StandardPage(title=title, slug=slug, summary="Iets."))
        page.save_revision().publish()

    answer = admin_client.get("/beheer/reports/aging-pages/?export=csv")

    titles = {row[0] for row in csv.reader(answer.getvalue().decode().splitlines())}
    assert {"'=HYPERLINK(1)", "Samen = sterk"} <= titles
    assert "=HYPERLINK(1)" not in titles
