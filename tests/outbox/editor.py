"""A process of the site in which somebody edits, run by the tests: a line in, a line of JSON out.

picture WIDTH     save a new picture of that width
page              save a new page
cache             put something in the cache and read it back
session           log somebody in by a session of their own, and read it back as another request does
load KEY          read what a session holds
doctor            what the doctor says of Redis
"""

import io
import json
import sys
import time
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.db import connection  # noqa: E402
from PIL import Image as Pixels  # noqa: E402

from config import wsgi  # noqa: E402, F401
from outbox.checks import redis_answers  # noqa: E402
from website.domain.page_tree import ensure_page_tree  # noqa: E402
from website.models import Picture, StandardPage  # noqa: E402

sessions = __import__(settings.SESSION_ENGINE, fromlist=["SessionStore"])


def picture(width: str) -> dict[str, Any]:
    """A new picture; the time is that of saving it, not of painting it."""
    buffer = io.BytesIO()
    Pixels.effect_noise((int(width), int(width) * 3 // 4), 60).save(buffer, "JPEG")
    file = ContentFile(buffer.getvalue(), name=f"picture-{width}.jpg")
    begun = time.perf_counter()
    saved = Picture.objects.create(title="Werkplaats", description="Een draaibank", file=file)
    return {"pk": saved.pk, "seconds": time.perf_counter() - begun}


def page() -> dict[str, Any]:
    """A new page, published."""
    home = ensure_page_tree()
    begun = time.perf_counter()
    saved = home.add_child(instance=StandardPage(title=f"Pagina {time.time_ns()}"))
    saved.save_revision().publish()
    return {"pk": saved.pk, "seconds": time.perf_counter() - begun}


def in_cache() -> dict[str, Any]:
    """What the cache says of something that was just put in."""
    begun = time.perf_counter()
    cache.set("word", "bridge", 60)
    found = cache.get("word")
    return {"found": found, "seconds": time.perf_counter() - begun}


def session() -> dict[str, Any]:
    """A new session."""
    made = sessions.SessionStore()
    made["who"] = "editor"
    made.save()
    return {"key": made.session_key, **load(made.session_key)}


def load(key: str) -> dict[str, Any]:
    """A session as a new request reads it."""
    begun = time.perf_counter()
    found = sessions.SessionStore(key).get("who")
    return {"who": found, "seconds": time.perf_counter() - begun}


def logout(key: str) -> dict[str, Any]:
    """End a session."""
    sessions.SessionStore(key).flush()
    return {}


def doctor() -> dict[str, Any]:
    """The check of Redis, in words."""
    return {"said": redis_answers()[0].msg}


VERBS = {
    "picture": picture,
    "page": page,
    "cache": in_cache,
    "session": session,
    "load": load,
    "logout": logout,
    "doctor": doctor,
}

if __name__ == "__main__":
    connection.ensure_connection()
    for line in sys.stdin:
        name, *rest = line.split()
        sys.stdout.write(f"{json.dumps(VERBS[name](*rest))}\n")
        sys.stdout.flush()
