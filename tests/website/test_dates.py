"""A day that somebody types in the admin is in a year that somebody means."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import DateField, DateTimeField
from wagtail.admin.forms.models import formfield_for_dbfield

OURS = {"casebook", "events", "website"}
DAYS = [
    field
    for model in apps.get_models()
    if model._meta.app_label in OURS
    for field in model._meta.local_fields
    if isinstance(field, DateField) and not isinstance(field, DateTimeField) and field.editable
]


@pytest.mark.parametrize("field", DAYS, ids=str)
def test_day_in_a_year_that_is_mistyped_is_refused_and_an_old_one_is_taken(field):
    box = formfield_for_dbfield(field)

    assert box.clean("01-01-1830") == date(1830, 1, 1)
    for typed in ("1-1-0026", "01-03-20226", "1-1-2999"):
        with pytest.raises(ValidationError):
            box.clean(typed)
