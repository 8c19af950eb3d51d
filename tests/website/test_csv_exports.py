"""What somebody typed is no formula in a list that is taken along as CSV."""

import csv

import pytest

from website.csv_exports import as_text
from website.models import StandardPage


@pytest.mark.parametrize("title", ["=1+1", "+31 6 1", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_is_set_off_as_text(title):
    assert as_text(title) == f"'{title}"


@pytest.mark.parametrize("value", ["Samen = sterk", "", "'n dag", -2, None])
def test_anything_else_is_left_as_it_is(value):
    assert as_text(value) is value


def test_title_that_looks_like_a_formula_is_text_in_a_report(admin_client, home):
    for title, slug in (("=HYPERLINK(1)", "een"), ("Samen = sterk", "twee")):
        page = home.add_child(instance=StandardPage(title=title, slug=slug, summary="Iets."))
        page.save_revision().publish()

    answer = admin_client.get("/beheer/reports/aging-pages/?export=csv")

    titles = {row[0] for row in csv.reader(answer.getvalue().decode().splitlines())}
    assert {"'=HYPERLINK(1)", "Samen = sterk"} <= titles
    assert "=HYPERLINK(1)" not in titles
