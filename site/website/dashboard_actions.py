"""Quick actions: buttons on the first screen of the admin for what editors do most."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from website.models import ContentPage


@dataclass(frozen=True, slots=True)
class QuickAction:
    """A button: its text, an icon of the admin, and where it leads for this user, if anywhere."""

    label: Promise
    icon: str
    url_for: Callable[[HttpRequest], str | None]
    order: int


_actions: list[QuickAction] = []


def register(action: QuickAction) -> None:
    _actions.append(action)


def register_new_page(
    *, model: type[ContentPage], below: type[ContentPage], label: Promise, icon: str, order: int
) -> None:
    """Add a button that opens the form for a new page of ``model`` below the one page of ``below``."""

    def url_for(request: HttpRequest) -> str | None:
        parent = below.objects.filter(alias_of__isnull=True).first()
        if parent is None or not parent.permissions_for_user(request.user).can_add_subpage():
            return None
        meta = model._meta
        return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])

    register(QuickAction(label=label, icon=icon, url_for=url_for, order=order))


def actions_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The buttons that this user can use: ``label``, ``icon`` and ``url``."""
    actions = sorted(_actions, key=lambda action: action.order)
    found = [(action, action.url_for(request)) for action in actions]
    return [{"label": action.label, "icon": action.icon, "url": url} for action, url in found if url]
