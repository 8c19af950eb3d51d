"""Texts of the standard pages, as they ship with a new site."""
