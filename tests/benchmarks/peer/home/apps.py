"""The app of the home page."""
