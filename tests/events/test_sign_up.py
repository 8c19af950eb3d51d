"""How somebody signs up for a meeting: by mail, by a form elsewhere or in words, and said first."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from icalendar import Calendar

from casebook.enums import Origin
from events.domain.calendar_file import calendar_file
from events.enums import Zone
from events.models import MeetingPage, MeetingPartnership
from tests.casebook import factories

pytestmark = pytest.mark.django_db
ADDRESS = "aanmelden@voorbeeld.example"
EARLIER = datetime(2026, 10, 1, 13, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)


def test_mail_begins_with_the_title_as_its_subject(meeting_of, client: Client):
    meeting = meeting_of(title="Wie betaalt & wie beslist?", sign_up_email=ADDRESS)

    html = client.get(meeting.url).content.decode()

    subject = "Aanmelden%3A%20Wie%20betaalt%20%26%20wie%20beslist%3F"
    assert f'href="mailto:{ADDRESS}?subject={subject}">Meld je aan per mail</a>' in html


def test_sign_up_stands_before_facts_and_story_and_day_and_place_stand_once(meeting_of, client: Client):
    body = [{"type": "text", "value": {"heading": "Zo gaat de dag", "text": "<p>Eerst koffie.</p>"}}]
    meeting = meeting_of(sign_up_email=ADDRESS, body=body)

    html = client.get(meeting.url).content.decode().split("<main")[1]

    assert html.index("Meld je aan per mail") < html.index("Voor wie") < html.index("Zo gaat de dag")
    assert (html.count("donderdag 14 januari 2027"), html.count("Stationsplein 1, Zwolle")) == (1, 1)


@pytest.mark.parametrize("way", ["how_to_sign_up", "sign_up_email", "sign_up_url"])
def test_one_way_to_sign_up_is_enough(meeting_of, way: str):
    ways = {
        "how_to_sign_up": "Bel ons.",
        "sign_up_email": ADDRESS,
        "sign_up_url": "https://voorbeeld.example/",
    }
    meeting = meeting_of()
    for name, value in ways.items():
        setattr(meeting, name, value if name == way else "")

    meeting.full_clean()


def test_meeting_that_is_over_needs_no_way_to_sign_up_and_a_coming_one_does(meeting_of):
    past, coming = meeting_of(starts_at=EARLIER), meeting_of()
    past.how_to_sign_up = coming.how_to_sign_up = ""

    past.full_clean()
    with pytest.raises(ValidationError) as refused:
        coming.full_clean()

    assert list(refused.value.message_dict) == ["how_to_sign_up"]


@pytest.mark.parametrize("typed", [ADDRESS, f"mailto:{ADDRESS}", f"https://{ADDRESS}/"])
def test_mail_address_in_the_place_of_a_web_address_is_told_where_it_goes(meeting_of, typed: str):
    form = MeetingPage.get_edit_handler().get_form_class()(
        {"sign_up_url": typed}, instance=meeting_of(), parent_page=MeetingPage.objects.first().get_parent()
    )

    assert form.fields["sign_up_url"].error_messages["e_mail_address"] == (
        "Dit is een mailadres. Zet het bij Mailadres om je aan te melden."
    )
    with pytest.raises(ValidationError) as refused:
        form.fields["sign_up_url"].clean(typed)
    assert refused.value.code == "e_mail_address"


def test_rows_of_invented_meetings_say_so_and_of_past_ones_the_year(agenda, meeting_of, client: Client):
    partnership = factories.partnership(origin=Origin.FICTIONAL)
    for meeting in (meeting_of(title="Verzonnen", starts_at=EARLIER), meeting_of(title="Ook verzonnen")):
        MeetingPartnership.objects.create(page=meeting, partnership=partnership)
    meeting_of(title="Echt")

    home, listed = (client.get(address).content.decode() for address in ("/", agenda.url))

    assert [html.count("(fictief)</span></h3>") for html in (home, listed)] == [1, 2]
    assert "okt 2026</p>" in listed


def test_zone_is_named_only_where_it_is_another_than_the_readers(agenda, meeting_of, client: Client):
    dutch, german = meeting_of(title="Hier"), meeting_of(title="Daar", zone=Zone.BERLIN)

    html = [client.get(page.url).content.decode() for page in (dutch, german, agenda)]

    assert ["Nederlandse tijd" in one for one in html] == [False, False, False]
    assert ["Duitse tijd" in one for one in html] == [False, True, True]


def test_calendar_file_holds_the_address_as_contact_and_in_its_text(meeting_of):
    text = calendar_file(meeting=meeting_of(sign_up_email=ADDRESS), url="http://localhost/")

    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert (event["contact"], ADDRESS in event["description"]) == (ADDRESS, True)
