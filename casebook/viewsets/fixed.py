"""Rights on things that come with the site: they may be changed, not added or taken away."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

FIXED = {"add", "delete"}


class ChangeOnlyPolicy(ModelPermissionPolicy):
    """Nobody adds or deletes, whatever rights a group has."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in FIXED and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
