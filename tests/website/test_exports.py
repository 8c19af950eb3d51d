"""Spreadsheets from the admin give times on the clock of who asks, as the screen does."""

import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from accounts.models import User

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
        ("", ["2026-07-05 00:30:00+02:00", "2026-07-05 00:30:00"]),
        ("America/Kralendijk", ["2026-07-04 18:30:00-04:00", "2026-07-04 18:30:00"]),
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
