"""The servers behind a large site: each is used when its address is set, and left out when it is not.

A value may also stand in a file named by the variable with ``_FILE`` behind it, as secrets of containers do.
"""

from typing import Any

import environ

env = environ.FileAwareEnv()

# Hosts with commas. Without them the site searches in its own database.
_hosts = [host.strip() for host in env.str("REGIOBRUG_ELASTICSEARCH", default="").split(",") if host.strip()]
SEARCH_ELASTICSEARCH: dict[str, Any] | None = (
    {
        "hosts": _hosts,
        "user": env.str("REGIOBRUG_ELASTICSEARCH_USER", default=""),
        "password": env.str("REGIOBRUG_ELASTICSEARCH_PASSWORD", default=""),
        "ca_certs": env.str("REGIOBRUG_ELASTICSEARCH_CA", default=""),
        "prefix": env.str("REGIOBRUG_ELASTICSEARCH_PREFIX", default="regiobrug"),
    }
    if _hosts
    else None
)
