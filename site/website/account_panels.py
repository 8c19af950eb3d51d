"""Hides the panels of Wagtail's account screen that this site has no use for."""

from wagtail.admin.views.account import AvatarSettingsPanel, NotificationsSettingsPanel


def hide_unused_panels() -> None:
    """A portrait: only editors would see it, yet it had a public address and none of the bounds of pictures
    (700 KB of PNG took 1.7 GB). And the choice of mails, as long as none is sent."""
    for panel in (AvatarSettingsPanel, NotificationsSettingsPanel):
        panel.is_active = lambda panel: False
