"""Views of the accounts room."""
