"""Promised effects: what was promised with a change is kept, also when a process dies."""
