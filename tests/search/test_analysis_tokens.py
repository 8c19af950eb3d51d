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
        ("€ 1.000,- & 50%", ["1000", "50"]),
        ("12500 of 12.500 of 12 500 of 12.500,00", ["12500", "of", "12500", "of", "12500", "of", "12500"]),
        ("In 2024 12.500 studenten", ["in", "2024", "12500", "studenten"]),
        ("12,5 of 12.500,50", ["12", "5", "of", "12500", "50"]),
        ("bel 06 123 456 78 op 01.02.2024", ["bel", "06", "123", "456", "78", "op", "01", "02", "2024"]),
        ("b.p.v. of B.P.V of bpv.", ["bpv", "of", "bpv", "of", "bpv"]),
        ("mbo. Daarna www.a.b.nl", ["mbo", "daarna", "www", "a", "b", "nl"]),
        ("mbo2, mbo-2 of mbo 2", ["mbo", "2", "mbo", "2", "of", "mbo", "2"]),
        ("niveau2 is S1, 2e of h2o", ["niveau", "2", "is", "s1", "2e", "of", "h2o"]),
        ("CO₂ of CO2, 5 km² of km2", ["co", "2", "of", "co", "2", "5", "km", "2", "of", "km", "2"]),
        ("be\u00adge\u200blei\u2060ding\ufeff", ["begeleiding"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in mbo2's nu", ["in", "mbo", "2's", "nu"]),
        ("minder CO₂ nu", ["minder", "CO", "₂", "nu"]),
        ("de b.p.v. nu", ["de", "b.p.v.", "nu"]),
        ("dan 12.500,00.", ["dan", "12.500,00"]),
        ("de stage\u00adplek nu", ["de", "stage\u00adplek", "nu"]),
    ],
)
def test_token_stands_where_its_letters_are(text, expected):
    assert [text[token.start : token.end] for token in tokenise(text)] == expected


def test_dotted_abbreviation_is_as_meant_as_one_in_capitals():
    assert [token.upper for token in tokenise("b.o.l. bol BOL")] == [True, False, True]
