"""A country of the size that the site is meant for: hundreds of partnerships, all of them invented."""

import io
import json
import math
import random
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils.text import slugify

from casebook.domain.partnerships import create_partnership
from casebook.domain.regions import save_region
from casebook.enums import (
    Evidence,
    MemberRole,
    OrganisationKind,
    Origin,
    Outcome,
    Phase,
    SightingState,
)
from casebook.geo.outlines import middle_of
from casebook.models import (
    LessonIndexPage,
    LessonObstacle,
    LessonPage,
    LessonPartnership,
    Municipality,
    ObstaclePage,
    Organisation,
    Partnership,
    PartnershipMember,
    Perspective,
    PortraitIndexPage,
    PortraitPage,
    Region,
    Sector,
    Sighting,
)
from outbox.models import OutboxMessage
from tests.benchmarks.bulk import grow
from website.domain.publishing import index_of

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text())
SEED = 2026
PARTNERSHIPS, LESSONS, SIGHTINGS = 450, 1_500, 3_000
# By code how many met it: everybody, as many as one saw in a trial; the others share the rest.
MET_BY = {"S1": PARTNERSHIPS, "J6": 62}
# One in so many partnerships has no portrait, lets its name be withheld, works in two regions.
NO_PORTRAIT, WITHHELD, TWO_REGIONS = 10, 5, 8
# How many learned a lesson, in turn.
HOW_MANY = (0, 1, 1, 1, 1, 1, 1, 2)
# The last day that anything was looked at.
TODAY = date(2026, 11, 1)


def furnish() -> None:
    """Fill a site that has had its setup; the same each time."""
    chance = random.Random(SEED)
    with transaction.atomic():
        partnerships = make_partnerships(chance, make_regions())
        make_portraits(chance, partnerships)
        make_lessons(chance, partnerships)
        make_sightings(chance, partnerships)
    # Pages and sightings were written as rows, of which the index knows nothing yet.
    call_command("search_reindex", stdout=io.StringIO())
    # What these say came before that.
    OutboxMessage.objects.all().delete()


def make_regions() -> list[Region]:
    """The labour-market regions, and some that partners drew themselves."""
    for province in WORDS["provinces"]:
        codes = Municipality.objects.filter(province=province).values_list("code", flat=True)
        save_region(name=f"Heel {province}", municipalities=codes)
    for name, municipalities in WORDS["corners"].items():
        here = Municipality.objects.filter(name__in=municipalities).values_list("code", flat=True)
        save_region(name=name, municipalities=here)
    return list(Region.objects.order_by("name"))


def make_partnerships(chance: random.Random, regions: Sequence[Region]) -> list[Partnership]:
    """Many in some regions and one in others; each is named after what it does and where."""
    sectors = {name: Sector.objects.get_or_create(name=name)[0] for name in set(WORDS["themes"].values())}
    made = []
    for theme, region in _shared_out(chance, regions):
        place = region.name.removeprefix("Heel ")
        also = sorted((one for one in regions if one != region), key=partial(_distance, region))[:1]
        made.append(
            create_partnership(
                name=f"{theme} {place}",
                question=chance.choice(WORDS["questions"]).format(place=place),
                phase=chance.choice([Phase.EXPLORING, Phase.STARTING, Phase.RUNNING, Phase.LASTING]),
                started=date(chance.randint(2012, 2026), chance.randint(1, 9), 1),
                origin=Origin.FICTIONAL,
                members=_members(chance, place),
                regions=[region, *(also if len(made) % TWO_REGIONS == 0 else [])],
                sectors=[sectors[WORDS["themes"][theme]]],
            )
        )
    return made


def _shared_out(chance: random.Random, regions: Sequence[Region]) -> Iterator[tuple[str, Region]]:
    """Pairs of a theme and a region, every pair once: the first regions of a shuffled row have most."""
    row = chance.sample(list(regions), len(regions))
    most = len(WORDS["themes"])
    numbers = {
        region: max(1, round(most * (1 - place / len(row)) ** 1.4)) for place, region in enumerate(row)
    }
    # Whole provinces have few, as partnerships there are the exception.
    numbers |= {region: 2 for region in row if region.name.startswith("Heel ")}
    while (short := PARTNERSHIPS - sum(numbers.values())) != 0:
        step = 1 if short > 0 else -1
        some = [region for region in row[1:-6] if 1 < numbers[region] + step <= most and numbers[region] > 2]
        for region in chance.sample(some, min(abs(short), len(some))):
            numbers[region] += step
    for region in row:
        for theme in chance.sample(list(WORDS["themes"]), numbers[region]):
            yield theme, region


def _distance(one: Region, other: Region) -> float:
    return math.dist(middle_of(one.outline), middle_of(other.outline))


