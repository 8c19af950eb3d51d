"""A standard page: about the site, accessibility, privacy."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from website.blocks import general_blocks
from website.models.content_page import ContentPage


class StandardPage(ContentPage):
    """A page with a title and a story, listed at the foot of every page."""

    body = StreamField(general_blocks(), blank=True, verbose_name=_("body"))

    in_footer = True
    parent_page_types = ["website.HomePage", "website.StandardPage"]
    subpage_types = ["website.StandardPage"]
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
