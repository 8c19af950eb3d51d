"""Serve the site on this machine: migrate, set up, and run the web server and the outbox loop."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from config.environment import Env
from operations.serving import check_address, serve_site


class Command(BaseCommand):
    """One command for one machine; on a large site each part is a service of its own."""

    help = "Serve the site on this machine, with SQLite and a local loop for the outbox."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="load the demo content first")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        own_key = not settings.DEBUG and not getattr(settings, "SECRET_KEY_IS_GENERATED", False)
        check_address(host=host, port=port, allowed_hosts=settings.ALLOWED_HOSTS, own_key=own_key)
        served_as = f"http://localhost:{port}"
        if not Env().str("REGIOBRUG_BASE_URL", default=""):
            # For this process and those that it starts: links in full lead to where the site answers.
            os.environ["REGIOBRUG_BASE_URL"] = settings.WAGTAILADMIN_BASE_URL = served_as
        self.stdout.write(_("Preparing the database …"))
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(_("Collecting styles, fonts and scripts …"))
        # What an older release left there is served like the rest.
        call_command("collectstatic", clear=True, verbosity=0, interactive=False)
        call_command("setup")
        if options["demo"]:
            call_command("demo_load", url=f"{served_as}/")
        serve_site(host=host, port=port, ready_line=f"Regiobrug: {served_as}/")
