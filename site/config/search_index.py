"""Registers the standard pages as something that can be found."""

from django.utils.translation import gettext_lazy as _

from search.documents import Document, words_of_stream
from search.registry import Findable, register
from website.models import StandardPage

register(
    Findable(
        model=StandardPage,
        kind="page",
        label=_("About this site"),
        icon="info",
        order=90,
        build=lambda page: Document.of(page, body=words_of_stream(page.body)),
    )
)
