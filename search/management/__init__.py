"""Management commands of the search room."""
