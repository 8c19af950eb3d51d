"""Serving refuses an address that cannot or must not be used, and says how to mend it."""

import errno
import os
import socket

import pytest
from django.core.management import CommandError

from operations.serving import check_address, why_not


def test_loopback_on_a_free_port_is_fine():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    check_address(host="127.0.0.1", port=port, allowed_hosts=["localhost"], own_key=False)


@pytest.mark.parametrize(
    ("hosts", "own_key"),
    [(["localhost", "127.0.0.1", "[::1]"], True), (["regiobrug.example"], False), ([], False)],
)
def test_address_for_others_without_a_name_and_a_key_of_its_own_is_refused(hosts, own_key):
    with pytest.raises(CommandError, match="REGIOBRUG_ALLOWED_HOSTS"):
        check_address(host="0.0.0.0", port=0, allowed_hosts=hosts, own_key=own_key)


@pytest.mark.parametrize("port", [-1, 0, 65_536, 80_000])
def test_number_that_is_no_port_is_refused(port):
    with pytest.raises(CommandError, match="1 tot 65535"):
        check_address(host="127.0.0.1", port=port, allowed_hosts=[], own_key=False)


def test_taken_port_is_named_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"PORT={port + 1}"):
            check_address(host="127.0.0.1", port=port, allowed_hosts=[], own_key=False)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_address_that_this_machine_has_not_is_said_to_be_so(host):
    with pytest.raises(CommandError, match=f"heeft geen adres {host}"):
        check_address(host=host, port=8000, allowed_hosts=["regiobrug.example"], own_key=True)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "Dit account mag poort 80 niet openen"),
        (errno.EAFNOSUPPORT, "heeft geen adres ::1"),
        (errno.EADDRINUSE, "Poort 80 is bezet"),
    ],
)
def test_port_that_cannot_be_opened_is_told_by_its_reason(number, said):
    """The first is never met by the administrator, as whom tests may run."""
    assert said in why_not(OSError(number, os.strerror(number)), "::1", 80)
