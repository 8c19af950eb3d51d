"""Slots: each is named where it is opened, and a name that is not among those is told."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template import Context, Template

from website import slots

OPENED = re.compile(r"{%-?\s*slot\s+([^\s%]+)")


def opened_in_templates() -> dict[str, set[str]]:
    """The slots that the templates of each room open, by room."""
    found: dict[str, set[str]] = {}
    for config in apps.get_app_configs():
        names = {
            name
            for template in Path(config.path).glob("templates/**/*")
            if template.is_file() and template.suffix in {".html", ".txt", ".xml"}
            for name in OPENED.findall(template.read_text(encoding="utf-8"))
        }
        if names:
            found[config.label] = names
    return found


def test_each_room_names_exactly_the_slots_that_its_templates_open():
    named = {
        config.label: {f'"{name}"' for name in config.slots}
        for config in apps.get_app_configs()
        if getattr(config, "slots", ())
    }

    assert named == opened_in_templates()
    assert set(named) >= {"website", "casebook"}


def test_part_for_a_slot_that_nobody_opens_is_refused_when_it_is_registered():
    with pytest.raises(LookupError, match="home-row"):
        slots.register("home-row", lambda context: "", order=1)


def test_slot_misspelt_in_a_template_is_told():
    with pytest.raises(LookupError, match="home-row"):
        Template('{% load slots %}{% slot "home-row" %}').render(Context())
