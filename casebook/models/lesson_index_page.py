"""The list of all lessons, with filters."""

from django.utils.translation import gettext_lazy as _

from casebook.models.page_context import ReadsContext
from website.models import ContentPage


class LessonIndexPage(ReadsContext, ContentPage):
    """All lessons that a viewer may see, to be narrowed down by links."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["casebook.LessonPage"]
    max_count = 1
    template = "casebook/lesson_index_page.html"
    context_reader = "casebook.domain.queries.lesson_index.lesson_index"

    class Meta:
        verbose_name = _("list of lessons")
        verbose_name_plural = _("lists of lessons")
