"""Style sheets, icons and lettering: linked, licensed, small, readable, and reading only their own tokens."""

import gzip
import re
import shutil

import pytest
from django.template import Context, Template

from tests.architecture.rooms import ROOMS, files, folder
from website import stylesheets
from website.stylesheets import SiteStaticFilesStorage

STATIC = folder("website") / "static/website"
SHEETS = {path.name: path.read_text() for path in sorted((STATIC / "css").glob("*.css"))}
# The admin's colours and the pattern page are loaded by their own pages.
ELSEWHERE = {"beheer.css", "patterns.css", "beheer.js", "send_again.js"}
VALUES = re.compile(r"var\(--rb-(kleur|maat|letter)-")
TOKEN = re.compile(r"--rb-kleur-([\w-]+): (#[0-9a-f]{6});")
ICON = re.compile(r"""{% icon "([\w-]+)" %}""")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(scheme: str) -> dict[str, str]:
    light, dark = SHEETS["tokens.css"].split("prefers-color-scheme: dark")
    found = dict(TOKEN.findall(light))
    return found if scheme == "light" else found | dict(TOKEN.findall(dark.split("@media print")[0]))


def test_every_style_sheet_is_linked_once_and_in_the_order_of_its_layers():
    drawn = Template("{% load components %}{% style_links %}").render(Context())
    linked = re.findall(r"website/css/([\w-]+\.css)", drawn)

    assert sorted(linked) == sorted(set(SHEETS) - ELSEWHERE)
    assert linked[:4] == ["tokens.css", "tokens-utrecht.css", "tokens-own.css", "fonts.css"]


def test_components_read_only_the_last_two_layers_of_tokens():
    readers = {name for name, sheet in SHEETS.items() if VALUES.search(sheet)}

    assert readers - {"tokens-utrecht.css", "tokens-own.css", "patterns.css", "beheer.css"} == set()


def test_every_token_that_is_read_is_defined():
    everything = "".join(sheet for name, sheet in SHEETS.items() if name != "beheer.css")
    defined = set(re.findall(r"(--[\w-]+):", everything))
    read = set(re.findall(r"var\((--[\w-]+)", everything))

    assert sorted(read - defined) == []


def test_every_rule_stands_in_a_layer():
    outside = [
        name
        for name, sheet in SHEETS.items()
        if name not in {"beheer.css", "fonts.css"} and "@layer" not in sheet
    ]

    assert outside == []


def test_styles_fetch_nothing_but_our_own_lettering():
    fetched = {url for sheet in SHEETS.values() for url in re.findall(r"url\([\"']?([^)\"']+)", sheet)}

    assert {url for url in fetched if not url.startswith(("../fonts/", "#hatch"))} == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["papier", "mist", "water"])
@pytest.mark.parametrize("text", ["inkt", "inkt-zacht", "delfts", "fout"])
def test_text_is_readable_on_every_ground(scheme, ground, text):
    found = colours(scheme)

    assert contrast(found[text], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("op-delfts", "delfts", 4.5),
        ("op-delfts", "delfts-diep", 4.5),
        ("op-merk", "merk", 4.5),
        ("papier", "inkt-zacht", 4.5),
        ("menie", "papier", 4.5),
        ("menie", "water", 3),
        ("rand", "papier", 3),
        ("rand", "water", 3),
        ("vlak", "land", 3),
        ("goed", "papier", 4.5),
        ("bezocht", "papier", 4.5),
    ],
)
def test_signs_fields_and_buttons_stand_out(scheme, one, other, least):
    found = colours(scheme)

    assert contrast(found[one], found[other]) >= least


def test_icons_that_are_drawn_are_the_icons_that_ship():
    shipped = {path.stem for path in (STATIC / "icons").glob("*.svg")}
    sources = [path.read_text() for pattern in ("*.html", "*.py") for _room, path in files(pattern)]
    drawn = {name for source in sources for name in ICON.findall(source)}
    # Kinds of pages name their icon in Python.
    named = {icon for icon in shipped if any(f'"{icon}"' in source for source in sources)}

    assert drawn - shipped == set()
    assert shipped - named == set()


@pytest.mark.parametrize(
    ("place", "licence"),
    [
        ("icons", "LICENSE-phosphor.txt"),
        ("fonts", "LICENSE-overpass.txt"),
        ("fonts", "LICENSE-source-serif-4.txt"),
    ],
)
def test_what_others_made_has_its_licence_beside_it(place, licence):
    assert (STATIC / place / licence).stat().st_size > 1000
    assert licence in (STATIC / place / "NOTICE").read_text()


def test_lettering_styles_and_scripts_leave_room_for_the_page():
    lettering = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2"))
    # As they are sent: one file for each medium.
    packed = sum(
        len(gzip.compress("\n".join(SHEETS[f"{name}.css"] for name in sheets).encode(), 6))
        for sheets in stylesheets.BUNDLES.values()
    )
    scripts = sum(
        len(gzip.compress(path.read_bytes(), 6))
        for path in (STATIC / "js").glob("*.js")
        if path.name not in ELSEWHERE
    )

    # 150 kB for a page in all; the heaviest one, with two maps, takes about 20 kB itself.
    assert lettering + packed + scripts <= 126_000


@pytest.mark.parametrize("room", ROOMS)
def test_templates_hold_no_style_or_script_of_their_own(room):
    inline = re.compile(r"""<style|\sstyle=["']|<script(?![^>]*\ssrc=)|\son\w+=["']|javascript:|["'(]data:""")
    found = [
        path.name
        for owner, path in files("*.html")
        if owner == room and "wagtailadmin" not in path.parts and inline.search(path.read_text())
    ]

    assert found == []


def test_sheets_collected_for_production_become_one_file_a_medium_in_the_same_order(tmp_path):
    shutil.copytree(STATIC, tmp_path / "website")
    storage = SiteStaticFilesStorage(location=tmp_path)
    copied = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]

    list(storage.post_process({path: (storage, path) for path in copied}))

    for path, sheets in stylesheets.BUNDLES.items():
        bundle = (tmp_path / path).read_text()
        order = [bundle.index(SHEETS[f"{name}.css"].strip()) for name in sheets]
        assert order == sorted(order)
        assert (tmp_path / storage.stored_name(path)).exists()
