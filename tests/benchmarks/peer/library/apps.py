"""The app of the pages."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Pages of the peer."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "library"
