"""Addresses of the pattern page and of the error pages."""

from django.urls import path

from website.patterns import views

urlpatterns = [
    path("", views.patterns, name="patterns"),
    path("404/", views.not_found, name="patterns-404"),
    path("500/", views.broken, name="patterns-500"),
]
