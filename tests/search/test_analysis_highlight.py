"""Marks: whole words, escaped before they are marked."""

import pytest

from search.analysis.highlight import Marks, excerpt, mark


def marked(text: str, *phrases: tuple[str, ...]) -> str:
    return mark(text, Marks.of(phrases).spans(text))


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("Twee scholen samen", [("school",)], "Twee <mark>scholen</mark> samen"),
        ("De stagebegeleiding telt", [("begeleid",)], "De <mark>stagebegeleiding</mark> telt"),
        ("een business case nu", [("business", "case")], "een <mark>business case</mark> nu"),
        ("case of business", [("business", "case")], "case of business"),
        ("kleine bedrijven", [("klein",), ("bedrijf",)], "<mark>kleine bedrijven</mark>"),
        ("Regio's overleggen", [("regio",)], "<mark>Regio&#x27;s</mark> overleggen"),
        ("niets hier", [("school",)], "niets hier"),
        ("", [("school",)], ""),
    ],
)
def test_words_are_marked_whole(text, phrases, expected):
    assert marked(text, *phrases) == expected


def test_markup_in_the_text_is_escaped():
    assert marked("<b>school</b> & <script>", ("school",)) == (
        "&lt;b&gt;<mark>school</mark>&lt;/b&gt; &amp; &lt;script&gt;"
    )


def test_excerpt_shows_the_stretch_with_most_marks_and_dots_where_it_was_cut():
    text = f"{'woord ' * 60}een school en nog een school{' woord' * 60}"
    marks = Marks.of([("school",)])

    shown = excerpt(text, marks.spans(text), width=100)

    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert shown.count("<mark>school</mark>") == 2


def test_excerpt_without_marks_is_empty():
    assert excerpt("een lange tekst", []) == ""
