"""Production and the demo: debug off, hardened; refuses a public address without its own key."""

from django.core.exceptions import ImproperlyConfigured

from config.environment import secret_key_in
from operations.logs import refused_in_a_line

from .base import *  # noqa: F403
from .base import DATABASES, ERROR_MAIL_TO, VAR_DIR, env

DEBUG = False
_given_hosts = env.names("REGIOBRUG_ALLOWED_HOSTS")
_given_key = env.str("REGIOBRUG_SECRET_KEY", default="")
if _given_hosts and not _given_key:
    raise ImproperlyConfigured(
        "REGIOBRUG_ALLOWED_HOSTS is set, so the site is meant for others: set REGIOBRUG_SECRET_KEY too."
    )
ALLOWED_HOSTS = _given_hosts or ["localhost", "127.0.0.1"]
SECRET_KEY = _given_key or secret_key_in(VAR_DIR / "secret-key")
SECRET_KEY_IS_GENERATED = not _given_key

# A thread of the web server keeps its connection: opening one takes longer than a kept page does. One that
# the database has ended meanwhile is opened anew. `?conn_max_age=` in the address says otherwise.
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)

# Without a host name of its own the site is reachable on this machine only, over plain HTTP.
_public = bool(_given_hosts)
SECURE_SSL_REDIRECT = env.bool("REGIOBRUG_SSL_REDIRECT", default=_public)
SECURE_HSTS_SECONDS = 31_536_000 if _public else 0
# Whose the names below this one are, and the list that browsers ship with, is not for us to decide.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("REGIOBRUG_HSTS_SUBDOMAINS", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _public
if _public:
    # Browsers take such a name from this very host and over TLS alone: no neighbour can lay one down for it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.names("REGIOBRUG_TRUSTED_ORIGINS") or [f"https://{host}" for host in _given_hosts]

_log_format = env.str("REGIOBRUG_LOG_FORMAT", default="json" if _public else "line")
_line = "{asctime} {levelname} {name} {message}"
_handlers = ["console", "mail"] if ERROR_MAIL_TO else ["console"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "operations.logs.WithoutRows", "fmt": _line, "style": "{"},
        "json": {"()": "operations.logs.JsonFormatter"},
    },
    "filters": {"refused": {"()": lambda: refused_in_a_line}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": _log_format},
        "refused": {"class": "logging.StreamHandler", "formatter": _log_format, "filters": ["refused"]},
        "mail": {"class": "operations.error_mail.ErrorMailHandler"},
    },
    # A host or a request that is refused is somebody else's doing: it is written down, and wakes nobody.
    "loggers": {"django.security": {"handlers": ["refused"], "propagate": False}},
    "root": {"handlers": _handlers, "level": env.str("REGIOBRUG_LOG_LEVEL", default="WARNING")},
}
