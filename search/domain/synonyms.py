"""Synonyms of the site: loading the shipped rows once, and the table that every question uses."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from search.analysis.synonyms import SynonymTable, shipped_sets
from search.models import LoadedRow, Synonym


def ensure_synonyms() -> int:
    """Load the shipped rows that were never loaded before; returns how many.

    A row is an editor's from then on: what was changed stays changed, what was deleted stays away.
    """
    with transaction.atomic():
        known = set(LoadedRow.objects.values_list("row", flat=True))
        new = {row: one for row, one in shipped_sets().items() if row not in known}
        Synonym.objects.bulk_create(
            Synonym(
                term=one.term,
                synonyms="\n".join(one.synonyms),
                english="\n".join(one.english),
                ambiguous="\n".join(sorted(one.ambiguous)),
                direction=one.direction.value,
                weight=Decimal(str(one.weight)),
            )
            for one in new.values()
        )
        LoadedRow.objects.bulk_create(LoadedRow(row=row) for row in new)
    return len(new)


_table: tuple[Any, SynonymTable] | None = None


def synonym_table() -> SynonymTable:
    """The synonyms in use now; built again only when one was changed, added or deleted."""
    global _table
    used = Synonym.objects.filter(active=True)
    version = used.aggregate(Count("pk"), Max("pk"), Max("changed_at"))
    if _table is None or _table[0] != version:
        _table = (version, SynonymTable.of(row.as_set() for row in used))
    return _table[1]
