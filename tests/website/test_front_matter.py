"""Texts that ship are read into front matter and body, and a mistake names its file."""

import pytest

from website.front_matter import ContentError, read_front_matter


def test_text_is_split_into_front_matter_and_body():
    text = read_front_matter('+++\ntitle = "Een"\n+++\nEerste regel.\n\nTweede.\n', name="t.md")

    assert (text.front, text.body, text.line) == ({"title": "Een"}, "Eerste regel.\n\nTweede.", 3)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Zonder.", "t.md: front matter must stand between two lines +++"),
        ("+++\ntitle = 'T'\nTekst.", "t.md: front matter must stand between two lines +++"),
        ("+++\ntitle = \n+++\n", "t.md: front matter: "),
    ],
)
def test_text_that_cannot_be_read_is_refused_by_name(source: str, message: str):
    with pytest.raises(ContentError) as caught:
        read_front_matter(source, name="t.md")

    assert str(caught.value).startswith(message)
