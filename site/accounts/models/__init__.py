"""Models of the accounts room."""

from .user import User

__all__ = ["User"]
