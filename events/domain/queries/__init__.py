"""Reads for pages and slots; each takes the viewer."""
