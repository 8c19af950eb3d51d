"""Makes casebook things with sensible values; a test names only what it is about."""

from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from casebook.domain.pages import publish_portrait, share_lesson, share_tool
from casebook.domain.partnerships import create_partnership, record_sighting
from casebook.domain.regions import save_region
from casebook.domain.shipped import ensure_index_pages, ensure_perspectives
from casebook.enums import FileVariant, MemberRole, OrganisationKind, Outcome, Phase, SightingState
from casebook.models import (
    LessonPage,
    Municipality,
    ObstacleIndexPage,
    ObstaclePage,
    Organisation,
    Partnership,
    PartnershipMember,
    Perspective,
    PortraitPage,
    Region,
    Sector,
    Sighting,
    ToolChange,
    ToolFile,
    ToolPage,
)
from tests.servers.replay import replayed
from website.domain.publishing import index_of, publish_below
from website.models import Attachment, HomePage

numbers = count(1)
# Real codes, so that regions have a shape: three neighbours in Zeeland, and Almere on its own.
BORSELE, GOES, KAPELLE, ALMERE = "GM0654", "GM0664", "GM0678", "GM0034"


def casebook() -> None:
    """Give a site the perspectives and lists that setup makes."""
    replayed(_make_casebook)


def _make_casebook() -> None:
    ensure_perspectives()
    ensure_index_pages(home=HomePage.objects.get())


def municipality(code: str = GOES, **values: Any) -> Municipality:
    defaults = {"name": f"Gemeente {code}", "province": "Zeeland", **values}
    return Municipality.objects.get_or_create(code=code, defaults=defaults)[0]


def region(name: str = "", municipalities: tuple[str, ...] = (GOES,), **values: Any) -> Region:
    for code in municipalities:
        municipality(code)
    return save_region(name=name or f"Regio {next(numbers)}", municipalities=municipalities, **values)


def organisation(name: str = "", kind: OrganisationKind = OrganisationKind.MBO) -> Organisation:
    return Organisation.objects.create(name=name or f"Organisatie {next(numbers)}", kind=kind)


def sector(name: str = "") -> Sector:
    return Sector.objects.create(name=name or f"Sector {next(numbers)}")


def member(
    organisation: Organisation, role: MemberRole = MemberRole.PARTNER, note: str = ""
) -> PartnershipMember:
    return PartnershipMember(organisation=organisation, role=role, note=note)


def partnership(name: str = "", **values: Any) -> Partnership:
    defaults = {
        "question": "Hoe houden we genoeg vakmensen?",
        "phase": Phase.RUNNING,
        **values,
    }
    if "members" not in defaults:
        defaults["members"] = [member(organisation())]
    if "regions" not in defaults:
        defaults["regions"] = [region()]
    return create_partnership(name=name or f"Verband {next(numbers)}", **defaults)


def perspective(code: str = "legal") -> Perspective:
    return Perspective.objects.get(code=code)


def obstacle(code: str = "", **values: Any) -> ObstaclePage:
    number = next(numbers)
    defaults = {
        "code": code or f"X{number % 100}",
        "title": f"Iemand zegt zin {number}",
        "label": f"Drempel {number}",
        "policy_term": "onduidelijk eigenaarschap",
        "summary": "Waar het over gaat.",
        "possible_heading": "Er is geen grens. Je kunt beginnen.",
        "possible_points": "Niemand houdt je tegen.\nIedereen mag mee.",
        "difficult_heading": "Er is geen grens. Wie beslist?",
        "difficult_points": "Wie betaalt?",
        **values,
    }
    if "perspective" not in defaults:
        defaults["perspective"] = perspective()
    return publish_below(parent=index_of(ObstacleIndexPage), page=ObstaclePage(**defaults))


def sighting(**values: Any) -> Sighting:
    defaults = {"state": SightingState.MIDDLE, "named": True, **values}
    if "partnership" not in defaults:
        defaults["partnership"] = partnership()
    return record_sighting(**defaults)


def lesson(title: str = "", **values: Any) -> LessonPage:
    defaults = {
        "summary": "Waar de les over gaat.",
        "outcome": Outcome.SUCCESS,
        "context": "Er speelde iets.",
        "approach": "We deden iets.",
        "result": "Er kwam iets van.",
        **values,
    }
    if "obstacles" not in defaults:
        defaults["obstacles"] = [obstacle()]
    return share_lesson(title=title or f"Les {next(numbers)}", **defaults)


def portrait(title: str = "", **values: Any) -> PortraitPage:
    defaults = {"summary": "Wie het zijn.", "body": [text()], **values}
    if "partnership" not in defaults:
        defaults["partnership"] = partnership()
    return publish_portrait(title=title or f"Portret {next(numbers)}", **defaults)


def attachment(title: str = "", name: str = "blad.txt", content: bytes = b"Vul hier in.\n") -> Attachment:
    file = Attachment(title=title or f"Blad {next(numbers)}", file=ContentFile(content, name=name))
    file.file_size = len(content)
    file.save()
    return file


def tool_file(document: Attachment, variant: FileVariant = FileVariant.BLANK, **values: Any) -> ToolFile:
    return ToolFile(document=document, variant=variant, **values)


def change(version: str, day: date, text: str) -> ToolChange:
    return ToolChange(version=version, date=day, text=text)


def tool(title: str = "", **values: Any) -> ToolPage:
    defaults = {"summary": "Dan heb je een blad vol.", **values}
    if "files" not in defaults:
        defaults["files"] = [tool_file(attachment())]
    return share_tool(title=title or f"Hulpmiddel {next(numbers)}", **defaults)


def text(
    heading: str = "", words: str = "Een alinea.", obstacle: ObstaclePage | None = None
) -> dict[str, Any]:
    """A block of text as raw value of a story."""
    value = {"heading": heading, "text": f"<p>{words}</p>", "obstacle": obstacle.pk if obstacle else None}
    return {"type": "text", "value": value}


def every_block(document: Attachment, picture: int | None = None) -> list[dict[str, Any]]:
    """One block of every family but the picture, as raw values of a story."""

    def item(**value: Any) -> dict[str, Any]:
        return {"type": "item", "value": value, "id": str(uuid4())}

    blocks: dict[str, dict[str, Any]] = {
        "key_sentence": {"text": "Eerst kijken, dan kiezen."},
        "quote": {"text": "Dat scheelde een jaar.", "who": "Karin Smit", "role": "bedrijfsleider"},
        "key_facts": {"title": "In het kort", "facts": [item(label="Bedrijven", value="31")]},
        "timeline": {"moments": [item(when="2015", text="begonnen"), item(when="2020", text="gegroeid")]},
        "table": {"caption": "Wie betaalt", "grid": {"data": [["Wie", "Wat"], ["School", "uren"]]}},
        "split_bar": {
            "caption": "Verdeling",
            "shares": [item(label="Zadkine", share=60), item(label="Albeda", share=40)],
        },
        "video": {"title": "Een dag mee", "url": "https://video.example/1", "duration": "4 min", "note": ""},
        "download": {"document": document.pk, "title": "Het blad"},
        "call_to_action": {
            "lead": "Zelf proberen?",
            "text": "",
            "label": "Pak het blad",
            "page": None,
            "url": "https://voorbeeld.example/",
        },
    }
    return [text(), *({"type": kind, "value": value} for kind, value in blocks.items())]
