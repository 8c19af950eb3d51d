"""The home page of the project template."""

from wagtail.models import Page


class HomePage(Page):
    """The root of the site."""
