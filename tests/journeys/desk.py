"""A process of the site in which somebody edits, run by the tests: a line in, a line of JSON out.

page NAME       publish a page called NAME; gives its address
tool NAME       share a tool called NAME, with a file, at one obstacle; gives its address and that of its file
withdraw NAME   unpublish it
expire NAME     let its time be over in ten seconds; gives those
delete NAME     delete it
waiting KIND    how many promises of a kind are not kept yet
move NAME       move it elsewhere, as the admin does; gives its new address
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.actions.move_page import MovePageAction  # noqa: E402

from casebook.models import ObstaclePage, ToolPage  # noqa: E402
from config import wsgi  # noqa: E402, F401
from outbox.enums import State  # noqa: E402
from outbox.models import OutboxMessage  # noqa: E402
from tests.casebook import factories  # noqa: E402
from website.models import HomePage, StandardPage  # noqa: E402

SHELF = "plank"


def shelf() -> StandardPage:
    """A page to move other pages with: only standard pages may stand anywhere."""
    home = HomePage.objects.get()
    found = StandardPage.objects.filter(slug=SHELF).first()
    return found or home.add_child(instance=StandardPage(title="Plank", slug=SHELF))


def tool(name: str) -> dict[str, str]:
    file = factories.attachment(name=f"{name}.txt")
    page = factories.tool(
        title=f"Bosbes {name}",
        files=[factories.tool_file(file)],
        obstacles=[ObstaclePage.objects.order_by("pk").first()],
    )
    return {"page": page.url, "file": file.url}


def page(name: str) -> dict[str, str]:
    made = HomePage.objects.get().add_child(instance=StandardPage(title=f"Bosbes {name}", slug=name))
    return {"page": made.url}


def _tool(name: str) -> ToolPage:
    return ToolPage.objects.get(title=f"Bosbes {name}")


def withdraw(name: str) -> dict[str, str]:
    _tool(name).unpublish()
    return {}


def expire(name: str) -> dict[str, int]:
    # On a busy machine the channels of a page are not looked at in less.
    seconds = 10
    found = _tool(name)
    found.expire_at = timezone.now() + timedelta(seconds=seconds)
    found.save()
    return {"seconds": seconds}


def delete(name: str) -> dict[str, str]:
    _tool(name).delete()
    return {}


def move(name: str) -> dict[str, str]:
    user = get_user_model().objects.filter(is_superuser=True).first()
    found = StandardPage.objects.get(slug=name)
    MovePageAction(found, shelf(), pos="last-child", user=user).execute(skip_permission_checks=True)
    return {"page": StandardPage.objects.get(slug=name).url}


def waiting(kind: str) -> int:
    return OutboxMessage.objects.filter(kind=kind).exclude(state=State.DONE).count()


VERBS = {
    "tool": tool,
    "page": page,
    "withdraw": withdraw,
    "expire": expire,
    "delete": delete,
    "move": move,
    "waiting": waiting,
}

if __name__ == "__main__":
    connection.ensure_connection()
    shelf()
    for line in sys.stdin:
        verb, name = line.split()
        sys.stdout.write(f"{json.dumps(VERBS[verb](name))}\n")
        sys.stdout.flush()
