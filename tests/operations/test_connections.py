"""Connections to the database last longer than a request, on the settings of production."""

import pytest

from tests.servers.installation import Installation

TWO_REQUESTS = """
from django.core.signals import request_finished, request_started
from django.db import connection
connection.ensure_connection()
first = connection.connection
request_finished.send(None)
request_started.send(None)
connection.ensure_connection()
print("kept" if connection.connection is first else "opened anew")
"""


@pytest.mark.parametrize(
    ("asked", "came"), [("", "kept"), ("?conn_max_age=600", "kept"), ("?conn_max_age=0", "opened anew")]
)
def test_connection_is_kept_for_the_next_request_unless_told_otherwise(tmp_path, asked, came):
    site = Installation(tmp_path, f"sqlite:///{tmp_path}/site.sqlite3{asked}")

    assert site.run("-c", TWO_REQUESTS).strip() == came
