"""The search room in the admin: synonyms as editors keep them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import Synonym


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "copy"
    menu_label = _("Synonyms")
    menu_name = "synonyms"
    menu_order = 650
    add_to_admin_menu = True
    list_display = [
        "term",
        Column("words_in_line", label=_("synonyms and abbreviations")),
        Column("get_direction_display", label=_("works")),
        "weight",
        BooleanColumn("active", label=_("in use"), sort_key="active"),
    ]
    list_filter = ["active", "direction"]
    search_fields = ["term", "synonyms", "english"]
    ordering = ["term", "pk"]
    list_per_page = 50
    panels = [
        HelpPanel(
            _(
                "For example: the term is “beroepspraktijkvorming” and a synonym is “stage”. Who searches "
                "for “stage” then also finds the pages that say “beroepspraktijkvorming”."
            )
        ),
        FieldPanel("term"),
        FieldPanel("synonyms"),
        FieldPanel("english"),
        FieldPanel("active"),
        MultiFieldPanel(
            [FieldPanel("ambiguous"), FieldPanel("direction"), FieldPanel("weight")],
            heading=_("More"),
            classname="collapsed",
        ),
    ]


register_snippet(SynonymViewSet)
