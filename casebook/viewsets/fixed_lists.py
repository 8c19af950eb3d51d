"""What comes with the site: municipalities and perspectives may be changed, not added or taken away."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from casebook.models import Municipality, Perspective

FIXED = {"add", "delete"}


class ChangeOnlyPolicy(ModelPermissionPolicy):
    """Nobody adds or deletes, whatever rights a group has."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in FIXED and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class MunicipalityViewSet(SnippetViewSet):
    """The list comes from CBS; only the successor is for editors."""

    model = Municipality
    icon = "home"
    list_display = ["name", "code", "province", "labour_market_region", "successor"]
    list_filter = ["province", "labour_market_region"]
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    panels = [
        HelpPanel(
            _(
                "The list of municipalities comes from CBS and is brought in by an administrator. "
                "Here you say which municipality another one became part of."
            )
        ),
        FieldRowPanel([FieldPanel("name", read_only=True), FieldPanel("code", read_only=True)]),
        FieldRowPanel(
            [FieldPanel("province", read_only=True), FieldPanel("labour_market_region", read_only=True)]
        ),
        FieldPanel("successor"),
    ]


class PerspectiveViewSet(SnippetViewSet):
    """The four parts of the bridge."""

    model = Perspective
    icon = "view"
    list_display = ["name", "code", "order"]
    ordering = ["order"]
    copy_view_enabled = False
    panels = [
        FieldPanel("code", read_only=True),
        FieldPanel("name"),
        FieldPanel("explanation"),
        FieldPanel("order"),
    ]
