"""A person at work: an editor in the admin, or a visitor, by HTTP as a browser would."""

import io
import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import requests
from PIL import Image as Pixels

from tests.servers.kept_sites import EDITOR

# Longer than anything that is waited for inside, so that an answer that does not come is a fault.
TIMEOUT = 60
# What a page is refused with whose end had passed when the site came to read it.
TOO_LATE = "Vervaldatum moet in de toekomst liggen"
HOME = ZoneInfo("Europe/Amsterdam")


class Refused(Exception):
    """Nobody took the request, so nothing can have come of it."""


class Unknown(Exception):
    """No good answer: what was asked may have happened or not."""


class NotUnderstood(Exception):
    """The site answered otherwise than a harness that does it right may expect."""


def ask(session: requests.Session, method: str, url: str, **options: object) -> requests.Response:
    """Send a request; an answer of 5xx or none at all is Unknown, a closed door Refused."""
    try:
        answer = session.request(method, url, timeout=TIMEOUT, allow_redirects=False, **options)  # type: ignore[arg-type]
    except requests.ConnectionError as error:
        if "NewConnectionError" in repr(error) or "Connection refused" in repr(error):
            raise Refused(type(error).__name__) from error
        raise Unknown(repr(error)) from error
    except requests.RequestException as error:
        raise Unknown(repr(error)) from error
    if answer.status_code >= 500:
        raise Unknown(f"{answer.status_code} {method} {url}")
    return answer


@dataclass
class Editor:
    """Somebody logged in to the admin."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def log_in(self) -> None:
        """Log in with the password."""
        self._get("login/")
        self._post("login/", {"username": EDITOR[0], "password": EDITOR[1]})

    def add_page(self, *, parent: int, slug: str, title: str, go_live: float = 0, expire: float = 0) -> None:
        """Make a page and publish it, or let it be published or withdrawn at a moment."""
        try:
            self._post(f"pages/add/website/standardpage/{parent}/", _form(slug, title, go_live, expire))
        except NotUnderstood as error:
            if expire and expire < time.time() and TOO_LATE in str(error):
                raise Refused(TOO_LATE) from error
            raise

    def edit_page(self, page: int, *, slug: str, title: str, publish: bool = True) -> None:
        """Give a page another title, for readers or as a draft."""
        self._post(f"pages/{page}/edit/", _form(slug, title, publish=publish))

    def publish_pages(self, pages: list[int]) -> None:
        """Put several pages before readers at once, as they were last left."""
        ids = "&".join(f"id={page}" for page in pages)
        self._post(f"bulk/wagtailcore/page/publish/?{ids}", {})

    def unpublish_page(self, page: int) -> None:
        """Take a page from readers."""
        self._post(f"pages/{page}/unpublish/", {})

    def delete_page(self, page: int) -> None:
        """Throw a page away."""
        self._post(f"pages/{page}/delete/", {})

    def move_page(self, page: int, *, below: int) -> None:
        """Put a page elsewhere in the tree."""
        self._post(f"pages/{page}/move/{below}/confirm/", {})

    def add_picture(self, *, title: str, width: int) -> None:
        """Upload a picture."""
        buffer = io.BytesIO()
        Pixels.effect_noise((width, width * 3 // 4), 60).save(buffer, "JPEG")
        more = {
            "title": title,
            "description": "Een draaibank",
            "maker": "",
            "licence": "cc-by-4.0",
            "tags": "",
        }
        self._post("images/add/", more, {"file": (f"{title}.jpg", buffer.getvalue(), "image/jpeg")})

    def _get(self, path: str) -> requests.Response:
        return ask(self.session, "GET", f"{self.url}/beheer/{path}")

    def _post(self, path: str, data: dict[str, str], files: dict[str, object] | None = None) -> None:
        token = {"csrfmiddlewaretoken": self.session.cookies.get("csrftoken", "")}
        answer = ask(self.session, "POST", f"{self.url}/beheer/{path}", data=data | token, files=files)
        if answer.status_code != 302 or "/login/" in answer.headers["Location"]:
            where = answer.headers.get("Location", "")
            raise NotUnderstood(f"{path}: {answer.status_code} {where} {_errors(answer.text)}")


def _form(
    slug: str, title: str, go_live: float = 0, expire: float = 0, publish: bool = True
) -> dict[str, str]:
    counts = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    moments = {"go_live_at": _typed(go_live), "expire_at": _typed(expire)}
    button = {"action-publish": "action-publish"} if publish else {}
    words = {"title": title, "slug": slug, "summary": f"Over {title}.", "body-count": "0"}
    return {**words, **counts, **moments, **button}


def _errors(html: str) -> list[str]:
    messages = re.findall(r'class="[^"]*error[^"]*"[^>]*>(.*?)</(?:p|div|li)>', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", message).split()) for message in messages]


def _typed(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, HOME):%d-%m-%Y %H:%M:%S}" if moment else ""
