"""Addresses of the events room that are not pages."""

from django.urls import path

from events.views import meeting_ics

urlpatterns = [path("agenda/<int:page_id>.ics", meeting_ics, name="meeting_ics")]
