"""Builds the demo content by calling the domain functions that people's own screens call."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile as FileContent
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from casebook.content.markup import ContentFile
from casebook.domain.pages import publish_portrait, share_lesson, share_tool
from casebook.domain.partnerships import create_partnership, record_sighting
from casebook.domain.regions import save_region
from casebook.domain.shipped import obstacle_ids_by_code
from casebook.enums import (
    Evidence,
    FileVariant,
    MemberRole,
    OrganisationKind,
    Origin,
    Outcome,
    Phase,
    SightingState,
)
from casebook.models import (
    LessonPage,
    Municipality,
    ObstaclePage,
    Organisation,
    Partnership,
    PartnershipMember,
    Perspective,
    PortraitPage,
    Region,
    Sector,
    ToolChange,
    ToolFile,
    ToolPage,
)
from demo.found import Gone, body_of, obstacles_of, partnerships_of, regions_of, tools_of
from demo.texts import FILES, facts, stories
from events.domain.meetings import announce_meeting
from events.enums import AttendanceMode
from events.models import MeetingPage
from website.enums import Licence
from website.models import Attachment

# The school holidays around Christmas, by month and day.
CHRISTMAS_BEGINS, CHRISTMAS_ENDS = (12, 20), (1, 6)
ZONE = ZoneInfo("Europe/Amsterdam")
PROVENANCE = ("written_by", "last_checked", "review_due", "source")
Source = TypeVar("Source", ContentFile, dict[str, Any])


@dataclass(frozen=True)
class Item:
    """An item of the demo that is there now, or `left_out` and why."""

    title: str
    left_out: str = ""


def load_regions() -> Iterator[Item]:
    """The regions that partners drew themselves."""

    def make(slug: str, values: dict[str, Any]) -> None:
        codes = Municipality.objects.filter(province__in=values["provinces"]).values_list("code", flat=True)
        save_region(name=values["name"], slug=slug, municipalities=codes, description=values["description"])

    return _each(facts("regions"), _is_there(Region, "name"), make)


def load_partnerships() -> Iterator[Item]:
    """The partnerships with their members, regions, sectors and sightings."""
    return _each(facts("partnerships"), _is_there(Partnership, "name"), _make_partnership)


def _make_partnership(slug: str, values: dict[str, Any]) -> None:
    members = [
        PartnershipMember(
            organisation=Organisation.objects.get_or_create(
                name=row["organisation"], defaults={"kind": OrganisationKind(row["kind"])}
            )[0],
            role=MemberRole(row["role"]),
            note=row.get("note", ""),
        )
        for row in values["members"]
    ]
    partnership = create_partnership(
        slug=slug,
        name=values["name"],
        question=values["question"],
        phase=Phase(values["phase"]),
        started=values.get("started"),
        origin=Origin(values["origin"]),
        website=values.get("website", ""),
        members=members,
        regions=regions_of(values["regions"]),
        sectors=[Sector.objects.get_or_create(name=name)[0] for name in values["sectors"]],
    )
    here = obstacle_ids_by_code()
    for row in values["sightings"]:
        if row["obstacle"] in here:
            record_sighting(
                partnership=partnership,
                obstacle=ObstaclePage.objects.get(pk=here[row["obstacle"]]),
                state=SightingState(row["state"]),
                since=row.get("since"),
                what_helped=row.get("what_helped", ""),
                named=row["named"],
            )


def load_tools() -> Iterator[Item]:
    """The tools, each with its real files."""
    return _each(stories("tools"), _is_there(ToolPage, "title"), _make_tool)


def _make_tool(slug: str, text: ContentFile) -> None:
    front, files = text.front, []
    obstacles = obstacles_of(front["obstacles"])
    for row in front["files"]:
        content = FileContent((FILES / row["path"]).read_bytes(), name=row["path"])
        attachment = Attachment(title=row["title"], file=content, maker=front["written_by"])
        attachment.full_clean(exclude=["collection"])
        attachment._set_document_file_metadata()
        attachment.save()
        files.append(
            ToolFile(
                document=attachment,
                variant=FileVariant(row["variant"]),
                version=row["version"],
                pages=row.get("pages"),
            )
        )
    share_tool(
        slug=slug,
        title=front["title"],
        summary=front["summary"],
        files=files,
        how_to=front["how_to"],
        time_needed=front["time_needed"],
        phases=[Phase(phase) for phase in front["phases"]],
        obstacles=obstacles,
        changes=[ToolChange(**row) for row in front["changes"]],
        body=body_of(text),
        **_provenance(front),
    )


def load_portraits() -> Iterator[Item]:
    """The portrait of every partnership."""

    def is_there(slug: str, text: ContentFile) -> bool:
        partnership = partnerships_of([text.front["partnership"]])[0]
        return PortraitPage.objects.filter(partnership=partnership).exists()

    def make(slug: str, text: ContentFile) -> None:
        front = text.front
        publish_portrait(
            slug=slug,
            partnership=partnerships_of([front["partnership"]])[0],
            title=front["title"],
            summary=front["summary"],
            body=body_of(text),
            started_from=Perspective.objects.get(code=front["started_from"]),
            based_on=Perspective.objects.get(code=front["based_on"]),
            **_provenance(front),
        )

    return _each(stories("portraits"), is_there, make)


def load_lessons() -> Iterator[Item]:
    """The lessons, failures among them."""

    def make(slug: str, text: ContentFile) -> None:
        front = text.front
        share_lesson(
            slug=slug,
            **{name: front[name] for name in ("title", "summary", "context", "approach", "result")},
            obstacles=obstacles_of(front["obstacles"]),
            outcome=Outcome(front["outcome"]),
            partnerships=partnerships_of(front["partnerships"]),
            perspectives=[Perspective.objects.get(code=code) for code in front["perspectives"]],
            applies_when=front["applies_when"],
            applies_not_when=front["applies_not_when"],
            evidence=[Evidence(kind) for kind in front["evidence"]],
            cost=front.get("cost", ""),
            time_needed=front.get("time_needed", ""),
            evidence_note=front["evidence_note"],
            tools=tools_of(front["tools"]),
            body=body_of(text),
            **_provenance(front),
        )

    return _each(stories("lessons"), _is_there(LessonPage, "title"), make)


def load_meetings() -> Iterator[Item]:
    """Meetings that were and that come, counted from the day of loading."""

    def make(slug: str, text: ContentFile) -> None:
        front = text.front
        day = working_day(timezone.localdate() + timedelta(days=front["days_from_now"]))
        starts = datetime.combine(day, time.fromisoformat(front["start_time"]), tzinfo=ZONE)
        announce_meeting(
            slug=slug,
            **{name: front[name] for name in ("title", "summary", "place", "online_note", "for_whom")},
            starts_at=starts,
            ends_at=starts + timedelta(minutes=front["duration_minutes"]),
            attendance_mode=AttendanceMode(front["attendance_mode"]),
            organised_by=front.get("organised_by", "SBB (voorbeeld)"),
            how_to_sign_up=front["how_to_sign_up"],
            sign_up_email=front.get("sign_up_email", ""),
            result=front["result"],
            obstacles=obstacles_of(front["obstacles"]),
            partnerships=partnerships_of(front["partnerships"]),
            body=body_of(text),
        )

    return _each(stories("meetings"), _is_there(MeetingPage, "title"), make)


def _each(
    sources: Mapping[str, Source],
    is_there: Callable[[str, Source], bool],
    make: Callable[[str, Source], None],
) -> Iterator[Item]:
    """Make every item that is not there yet, each wholly or not at all."""
    for slug, source in sources.items():
        title = _name_of(source)
        try:
            if not is_there(slug, source):
                with transaction.atomic():
                    make(slug, source)
        except Gone as reason:
            yield Item(title, left_out=str(reason))
        else:
            yield Item(title)


def _is_there(model: type[Model], field: str) -> Callable[[str, Source], bool]:
    """Whether an item was loaded before, also when an editor gave it another name or another address."""
    there = model._default_manager
    return lambda slug, source: there.filter(Q(slug=slug) | Q(**{field: _name_of(source)})).exists()


def _name_of(source: Source) -> str:
    name: str = source.front["title"] if isinstance(source, ContentFile) else source["name"]
    return name


def working_day(day: date) -> date:
    """The Tuesday of the week of ``day``, or the first one after Christmas: nobody meets on a holiday."""
    day -= timedelta(days=day.weekday() - 1)
    while not CHRISTMAS_ENDS < (day.month, day.day) < CHRISTMAS_BEGINS:
        day += timedelta(days=7)
    return day


def _provenance(front: dict[str, Any]) -> dict[str, Any]:
    licence = next(licence for licence in Licence if licence.label == front["licence"])
    return {**{name: front[name] for name in PROVENANCE}, "licence": licence}
