"""Make a site in this process: python -m tests.servers.make_site tables|furnished|demo|country EMAIL."""

import sys

import django
from django.core.management import call_command


def make_site(stage: str, email: str) -> None:
    """Tables and styles; on top of those what every site starts with and an editor; or the demo; or
    an invented country of the size that the site is meant for."""
    django.setup()
    if stage == "tables":
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        return
    call_command("setup")
    if stage == "country":
        from tests.country.furnish import furnish

        furnish()
    if stage in ("furnished", "country"):
        call_command("createsuperuser", interactive=False, email=email)
        # Every copy that is served would do this anew.
        call_command("outbox_run")
    if stage == "demo":
        call_command("demo_load")


if __name__ == "__main__":
    make_site(*sys.argv[1:])
