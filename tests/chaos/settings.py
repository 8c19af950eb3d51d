"""Production settings, with points in the product at which a process can be told to die."""

import os

from config.settings.production import *  # noqa: F403
from config.settings.production import CELERY_BEAT_SCHEDULE, INSTALLED_APPS
from tests.chaos.inside.haste import OFTEN

# First, so that what other rooms register when they are ready has the points in it.
INSTALLED_APPS = ["tests.chaos.inside", *INSTALLED_APPS]
# The folder by which the harness and the processes of the site talk.
CHAOS_FOLDER = os.environ["CHAOS_FOLDER"]
# Sweeps are asked for as much oftener as they run.
CELERY_BEAT_SCHEDULE["periodic-tasks"]["schedule"] /= OFTEN
# The lease is short: as much of it as can be is for a worker that is slow.
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 10, 11
