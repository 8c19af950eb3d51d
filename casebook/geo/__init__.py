"""Shapes and lists of Dutch municipalities: plain Python, no database."""
