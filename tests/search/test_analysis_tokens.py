"""Tokens: what counts as a word."""

import pytest

from search.analysis.tokens import tokenise


def words(text: str) -> list[str]:
    return [token.word for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De regio's en kd's", ["de", "regio", "en", "kd"]),
        ("pps'en, PPS’en", ["pps", "pps"]),
        ("'s morgens vroeg", ["s", "morgens", "vroeg"]),
        ("hbo'er", ["hbo"]),
        ("Coördinatoren België", ["coordinatoren", "belgie"]),
        ("coo\u0308rdinator", ["coordinator"]),
        ("mbo-instelling", ["mbo", "instelling"]),
        ("wet_en_regel", ["wet", "en", "regel"]),
        ("€ 1.000,- & 50%", ["1", "000", "50"]),
        ("kd, bol en rif", ["kd", "bol", "en", "rif"]),
        ("\x00\ud800 🙂 \u202e", []),
        ("", []),
    ],
)
def test_text_is_cut_into_folded_words(text, expected):
    assert words(text) == expected


def test_token_knows_its_place_and_how_it_was_written():
    first, second, third = tokenise("De MBO-Raad")

    assert (first.start, first.end, first.upper, first.hyphen) == (0, 2, False, False)
    assert (second.start, second.end, second.upper, second.hyphen) == (3, 6, True, False)
    assert (third.start, third.end, third.upper, third.hyphen) == (7, 11, False, True)
