"""Settings of a process with the outbox and no other room: it starts in a fraction of the time."""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "of-no-use-outside-this-test"
INSTALLED_APPS = ["outbox"]
MIDDLEWARE = []
# The checks of a command look at the addresses.
ROOT_URLCONF = "tests.outbox.outbox_alone"
urlpatterns: list[object] = []
