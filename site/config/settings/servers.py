"""The servers behind a site: each is used when its address is set, and left out when it is not."""

import ssl
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from .files import env

# Who brings this token may read /metrics; without one there is no such page.
METRICS_TOKEN = env.str("REGIOBRUG_METRICS_TOKEN", default="")

# Hosts with commas. Without them the site searches in its own database.
_hosts = env.names("REGIOBRUG_ELASTICSEARCH")
SEARCH_ELASTICSEARCH: dict[str, Any] | None = (
    {
        "hosts": _hosts,
        "user": env.str("REGIOBRUG_ELASTICSEARCH_USER", default=""),
        "password": env.str("REGIOBRUG_ELASTICSEARCH_PASSWORD", default=""),
        "ca_certs": env.str("REGIOBRUG_ELASTICSEARCH_CA", default=""),
        "prefix": env.str("REGIOBRUG_ELASTICSEARCH_PREFIX", default="regiobrug"),
        # Seconds that a search may take before the database answers in its place, and a request that writes.
        "search_seconds": env.float("REGIOBRUG_ELASTICSEARCH_SEARCH_SECONDS", default=0.8),
        "write_seconds": env.float("REGIOBRUG_ELASTICSEARCH_WRITE_SECONDS", default=30.0),
    }
    if _hosts
    else None
)

# Without Redis a loop handles the outbox, and each process has a cache of its own.
_redis = env.str("REGIOBRUG_REDIS", default="")
_redis_ca = env.str("REGIOBRUG_REDIS_CA", default="")
_tls = {"ssl_ca_certs": _redis_ca} if _redis_ca else {}


def _next_database(url: str) -> str:
    """The same Redis, another database: clearing the cache must not touch the wake-ups."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{int(parts.path.strip('/') or 0) + 1}"))


# Proxies of ours before the site, each of which writes down in X-Forwarded-For who asked it.
TRUSTED_PROXIES = env.int("REGIOBRUG_PROXIES", default=1 if env.names("REGIOBRUG_ALLOWED_HOSTS") else 0)

# How long the claim of a message or a periodic task lasts, in seconds; then its process is taken for dead.
OUTBOX_LEASE = env.int("REGIOBRUG_OUTBOX_LEASE", default=300)

_local = "django.core.cache.backends.locmem.LocMemCache"
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": _local},
    "attempts": {"BACKEND": _local, "LOCATION": "attempts", "OPTIONS": {"MAX_ENTRIES": 20_000}},
}
if _redis:
    _cache = {
        "LOCATION": _next_database(_redis),
        "OPTIONS": {
            "socket_timeout": 0.3,
            "socket_connect_timeout": 0.3,
            "health_check_interval": 30,
            **_tls,
        },
    }
    CACHES = {
        "default": {**_cache, "BACKEND": "operations.caching.RedisCache", "KEY_PREFIX": "page"},
        "attempts": {**_cache, "BACKEND": "operations.caching.RedisCounts", "KEY_PREFIX": "attempts"},
    }

# Celery carries wake-ups and nothing else: small, JSON, of one minute's worth, and no answers.
CELERY_BROKER_URL = _redis
CELERY_BROKER_TRANSPORT = "outbox.broker:Transport"
CELERY_BROKER_USE_SSL = (
    {"ssl_cert_reqs": ssl.CERT_REQUIRED, **_tls} if _redis.startswith("rediss://") else None
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# For ever: a worker that gave up on Redis would not notice that it is back.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A wake-up in hand when its worker dies is not restored: what it told of is in the database.
    "ack_emulation": False,
    # Longer than a worker's waiting read lasts; shorter than a person waits for a scheduler that hangs.
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 5,
}
CELERY_TASK_DEFAULT_QUEUE = "regiobrug"
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Who can write to Redis could otherwise tell the workers to stop.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Both end before the lease does: who is stopped half-way has not been replaced yet.
CELERY_TASK_SOFT_TIME_LIMIT = max(OUTBOX_LEASE * 3 // 5, 1)
CELERY_TASK_TIME_LIMIT = max(OUTBOX_LEASE * 4 // 5, 2)
# In memory: nothing is written, and a second scheduler does no harm, for each task is claimed.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {
    # What no wake-up tells of: lost ones, messages for later and those that failed before. Publishing is
    # to be found within 3 seconds, so a lost wake-up may cost 2; a look that finds nothing is one query.
    "drain": {"task": "outbox.drain_due", "schedule": 2.0, "options": {"expires": 10}},
    # Twice as often as most tasks run, for each has an interval of its own and is not to miss it.
    "periodic-tasks": {"task": "outbox.run_periodic_tasks", "schedule": 5.0, "options": {"expires": 10}},
}

# Mail: smtp:// or smtp+tls:// (STARTTLS) or smtp+ssl://, with user and password where the server wants them.
vars().update(env.email_url("REGIOBRUG_MAIL", default="smtp://localhost:25"))
# Seconds; a server that hangs must not keep who sends.
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("REGIOBRUG_MAIL_FROM", default="") or (
    f"regiobrug@{urlsplit(env.str('REGIOBRUG_BASE_URL', default='')).hostname or 'localhost'}"
)
# Who gets a mail when something fails; empty: nobody. Not Django's ADMINS: its mails hold whole requests.
ERROR_MAIL_TO = env.names("REGIOBRUG_ADMINS")
# The same error is told of once in so many minutes.
ERROR_MAIL_MINUTES = env.int("REGIOBRUG_ADMINS_MINUTES", default=60)
# Mail to people is not sent yet; it will go through the outbox, and until then no screen of an account offers
# it (website.wagtail_hooks).
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_PASSWORD_RESET_ENABLED = False
