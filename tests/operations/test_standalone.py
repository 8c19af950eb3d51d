"""The web server of one machine: whom it believes, what it keeps of a body, and when it ends."""

import os
import re
import signal
import socket
from pathlib import Path

import pytest

from operations.body_limits import FROM_ACCOUNTS
from tests.operations.conftest import serve
from tests.servers.installation import MANAGE, eventually
from tests.servers.ports import HOST, free_port, is_open
from tests.servers.processes import alive, family

pytestmark = pytest.mark.live

MEGABYTE = 1024 * 1024
LOGGED_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
user = get_user_model().objects.create_superuser(email="beheer@voorbeeld.example", password="x")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


def talk(port: int, head: str, body: bytes = b"") -> tuple[int, bytes]:
    """Send a request as it is written, and give the status and all of the answer."""
    with socket.create_connection((HOST, port), timeout=30) as line:
        line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        answer = b""
        while more := line.recv(65_536):
            answer += more
    return int(answer.split(b" ", 2)[1]), answer


def post(port: int, size: int, *, cookies: str = "", chunked: bool = False) -> int:
    """Post a file of so many bytes to a page; gives the status."""
    start = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    body = start + b"\0" * size + b"\r\n--x--\r\n"
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(body)}"
    if chunked:
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    head = f"POST /lessen/ HTTP/1.1\nHost: localhost\nConnection: close\n{length}\n"
    head += f"Content-Type: multipart/form-data; boundary=x\nCookie: csrftoken={'a' * 32}; {cookies}"
    return talk(port, head, body)[0]


def written(pid: int) -> int:
    """Bytes that a process wrote to files; what it sends over the network is not among them."""
    lines = Path(f"/proc/{pid}/io").read_text().splitlines()
    return int(dict(line.split(": ") for line in lines)["wchar"])


@pytest.mark.parametrize(
    ("size", "more"),
    [
        (5 * MEGABYTE, {}),
        (5 * MEGABYTE, {"cookies": f"sessionid={'z' * 32}"}),
        (5 * MEGABYTE, {"chunked": True}),
        (FROM_ACCOUNTS + MEGABYTE, {}),
    ],
)
def test_nothing_of_what_anybody_sends_reaches_the_disk(served_site, size, more):
    before = written(served_site.program.process.pid)

    assert post(served_site.port, size, **more) == 413
    assert written(served_site.program.process.pid) - before < MEGABYTE / 4


def test_upload_of_who_is_logged_in_does_reach_it(served_site):
    key = served_site.site.run(MANAGE, "shell", "--no-imports", "-c", LOGGED_IN).split()[-1]
    before = written(served_site.program.process.pid)

    # Not refused for its size, but for its token, after it was read.
    assert post(served_site.port, 5 * MEGABYTE, cookies=f"sessionid={key}") == 403
    assert written(served_site.program.process.pid) - before > 5 * MEGABYTE


@pytest.mark.parametrize("server", ["serve", "gunicorn"])
def test_header_cannot_say_where_the_site_begins(served_site, server):
    port = served_site.port
    if server == "gunicorn":
        port = free_port()
        served_site.site.web(port)
    asked = "GET /nergens/ HTTP/1.1\nHost: localhost\nConnection: close\n"

    status, answer = talk(port, asked + "SCRIPT_NAME: /nergens\nPATH_INFO: /\nScript-Name: /nergens")

    assert status == 404
    assert b"/nergens/lessen" not in answer


def test_answer_says_nothing_of_the_program_that_gives_it(served_site):
    answers = [
        talk(served_site.port, f"GET {path} HTTP/1.1\nHost: {host}\nConnection: close")[1].partition(
            b"\r\n\r\n"
        )[0]
        for path, host in (("/", "localhost"), ("/nergens/", "localhost"), ("/", "elsewhere.test"))
    ]
    # A request that the server itself refuses.
    answers.append(talk(served_site.port, "GET / HTTP/1.1\nno header")[1])

    assert not [answer for answer in answers if b"Server:" in answer or b"waitress" in answer.lower()]


def test_list_of_the_static_files_is_not_among_them_nor_the_one_of_an_older_release(small_site, tmp_path):
    site = small_site(tmp_path / "site", "furnished")
    (tmp_path / "passing").mkdir()
    (site.var / "static" / "staticfiles.json").write_text('{"paths": {}, "version": "1.1"}')
    port = serve(site, tmp_path / "passing").port
    asked = "HTTP/1.1\nHost: localhost\nConnection: close"

    page = talk(port, f"GET / {asked}")[1].decode()
    sheet = re.findall(r'href="(/static/website/css/site\.[0-9a-f]{12}\.css)"', page)
    found = {path: talk(port, f"GET {path} {asked}")[0] for path in (*sheet, "/static/staticfiles.json")}
    site.stop()

    assert list(found.values()) == [200, 404]


@pytest.mark.parametrize("sent", [f"/ HTTP/1.1\nContent-Length: {'9' * 4_400}", "http://[/ HTTP/1.1"])
def test_what_no_number_or_address_can_be_read_from_is_refused(served_site, sent):
    assert talk(served_site.port, f"GET {sent}\nHost: localhost")[0] == 400


@pytest.mark.parametrize("path", ["/livez", "/"])
def test_question_about_a_page_is_answered_with_its_headers_alone(served_site, path):
    asked = f"{path} HTTP/1.1\nHost: localhost\nConnection: close"

    headers, _blank, body = talk(served_site.port, f"HEAD {asked}")[1].partition(b"\r\n\r\n")
    whole = talk(served_site.port, f"GET {asked}")[1].partition(b"\r\n\r\n")[2]

    assert body == b""
    assert b"Content-Length: %d\r\n" % len(whole) in headers or path == "/livez"


def test_question_about_a_picture_is_answered_without_it(served_site):
    media = served_site.site.var / "media"
    media.mkdir(exist_ok=True)
    (media / "small.jpg").write_bytes(b"\xff" * 10_000)

    asked = "/media/small.jpg HTTP/1.1\nHost: localhost\nConnection: close"
    status, answer = talk(served_site.port, f"HEAD {asked}")

    assert (status, answer.partition(b"\r\n\r\n")[2]) == (200, b"")
    assert b"Content-Length: 10000\r\n" in answer
    assert talk(served_site.port, f"GET {asked}")[1].endswith(b"\xff" * 10_000)


@pytest.mark.parametrize("what", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_all_of_a_served_site_ends_together(a_served_site, what):
    # Tests that were started with nohup are not told that the terminal is closed, nor is what they start.
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    served = a_served_site()
    signal.signal(signal.SIGHUP, before)
    members = family(served.program.process.pid)

    if what == signal.SIGHUP:
        # A terminal that is closed tells all that were started in it.
        os.killpg(served.program.process.pid, what)
    else:
        served.program.process.send_signal(what)

    served.program.process.wait(30)
    assert len(members) >= 2
    eventually(lambda: not any(alive(pid) for pid in members), 30, served.program.said)
    assert not is_open(served.port)
