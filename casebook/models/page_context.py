"""Lets a page name the query that reads what its template shows."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.module_loading import import_string

from accounts.viewer import viewer_of


class ReadsContext:
    """Mixin of a page whose template needs more than its own fields.

    Queries know the models, so a model can only name its query, as a path to
    `reader(*, page, viewer, parameters) -> dict`.
    """

    context_reader: ClassVar[str]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the reader gives, on behalf of the viewer behind the request."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        read = import_string(self.context_reader)
        found = read(page=self, viewer=viewer_of(request), parameters=request.GET)
        step = found.pop("trail_step", None)
        if step and context["trail"]:
            # One step between the list and the page: the list, narrowed down.
            narrowed = f"{context['trail'][-1]['url']}?{step['query']}"
            context["trail"] = [*context["trail"], {"title": step["title"], "url": narrowed}]
        return {**context, **found}
