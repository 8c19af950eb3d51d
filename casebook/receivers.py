"""Answers to changes: an obstacle is found in the sectors of who says to meet it."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from casebook.models import Sighting
from search.domain.indexing import index_page


@receiver([post_save, post_delete], sender=Sighting)
def index_obstacle_at_once(instance: Sighting, **kwargs: Any) -> None:
    """In the transaction of the change: a sector gives nobody away who withholds a name."""
    index_page(page_id=instance.obstacle_id)
