"""The list of all obstacles, with filters."""

from django.utils.translation import gettext_lazy as _

from casebook.models.page_context import ReadsContext
from website.models import ContentPage


class ObstacleIndexPage(ReadsContext, ContentPage):
    """All obstacles that a viewer may see, to be narrowed down by links."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["casebook.ObstaclePage"]
    max_count = 1
    template = "casebook/obstacle_index_page.html"
    context_reader = "casebook.domain.queries.obstacle_index.obstacle_index"

    class Meta:
        verbose_name = _("list of obstacles")
        verbose_name_plural = _("lists of obstacles")
