"""Hides the panels of Wagtail's account screen that this site has no use for."""

from wagtail.admin.views.account import AvatarSettingsPanel, NotificationsSettingsPanel


def hide_unused_panels() -> None:
    """Hide the avatar, which is public and has none of the limits of pictures (700 KB of PNG took 1.7 GB),
    and the choice of mails, as none is sent."""
    for panel in (AvatarSettingsPanel, NotificationsSettingsPanel):
        panel.is_active = lambda panel: False
