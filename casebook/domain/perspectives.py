"""The four perspectives that ship with the site."""

import tomllib
from importlib import resources

from casebook.models import Perspective


def ensure_perspectives() -> list[Perspective]:
    """Make the perspectives that are not there yet, by their code; gives the new ones."""
    text = resources.files("casebook.content").joinpath("perspectives.toml").read_text(encoding="utf-8")
    made = []
    for order, values in enumerate(tomllib.loads(text)["perspectives"], start=1):
        perspective, new = Perspective.objects.get_or_create(
            code=values["code"],
            defaults={"name": values["name"], "explanation": values["explanation"], "order": order},
        )
        if new:
            made.append(perspective)
    return made
