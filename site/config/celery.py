"""The Celery app of the site: `celery -A config worker` and `celery -A config beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("regiobrug")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Named and not looked for: what is in these tasks may be lost, and no other room makes such.
app.autodiscover_tasks(["outbox"])


@worker_init.connect
@beat_init.connect
def needs_redis(**kwargs: Any) -> None:
    """Without Redis nobody would ever call: say so instead of waiting for it."""
    if not settings.CELERY_BROKER_URL:
        raise SystemExit("Set REGIOBRUG_REDIS, or run instead: manage.py outbox_run --loop")
