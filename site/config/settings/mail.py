"""Mail: what the site sends, to whom and by which server."""

# Mail is not sent yet; it will go through the outbox, and until then no screen offers it.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_PASSWORD_RESET_ENABLED = False
