"""Make a new site ready for use; safe to repeat, and it never overwrites what an editor changed."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from config.setup_steps import STEPS
from operations.monitoring import pending_migrations
from website.models.page_locks import lock_page_tree


class Command(BaseCommand):
    """No demo content: what a real site starts with."""

    help = "Page tree, obstacles, perspectives, municipalities, groups and workflow; no demo content."

    def handle(self, *args: Any, **options: Any) -> None:
        if pending_migrations():
            raise CommandError(_("The database is behind. Run first: manage.py migrate"))
        for number, (name, step) in enumerate(STEPS.items(), start=1):
            self.stdout.write(f"[{number}/{len(STEPS)}] {name} … ", ending="")
            self.stdout.flush()
            self.stdout.write(run(step))


def run(step: Callable[[], str]) -> str:
    """Run a step; what it does not find it makes, and two at once would make it twice."""
    with transaction.atomic():
        lock_page_tree()
        return step()
