"""Addresses of the events room that are not pages."""

from django.urls import re_path

from events.views import meeting_ics

urlpatterns = [re_path(r"^agenda/(?P<page_id>[0-9]{1,9})\.ics$", meeting_ics, name="meeting_ics")]
