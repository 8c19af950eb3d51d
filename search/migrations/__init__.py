"""Migrations of the search room."""
