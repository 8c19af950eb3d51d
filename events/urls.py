"""Addresses of the events room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
