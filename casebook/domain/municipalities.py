"""Bringing in a list of municipalities."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from django.db import transaction

from casebook.geo.municipality_file import MunicipalityRow
from casebook.models import Municipality

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportedMunicipalities:
    """What an import did, by CBS code; `absent` are known but not in the list, and were left alone."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    absent: tuple[str, ...]


@transaction.atomic
def import_municipalities(
    *, rows: Iterable[MunicipalityRow], progress: Progress | None = None
) -> ImportedMunicipalities:
    """Make or change municipalities by their code, all of them or none; safe to repeat.

    `progress(done, total)` is called after each row. A municipality that is not in the list stays: it may
    have merged, and then an editor names its successor.
    """
    rows = list(rows)
    # What an editor changes at the same time comes before this or after it, and not in between.
    rows_here = Municipality.objects.select_for_update(no_key=True).order_by("pk")
    known = {municipality.code: municipality for municipality in rows_here}
    created: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    for done, row in enumerate(rows, start=1):
        municipality = known.get(row.code)
        if municipality is None:
            municipality = Municipality(**asdict(row))
            municipality.full_clean(exclude=["code"])
            municipality.save()
            created.append(row.code)
        elif _take_over(municipality, row):
            municipality.save()
            changed.append(row.code)
        else:
            unchanged.append(row.code)
        if progress is not None:
            progress(done, len(rows))
    absent = sorted(set(known) - {row.code for row in rows})
    return ImportedMunicipalities(tuple(created), tuple(changed), tuple(unchanged), tuple(absent))


def _take_over(municipality: Municipality, row: MunicipalityRow) -> bool:
    """Give a municipality the values of a row; tells whether anything differed."""
    values = asdict(row)
    different = {name: value for name, value in values.items() if getattr(municipality, name) != value}
    for name, value in different.items():
        setattr(municipality, name, value)
    return bool(different)
