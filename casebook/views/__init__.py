"""Views of the casebook."""
