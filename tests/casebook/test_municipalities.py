"""A list of municipalities comes in whole or not at all, and as often as one likes."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from casebook.domain.regions import ImportedMunicipalities, import_municipalities
from casebook.geo.municipality_file import COLUMNS, parse_municipalities
from casebook.models import Municipality
from tests.casebook import factories
from tests.casebook.factories import GOES, KAPELLE

pytestmark = pytest.mark.django_db
LINES = [
    ",".join(COLUMNS),
    "GM0664,Goes,Zeeland,Zeeland",
    "GM0678,Kapelle,Zeeland,Zeeland",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "gemeenten.csv"
    path.write_text("\n".join(LINES))
    return path


def run(path: Path) -> tuple[str, str]:
    """Run the command and give what it said, on both channels."""
    out, err = StringIO(), StringIO()
    call_command("import_municipalities", path, stdout=out, stderr=err, no_color=True)
    return out.getvalue(), err.getvalue()


def test_rows_become_municipalities_and_again_they_change_nothing():
    rows = parse_municipalities("\n".join(LINES).encode())

    first, second = import_municipalities(rows=rows), import_municipalities(rows=rows)

    assert first == ImportedMunicipalities(created=[GOES, KAPELLE], changed=[], unchanged=[], absent=[])
    assert second == ImportedMunicipalities(created=[], changed=[], unchanged=[GOES, KAPELLE], absent=[])


def test_new_name_is_taken_over_and_who_is_absent_stays():
    factories.municipality(GOES, name="Ter Goes")
    factories.municipality("GM9999")

    done = import_municipalities(rows=parse_municipalities("\n".join(LINES).encode()))

    assert (done.created, done.changed, done.absent) == ([KAPELLE], [GOES], ["GM9999"])
    assert Municipality.objects.get(code=GOES).name == "Goes"
    assert Municipality.objects.filter(code="GM9999").exists()


def test_progress_is_told_row_by_row():
    told: list[tuple[int, int]] = []

    import_municipalities(
        rows=parse_municipalities("\n".join(LINES).encode()), progress=lambda *step: told.append(step)
    )

    assert told == [(1, 2), (2, 2)]


def test_command_says_what_it_did(file: Path, english):
    first, second = run(file), run(file)

    assert [errors for _said, errors in (first, second)] == ["", ""]
    assert [said.splitlines()[-2].split()[-1] for said, _errors in (first, second)] == ["2/2", "2/2"]
    assert [said.splitlines()[-1] for said, _errors in (first, second)] == [
        "2 new, 0 changed, 0 as they were.",
        "0 new, 0 changed, 2 as they were.",
    ]


def test_command_without_a_file_brings_in_the_list_that_ships():
    call_command("import_municipalities", stdout=StringIO())

    assert Municipality.objects.count() == 342


def test_command_names_who_is_no_longer_in_the_file(file: Path, english):
    factories.municipality("GM9999")

    assert run(file)[0].splitlines()[-1] == (
        "Known, but not in the file, and left alone: GM9999. Did they merge? Name their successor."
    )


def test_faulty_file_changes_nothing_and_every_row_is_named(file: Path, english):
    file.write_text("\n".join([*LINES, LINES[1], "GM1,Nergens,Zeeland,"]))
    err = StringIO()

    with pytest.raises(CommandError, match=r"Nothing was brought in: 2 faults in the file\."):
        call_command("import_municipalities", file, stderr=err, no_color=True)

    assert err.getvalue().splitlines() == [
        "Line 4: code GM0664 already stands on line 2",
        "Line 5: code “GM1” must be GM and four digits, such as GM0599",
    ]
    assert not Municipality.objects.exists()


def test_municipality_cannot_become_part_of_itself_in_a_circle():
    goes, kapelle = factories.municipality(GOES), factories.municipality(KAPELLE)
    goes.successor = kapelle
    goes.full_clean()
    goes.save()
    kapelle.successor = goes

    with pytest.raises(ValidationError) as caught:
        kapelle.full_clean()

    assert list(caught.value.message_dict) == ["successor"]
