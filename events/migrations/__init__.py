"""Database changes of this room."""
