"""Management commands that touch every room."""
