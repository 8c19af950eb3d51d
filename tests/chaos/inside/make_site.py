"""A site that is ready for people, made by one process: python -m tests.chaos.inside.make_site EMAIL."""

import sys

import django
from django.core.management import call_command


def make_site(email: str) -> None:
    """Tables, styles, what every site starts with, and somebody who may edit it."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0)
    call_command("setup")
    call_command("createsuperuser", interactive=False, email=email)


if __name__ == "__main__":
    make_site(sys.argv[1])
