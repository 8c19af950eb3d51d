"""Who is there: the user, and what a viewer may read."""