def _members(chance: random.Random, place: str) -> list[PartnershipMember]:
    names = [chance.choice(WORDS["schools"]), *chance.sample(WORDS["others"], 3)]
    kinds = [OrganisationKind.MBO, *[OrganisationKind.COMPANY] * 3]
    roles = [MemberRole.LEAD, *[MemberRole.PARTNER] * 3]
    return [
        PartnershipMember(
            organisation=Organisation.objects.get_or_create(
                name=name.format(place=place), defaults={"kind": kind}
            )[0],
            role=role,
        )
        for name, kind, role in zip(names, kinds, roles, strict=True)
    ]


def make_portraits(chance: random.Random, partnerships: Sequence[Partnership]) -> None:
    """The portrait of most of them."""
    obstacles = list(ObstaclePage.objects.all())
    social, legal = (Perspective.objects.get(code=code) for code in ("social", "legal"))

    def row(partnership: Partnership) -> dict[str, Any]:
        place = partnership.place.removeprefix("Heel ")
        text = chance.choice(WORDS["portraits"])
        return {
            "title": text["title"].format(name=partnership.name, place=place),
            "slug": partnership.slug,
            "summary": text["summary"].format(name=partnership.name, place=place),
            "partnership": partnership,
            "started_from": social,
            "based_on": legal,
            "last_checked": _day(chance),
            "body": _story(chance, place, obstacles),
        }

    told = [one for number, one in enumerate(partnerships) if number % NO_PORTRAIT]
    grow(PortraitPage, index_of(PortraitIndexPage), map(row, told))


def make_lessons(chance: random.Random, partnerships: Sequence[Partnership]) -> None:
    """Lessons of one partnership, of two, and a few of nobody who may be named."""
    obstacles = list(ObstaclePage.objects.all())
    perspectives = list(Perspective.objects.all())
    learners = [
        chance.sample(partnerships, (0, 1, 1, 1, 1, 1, 1, 2)[number % 8]) for number in range(LESSONS)
    ]

    def row(number: int) -> dict[str, Any]:
        text = chance.choice(WORDS["lessons"])
        who = learners[number]
        place = who[0].place.removeprefix("Heel ") if who else "een middelgrote stad"
        title = f"{text['advice']}: zo ging het in {place}"
        return {
            "title": title,
            "slug": f"{slugify(title)}-{number}",
            "summary": f"{text['context']} {text['result']}",
            "context": text["context"],
            "approach": text["approach"],
            "result": text["result"],
            "outcome": chance.choices(list(Outcome), (6, 3, 2))[0],
            "evidence": chance.choice(list(Evidence)),
            "evidence_note": WORDS["evidence_note"],
            "applies_when": "\n".join(chance.sample(WORDS["applies"], 2)),
            "applies_not_when": chance.choice(WORDS["applies_not"]),
            "last_checked": _day(chance),
            "body": _story(chance, place, obstacles),
        }

    pages = grow(LessonPage, index_of(LessonIndexPage), map(row, range(LESSONS)))
    through = LessonPage.perspectives.through
    LessonPartnership.objects.bulk_create(
        LessonPartnership(lesson_id=page, partnership=one, sort_order=place)
        for page, who in zip(pages, learners, strict=True)
        for place, one in enumerate(who)
    )
    LessonObstacle.objects.bulk_create(
        LessonObstacle(lesson_id=page, obstacle=one, sort_order=place)
        for page in pages
        for place, one in enumerate(chance.sample(obstacles, chance.randint(1, 3)))
    )
    through.objects.bulk_create(
        through(lessonpage_id=page, perspective=one)
        for page in pages
        for one in chance.sample(perspectives, chance.randint(1, 2))
    )


def make_sightings(chance: random.Random, partnerships: Sequence[Partnership]) -> None:
    """Who met what, as rows: thousands are not told one by one."""
    codes = list(ObstaclePage.objects.order_by("code").values_list("code", "pk"))
    others = [code for code, _pk in codes if code not in MET_BY]
    share, more = divmod(SIGHTINGS - sum(MET_BY.values()), len(others))
    numbers = MET_BY | {code: share + (place < more) for place, code in enumerate(others)}
    Sighting.objects.bulk_create(
        Sighting(
            partnership=partnership,
            obstacle_id=pk,
            state=chance.choices(list(SightingState), (2, 3, 5))[0],
            named=chance.randrange(WITHHELD) > 0,
            since=_day(chance),
        )
        for code, pk in codes
        for partnership in chance.sample(list(partnerships), numbers[code])
    )


def _story(chance: random.Random, place: str, obstacles: Sequence[ObstaclePage]) -> str:
    blocks = [
        {
            "type": "text",
            "value": {
                "heading": heading,
                "text": f"<p>{text.format(place=place)}</p>",
                "obstacle": chance.choice(obstacles).pk,
            },
        }
        for heading, text in zip(
            ("", "Wat we nu anders doen"), chance.sample(WORDS["stories"], 2), strict=True
        )
    ]
    return json.dumps(blocks)


def _day(chance: random.Random) -> date:
    return TODAY - timedelta(days=chance.randrange(900))
