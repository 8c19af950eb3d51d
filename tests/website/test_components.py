"""Components: each stands on the pattern page, and the signs keep to their rules."""

import re

import pytest
from django.template import engines
from django.template.base import Template
from django.test import RequestFactory
from django.test.signals import template_rendered

from tests.architecture.rooms import folder
from website.patterns import views
from website.patterns.views import OUTLINES
from website.templatetags import components, signs

COMPONENTS = folder("website") / "templates/website/components"


def draw(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load signs components %}" + source).render(context)


@pytest.fixture
def drawn_templates():
    """The names of the templates that are drawn while the test runs."""
    names: set[str] = set()

    def note(sender: object, template: Template, **kwargs: object) -> None:
        names.add(template.name or "")

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def test_pattern_pages_together_show_every_component(drawn_templates):
    request = RequestFactory().get("/")
    # Drawn once for a whole process.
    signs.hatches.cache_clear()

    answers = [view(request) for view in (views.patterns, views.not_found, views.broken)]

    # A figure needs a picture of an editor, so it is shown where stories are tested.
    all_components = {f"website/components/{path.name}" for path in COMPONENTS.glob("*.html")}
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert all_components - drawn_templates == {"website/components/figure.html"}


def test_component_opens_with_a_comment_that_names_its_context():
    silent = [
        path.name
        for path in COMPONENTS.glob("*.html")
        if not re.match(r"{% comment %}.{20,}", path.read_text(), re.S)
    ]

    assert silent == []


@pytest.mark.parametrize(("size", "state"), [(24, "full"), (39, "full"), (40, "hatched"), (600, "hatched")])
def test_outline_under_forty_pixels_is_always_full(size, state):
    html = draw("{% outline shape 'hatched' size %}", shape=OUTLINES["zeeland"], size=size)

    assert re.findall(r"rb-outline--(\w+)", html) == [state]


def test_box_of_an_outline_is_the_one_around_its_path():
    boxes = {key: signs.box_around(shape["path"]) for key, shape in OUTLINES.items()}

    assert boxes == {key: shape["view_box"] for key, shape in OUTLINES.items()}


@pytest.mark.parametrize("size", [40, 56, 72, 96, 480, 600])
def test_hatch_of_an_outline_is_defined_and_keeps_its_distance(size):
    defined = set(re.findall(r'id="(hatch-\d+)"', draw("{% hatches %}")))

    for shape in OUTLINES.values():
        name = signs.hatch_for(shape["view_box"], size)
        scale = signs.HATCH_SCALES[int(name.removeprefix("hatch-")) - 1]
        width, height = (float(number) for number in shape["view_box"].split()[2:])
        assert name in defined
        assert 0.85 <= scale * size / max(width, height) <= 1.15


def test_outline_beside_words_is_silent_and_alone_has_a_name():
    silent = draw("{% outline shape %}", shape=OUTLINES["zeeland"])
    named = draw("{% outline shape name='Zeeland' %}", shape=OUTLINES["zeeland"])

    assert ('aria-hidden="true"' in silent, 'aria-label="Zeeland"' in silent) == (True, False)
    assert ('aria-hidden="true"' in named, 'role="img" aria-label="Zeeland"' in named) == (False, True)


def test_split_bar_carries_its_labels_only_when_all_fit_on_a_phone():
    wide = components.split_bar([{"label": "Zadkine", "share": 60}, {"label": "Albeda", "share": 40}])
    narrow = components.split_bar([{"label": "Zadkine", "share": 90}, {"label": "Albeda", "share": 10}])

    assert (wide["inside"], narrow["inside"]) == (True, False)
    assert [(part["x"], part["width"]) for part in wide["parts"]] == [
        ("0.00%", "60.00%"),
        ("60.00%", "40.00%"),
    ]


def test_split_bar_of_nothing_draws_no_parts():
    assert components.split_bar([{"label": "Niemand", "share": 0}])["parts"][0]["width"] == "0.00%"


def test_map_that_counts_has_dots_of_its_own_and_ties_regions_to_rows():
    regions = [
        {"path": "M0 0l4 0 0 4z", "state": "few", "name": "Goes: 1", "url": "/goes/", "tie": "2"},
        {"path": "M5 0l4 0 0 4z", "state": "full", "name": "Veere: 16", "url": "", "tie": ""},
    ]
    arc = {"path": "M1 1Q3 -2 6 1", "ends": [(1, 1), (6, 1)]}
    shapes = {"name": "Kaart", "country": "M0 0l9 0 0 9z", "provinces": None}
    draw = engines["django"].from_string("{% load signs %}{% region_map map %}")

    counting = draw.render({"map": {**shapes, "regions": regions, "arcs": [arc]}})
    plain = draw.render({"map": {**shapes, "regions": regions[1:]}})

    assert '<a href="/goes/" tabindex="-1" data-tie="2"><title>Goes: 1</title>' in counting
    assert 'rb-map__region--few" fill="url(#map-few)"' in counting
    assert (counting.count("<pattern"), counting.count("<circle cx"), plain.count("<pattern")) == (6, 2, 0)
