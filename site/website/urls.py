"""Addresses of the shell that are not pages."""

from django.urls import path

from website.views.small_files import robots, sitemap

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
