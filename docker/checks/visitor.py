"""A browser's worth of HTTP: TLS to this machine under the site's name, cookies kept, nothing followed."""

import http.client
import socket
import ssl
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

NAME = "regiobrug.test"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass
class Visitor:
    """Somebody at the other side of the web server."""

    port: int
    authority: Path | None
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """What the address of every page begins with."""
        return f"{'https' if self.authority else 'http'}://{NAME}:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form, with the token against forged ones."""
        tokens = [value for name, value in self.cookies.items() if name.endswith("csrftoken")]
        fields["csrfmiddlewaretoken"] = tokens[0] if tokens else ""
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.origin + path}
        return self._ask("POST", path, urlencode(fields).encode(), kind)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = self._connection()
        sent = {
            "Host": f"{NAME}:{self.port}",
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or []:
                self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        """A line to this machine; with TLS the certificate has to be the one of the name."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        if self.authority:
            line = ssl.create_default_context(cafile=str(self.authority)).wrap_socket(
                line, server_hostname=NAME
            )
        connection = http.client.HTTPConnection(NAME, self.port)
        connection.sock = line
        return connection
