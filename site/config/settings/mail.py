"""Mail: by which server, from whom, and who is told of errors."""

from urllib.parse import urlsplit

from config.environment import Env

env = Env()

# smtp:// or smtp+tls:// (STARTTLS) or smtp+ssl://, with user and password in it where the server wants them.
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
# it (website.account_panels).
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_PASSWORD_RESET_ENABLED = False
