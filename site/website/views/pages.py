"""The admin's views of pages, where Wagtail's own fall short."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.viewsets.pages import PageViewSet

from website.models import ContentPage


class CreatePage(CreateView):
    """Makes a page, or says at its address that another took it in the meantime."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save all or nothing: between the check of the form and this, the address can be taken."""
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as error:
            if "slug" not in getattr(error, "error_dict", {}):
                raise
            form.add_error("slug", error.error_dict["slug"])
            return self.form_invalid(form)


class PageViews(PageViewSet):
    """The views of every kind of page of the site."""

    model = ContentPage
    add_view_class = CreatePage
