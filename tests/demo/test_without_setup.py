"""The demo content stands on what setup makes."""

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_demo_without_setup_says_what_to_do_first(home):
    with pytest.raises(CommandError, match=r"manage\.py setup"):
        call_command("demo_load")
