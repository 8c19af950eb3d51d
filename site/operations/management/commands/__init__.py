"""Management commands of who runs the site."""
