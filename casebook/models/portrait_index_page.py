"""The list of all portraits, with filters."""

from django.utils.translation import gettext_lazy as _

from casebook.models.page_context import ReadsContext
from website.models import ContentPage


class PortraitIndexPage(ReadsContext, ContentPage):
    """All portraits that a viewer may see, to be narrowed down by links."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["casebook.PortraitPage"]
    max_count = 1
    template = "casebook/portrait_index_page.html"
    context_reader = "casebook.domain.queries.portrait_index.portrait_index"

    class Meta:
        verbose_name = _("list of portraits")
        verbose_name_plural = _("lists of portraits")
