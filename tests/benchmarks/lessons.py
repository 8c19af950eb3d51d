"""Very many lessons, on the site or on its peer, whichever this process is.

python -m tests.benchmarks.lessons grow NUMBER      let there be so many pages, all in the index
python -m tests.benchmarks.lessons save TIMES       time of saving a lesson, as JSON
python -m tests.benchmarks.lessons search           time of the peer's search, as JSON
python -m tests.benchmarks.lessons requests         time of the site's /zoeken/, as JSON
"""

import io
import json
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.apps import apps
from django.core.management import call_command
from django.core.paginator import Paginator

from tests.benchmarks.bulk import grow, write
from tests.benchmarks.corpus import asked, passages

WARM_UP = 5


def app() -> str:
    """The app of the lessons: ours, or the peer's."""
    return "casebook" if apps.is_installed("casebook") else "library"


def grow_lessons(number: int) -> None:
    """Let there be so many pages; the new ones are lessons with real text, each tied to one obstacle."""
    page_model = apps.get_model("wagtailcore", "Page")
    lessons, links = (apps.get_model(app(), name) for name in ("LessonPage", "LessonObstacle"))
    there = page_model.objects.count()
    if number <= there:
        return
    obstacles = list(apps.get_model(app(), "ObstaclePage").objects.values_list("pk", flat=True))
    texts = passages(number)[there:]
    ids = grow(lessons, apps.get_model(app(), "LessonIndexPage").objects.first(), map(row, texts))
    first = (links.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    ties = [
        links(pk=first + place, lesson_id=page, obstacle_id=obstacles[page % len(obstacles)], sort_order=0)
        for place, page in enumerate(ids)
    ]
    for start in range(0, len(ties), 500):
        write(links, ties[start : start + 500])


def row(text: Any) -> dict[str, Any]:
    """A passage as the fields of a lesson."""
    story = [{"type": "text", "value": {"heading": "", "text": f"<p>{text.text}</p>", "obstacle": None}}]
    return {
        "title": text.title[:255],
        "summary": text.text[:200],
        "outcome": "success",
        "context": "",
        "approach": "",
        "result": "",
        "evidence": json.dumps(["own"]),
        "body": json.dumps(story),
    }


def reindex() -> None:
    """Let the search of this site know all pages."""
    command = "search_reindex" if app() == "casebook" else "update_index"
    call_command(command, verbosity=0, stdout=io.StringIO())


def grow_and_index(number: str) -> int:
    """Let there be so many pages, all in the index; gives how many there are."""
    grow_lessons(int(number))
    reindex()
    return int(apps.get_model("wagtailcore", "Page").objects.count())


def save(times: str) -> dict[str, float]:
    """Publish a lesson again and again; gives medians in milliseconds."""
    page = apps.get_model(app(), "LessonPage").objects.order_by("pk").first()
    clock, processor = [], []
    for number in range(WARM_UP + int(times)):
        page.summary = f"Keer {number}"
        started = time.perf_counter(), time.thread_time()
        page.save_revision().publish()
        clock.append((time.perf_counter() - started[0]) * 1_000)
        processor.append((time.thread_time() - started[1]) * 1_000)
    return {"clock": median(clock[WARM_UP:]), "processor": median(processor[WARM_UP:])}


def search() -> dict[str, list[float]]:
    """Ask the peer's own search the golden questions as its search page does; milliseconds each."""
    page_model = apps.get_model("wagtailcore", "Page")
    clock, found = [], 0
    texts = asked()
    for place, text in enumerate([*texts[:20], *texts]):
        started = time.perf_counter()
        hits = list(Paginator(page_model.objects.live().search(text), 10).page(1))
        clock.append((time.perf_counter() - started) * 1_000)
        found += bool(hits) and place >= 20
    return {"milliseconds": clock[20:], "found": [found, len(texts)]}


def requests() -> dict[str, list[float]]:
    """Ask the site's page of results the golden questions, through all middleware; milliseconds each."""
    from django.test import Client

    client, clock, texts = Client(HTTP_HOST="localhost"), [], asked()
    for text in [*texts[:20], *texts, *texts]:
        started = time.perf_counter()
        answer = client.get("/zoeken/", {"q": text})
        clock.append((time.perf_counter() - started) * 1_000)
        assert answer.status_code == 200
    return {"milliseconds": clock[20:]}


VERBS: dict[str, Callable[..., Any]] = {
    "grow": grow_and_index,
    "save": save,
    "search": search,
    "requests": requests,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(VERBS[sys.argv[1]](*sys.argv[2:])) + "\n")
