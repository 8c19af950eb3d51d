"""A moment in the admin is read as people write it, and is never half of one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from events.models import MeetingPage

pytestmark = pytest.mark.django_db


def moment(typed: str) -> datetime:
    """What the form of a meeting makes of a moment."""
    field = MeetingPage.get_edit_handler().get_form_class().base_fields["ends_at"]
    return field.clean(field.widget.value_from_datadict({"at": typed}, {}, "at"))


@pytest.mark.parametrize(
    "typed",
    [
        "4-3-2027 14:30",
        "04-03-2027 om 14.30 uur",
        "4 mrt 2027 14:30",
        "4 maart 2027 om 14:30",
        "4 maart 2027 14.30 uur",
        "2027-03-04 14:30",
    ],
)
def test_moment_is_read_as_people_write_it(typed: str):
    assert moment(typed) == datetime(2027, 3, 4, 14, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.mark.parametrize("typed", ["4 maart 2027 om 14 uur", "4-3-2027 14uur"])
def test_hour_without_minutes_is_the_whole_hour(typed: str):
    assert moment(typed) == datetime(2027, 3, 4, 14, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.mark.parametrize("typed", ["4 mrt 2027", "04-03-2027", "2027-03-04", "4 maart 2027 "])
def test_day_without_a_time_is_not_taken_for_midnight(typed: str):
    with pytest.raises(ValidationError) as refused:
        moment(typed)

    assert refused.value.messages == ["Schrijf de tijd erbij. Bijvoorbeeld: 04-03-2027 14:30"]


@pytest.mark.parametrize(
    "typed", ["31-2-2027 14:30", "31 februari 2027", "morgen om 3 uur", "4 maart 2027 14"]
)
def test_what_is_no_moment_is_refused_with_an_example(typed: str):
    with pytest.raises(ValidationError) as refused:
        moment(typed)

    assert [error.code for error in refused.value.error_list] == ["invalid"]


def test_field_left_blank_is_asked_for():
    with pytest.raises(ValidationError) as refused:
        moment("")

    assert [error.code for error in refused.value.error_list] == ["required"]
