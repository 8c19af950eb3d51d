"""Ways of writing that are one thing, in documents and in questions."""

import pytest

from search.port import Query
from tests.search.contract.subject import PUBLIC, doc

SAME = [
    ["de bpv van nu", "de b.p.v. van nu", "de B.P.V van nu", "de b\u00adpv van nu"],
    ["plan mbo 2 nu", "plan mbo2 nu", "plan mbo-2 nu", "plan MBO-2 nu"],
    [
        "geef 12500 euro",
        "geef 12.500 euro",
        "geef 12 500 euro",
        "geef 12.500,00 euro",
        "geef 12\u00a0500 euro",
    ],
    ["stagebegeleiding", "stage\u00adbegeleiding", "sta\u200bge\u2060begeleiding\ufeff"],
]


@pytest.mark.parametrize("ways", SAME)
def test_every_way_of_writing_finds_every_other_as_well(subject, ways):
    subject.write(*(doc(number, way) for number, way in enumerate(ways, start=1)), doc(9, "iets anders"))

    results = [subject.engine().search(Query(way), PUBLIC) for way in ways]

    every = [(number, results[0].hits[0].score) for number in range(len(ways), 0, -1)]
    assert [[(hit.page_id, hit.score) for hit in one.hits] for one in results] == [every] * len(ways)
