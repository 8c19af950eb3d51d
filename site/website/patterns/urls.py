"""Address of the pattern page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
