"""Builds the demo content by calling the domain functions that people's own screens call."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile as FileContent
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casebook.domain.lessons import share_lesson
from casebook.domain.obstacles import obstacle_ids_by_code
from casebook.domain.partnerships import Member, create_partnership, ensure_organisation, ensure_sector
from casebook.domain.portraits import publish_portrait
from casebook.domain.regions import save_region
from casebook.domain.sightings import record_sighting
from casebook.domain.tools import Change, OfferedFile, share_tool
from casebook.enums import (
    Evidence,
    FileVariant,
    MemberRole,
    OrganisationKind,
    Outcome,
    Phase,
    SightingState,
    Standing,
)
from casebook.models import (
    LessonPage,
    Municipality,
    ObstaclePage,
    Partnership,
    Perspective,
    PortraitPage,
    Region,
    ToolPage,
)
from demo.texts import FILES, facts, stories
from events.domain.meetings import announce_meeting
from events.enums import MeetingForm
from events.models import MeetingPage
from website.enums import Licence
from website.models import Attachment, ContentPage

ZONE = ZoneInfo("Europe/Amsterdam")
PROVENANCE = ("written_by", "last_checked", "review_due", "source")


def load_regions() -> Iterable[str]:
    """The regions that partners drew themselves."""
    for slug, values in facts("regions").items():
        if not Region.objects.filter(slug=slug).exists():
            codes = Municipality.objects.filter(province__in=values["provinces"]).values_list(
                "code", flat=True
            )
            save_region(
                name=values["name"], slug=slug, municipalities=codes, description=values["description"]
            )
        yield values["name"]


def load_partnerships() -> Iterable[str]:
    """The partnerships with their members, regions, sectors and sightings."""
    for slug, values in facts("partnerships").items():
        if not Partnership.objects.filter(Q(slug=slug) | Q(name=values["name"])).exists():
            _make_partnership(slug, values)
        yield values["name"]


@transaction.atomic
def _make_partnership(slug: str, values: dict[str, Any]) -> None:
    members = [
        Member(
            organisation=ensure_organisation(name=row["organisation"], kind=OrganisationKind(row["kind"])),
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
        started_note=values.get("started_note", ""),
        standing=Standing(values["standing"]),
        website=values.get("website", ""),
        members=members,
        regions=[Region.objects.get(name=name) for name in values["regions"]],
        sectors=[ensure_sector(name=name) for name in values["sectors"]],
    )
    for row in values["sightings"]:
        record_sighting(
            partnership=partnership,
            obstacle=ObstaclePage.objects.get(code=row["obstacle"]),
            state=SightingState(row["state"]),
            since=row.get("since"),
            what_helped=row.get("what_helped", ""),
            named=row["named"],
        )


def load_tools() -> Iterable[str]:
    """The tools, each with its real files."""
    for slug, text in stories("tools").items():
        if not _is_there(ToolPage, slug, text.front):
            _make_tool(slug, text.front, text.stream(obstacle_ids_by_code()))
        yield text.front["title"]


@transaction.atomic
def _make_tool(slug: str, front: dict[str, Any], body: list[dict[str, Any]]) -> None:
    files = []
    for row in front["files"]:
        content = FileContent((FILES / row["path"]).read_bytes(), name=row["path"])
        attachment = Attachment(title=row["title"], file=content, maker=front["written_by"])
        attachment.full_clean(exclude=["collection"])
        attachment._set_document_file_metadata()
        attachment.save()
        files.append(
            OfferedFile(
                attachment=attachment,
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
        obstacles=_obstacles(front),
        changes=[
            Change(version=row["version"], on=row["date"], text=row["text"]) for row in front["changes"]
        ],
        body=body,
        **_provenance(front),
    )


def load_portraits() -> Iterable[str]:
    """The portrait of every partnership."""
    for slug, text in stories("portraits").items():
        front = text.front
        if not PortraitPage.objects.filter(partnership__slug=front["partnership"]).exists():
            publish_portrait(
                slug=slug,
                partnership=Partnership.objects.get(slug=front["partnership"]),
                title=front["title"],
                summary=front["summary"],
                body=text.stream(obstacle_ids_by_code()),
                started_from=Perspective.objects.get(code=front["started_from"]),
                leans_on=Perspective.objects.get(code=front["leans_on"]),
                **_provenance(front),
            )
        yield front["title"]


def load_lessons() -> Iterable[str]:
    """The lessons, failures among them."""
    for slug, text in stories("lessons").items():
        front = text.front
        if not _is_there(LessonPage, slug, front):
            share_lesson(
                slug=slug,
                **{name: front[name] for name in ("title", "summary", "context", "approach", "result")},
                obstacles=_obstacles(front),
                outcome=Outcome(front["outcome"]),
                partnerships=[Partnership.objects.get(slug=name) for name in front["partnerships"]],
                perspectives=[Perspective.objects.get(code=code) for code in front["perspectives"]],
                holds_when=front["holds_when"],
                holds_not_when=front["holds_not_when"],
                evidence=Evidence(front["evidence"]),
                evidence_note=front["evidence_note"],
                tools=[ToolPage.objects.get(slug=name) for name in front["tools"]],
                body=text.stream(obstacle_ids_by_code()),
                **_provenance(front),
            )
        yield front["title"]


def load_meetings() -> Iterable[str]:
    """One meeting that was and one that comes, counted from the day of loading."""
    for slug, text in stories("meetings").items():
        front = text.front
        if not _is_there(MeetingPage, slug, front):
            day = working_day(timezone.localdate() + timedelta(days=front["days_from_now"]))
            starts = datetime.combine(day, time.fromisoformat(front["start_time"]), tzinfo=ZONE)
            announce_meeting(
                slug=slug,
                **{name: front[name] for name in ("title", "summary", "place", "online_note", "for_whom")},
                starts_at=starts,
                ends_at=starts + timedelta(minutes=front["duration_minutes"]),
                form=MeetingForm(front["form"]),
                organised_by=front.get("organised_by", "SBB (voorbeeld)"),
                how_to_sign_up=front["how_to_sign_up"],
                came_of_it=front["result"],
                obstacles=_obstacles(front),
                partnerships=[Partnership.objects.get(slug=name) for name in front["partnerships"]],
                body=text.stream(obstacle_ids_by_code()),
            )
        yield front["title"]


def _is_there(model: type[ContentPage], slug: str, front: dict[str, Any]) -> bool:
    """Whether a page was loaded before, also when an editor gave it another title or another address."""
    return model.objects.filter(Q(slug=slug) | Q(title=front["title"])).exists()


def working_day(day: date) -> date:
    """The Tuesday of the week of ``day``: people do not meet on a Sunday."""
    return day - timedelta(days=day.weekday() - 1)


def _obstacles(front: dict[str, Any]) -> list[ObstaclePage]:
    return [ObstaclePage.objects.get(code=code) for code in front["obstacles"]]


def _provenance(front: dict[str, Any]) -> dict[str, Any]:
    licence = next(licence for licence in Licence if licence.label == front["licence"])
    return {**{name: front[name] for name in PROVENANCE}, "licence": licence}
