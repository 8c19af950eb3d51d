"""The app that puts the points in place, and makes the waits of the product short enough for a test."""

from django.apps import AppConfig


class ChaosConfig(AppConfig):
    name = "tests.chaos.inside"
    label = "chaos"

    def ready(self) -> None:
        """Before all other rooms are ready: what they register is then what was put in place here."""
        from tests.chaos.inside import haste, points

        haste.shorten_waits()
        points.put_in_place()
