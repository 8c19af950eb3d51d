"""Django app of the casebook room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasebookConfig(AppConfig):
    name = "casebook"
    verbose_name = _("Casebook")

    def ready(self) -> None:
        """Fill the slots of the home page."""
        from casebook import slots

        slots.register()
