"""Template tags of the website room."""
