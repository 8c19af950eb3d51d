"""The peer has a field for everything that the site gives it to show."""

import re
from pathlib import Path

from tests.benchmarks.demo_as_json import FIELDS, PARTNERSHIP

PEER = Path(__file__).parent / "peer" / "library"


def test_every_field_that_the_site_gives_is_one_of_the_peer():
    models = (PEER / "models.py").read_text() + (PEER / "snippets.py").read_text()
    fields = set(re.findall(r"^    (\w+) = (?:models|ParentalKey|StreamField)", models, re.M))
    given = {name.removesuffix("_id") for names in (PARTNERSHIP, *FIELDS.values()) for name in names}

    assert given - fields - {"pk"} == set()
