"""What gunicorn is told wherever it serves this site; its command says how many processes and threads."""

import os
from typing import Any

from prometheus_client.multiprocess import mark_process_dead

wsgi_app = "config.wsgi:application"
worker_class = "gthread"
loglevel = "warning"
# It would want a place of its own to write.
control_socket_disable = True
# None: by default it believes who comes by a proxy beside it, when they say where the site begins.
forwarder_headers = ""


def child_exit(_server: Any, worker: Any) -> None:
    """What a process told of itself, for ``/metrics``, is no longer so when it has ended; its counts stay."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        mark_process_dead(worker.pid)
