"""The settings of nginx that ship: what it tells the site is written once, and it tells visitors no version.

What nginx answers of the site it answers under its own name: it passes no header `Server` on by itself.
"""

import re

from tests.architecture.rooms import CHECKOUT

SETTINGS = {path.name: path.read_text() for path in (CHECKOUT / "docker").glob("*.conf")}


def test_what_the_site_is_told_about_a_visitor_is_written_in_one_file():
    telling = {name for name, text in SETTINGS.items() if "proxy_set_header" in text or "proxy_pass" in text}

    assert telling == {"pass.conf"}
    for name in ("site.conf", "one-machine.conf"):
        assert re.search(r"include \S*pass\.conf;", SETTINGS[name])
        assert "set $regiobrug " in SETTINGS[name]


def test_no_server_tells_its_version():
    one_machine = SETTINGS["one-machine.conf"]

    assert one_machine.count("server_tokens off;") == one_machine.count("\nserver {") == 2
    assert SETTINGS["nginx.conf"].partition("server {")[0].count("server_tokens off;") == 1
