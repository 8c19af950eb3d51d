"""The search page."""

from search.views.search_page import search_page

__all__ = ["search_page"]
