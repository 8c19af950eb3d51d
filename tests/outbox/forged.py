"""What somebody who can write to Redis might put there for the worker."""

import base64
import json
from pathlib import Path

# What somebody who can write to Redis might send: task, arguments, more headers.
FORGED = [
    ("outbox.drain_due", [[["one", None, {"a": 1}, 10**30, True, -1]], {}, {}], {}),
    ("outbox.drain_due", [[1, 2, 3], {"limit": 5}, {}], {}),
    ("os.system", [["true"], {}, {}], {}),
    ("outbox.drain_due", "nonsense", {}),
    ("outbox.drain_due", [[], {}, {}], {"expires": "yesterday"}),
    ("outbox.drain_due", [[], {}, {}], {"eta": {"at": "noon"}}),
    ("outbox.drain_due", [[], {}, {}], {"timelimit": "long"}),
    ("outbox.drain_due", [[], {}, "links"], {"retries": []}),
    (None, None, {}),
    ({"a": 1}, [[], {}, {}], {}),
]
NO_MESSAGES = [b"", b"null", b"[1, 2]", b'{"body": 5}', b'{"properties": {"delivery_tag": []}}', b"\x80\x04."]
DEEP = b"[" * 2000 + b"]" * 2000
NO_MESSAGES += [
    DEEP,
    b"[" * 200_000,
    b'{"headers": ' + DEEP + b"}",
    b'"' + b"a" * 1_000_000 + b'"',
    b"9" * 10_000,
]
NO_MESSAGES.append(
    json.dumps(
        {
            "headers": {"task": "outbox.drain_due"},
            "content-type": "application/json",
            "body": base64.b64encode(DEEP).decode(),
        }
    ).encode()
)
# Queues of the worker, by priority, that somebody makes something else.
QUEUES = ("regiobrug", "regiobrug\x06\x163", "regiobrug\x06\x169")


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)
