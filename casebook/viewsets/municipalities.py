"""Municipalities in the admin: to look up, and to say which one merged into which."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from casebook.models import Municipality


class MunicipalityViewSet(SnippetViewSet):
    """The list comes from CBS; only the successor is for editors."""

    model = Municipality
    icon = "home"
    list_display = ["name", "code", "province", "labour_market_region", "successor"]
    list_filter = ["province", "labour_market_region"]
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    panels = [
        HelpPanel(
            _(
                "The list of municipalities comes from CBS and is brought in by an administrator. "
                "Here you say which municipality another one became part of."
            )
        ),
        FieldRowPanel([FieldPanel("name", read_only=True), FieldPanel("code", read_only=True)]),
        FieldRowPanel(
            [FieldPanel("province", read_only=True), FieldPanel("labour_market_region", read_only=True)]
        ),
        FieldPanel("successor"),
    ]
