"""The list of all tools, with filters."""

from django.utils.translation import gettext_lazy as _

from casebook.models.page_context import ReadsContext
from website.models import ContentPage


class ToolIndexPage(ReadsContext, ContentPage):
    """All tools that a viewer may see, to be narrowed down by links."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["casebook.ToolPage"]
    max_count = 1
    template = "casebook/tool_index_page.html"
    context_reader = "casebook.domain.queries.tool_index.tool_index"

    class Meta:
        verbose_name = _("list of tools")
        verbose_name_plural = _("lists of tools")
