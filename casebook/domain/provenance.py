"""Where a text comes from, as the verbs that publish one take it."""

from datetime import date
from typing import TypedDict

from website.enums import Licence


class ProvenanceValues(TypedDict, total=False):
    """Values of the fields of `casebook.models.Provenance`; what is not given is empty, the licence CC BY."""

    written_by: str
    last_checked: date | None
    review_due: date | None
    source: str
    source_url: str
    licence: Licence
