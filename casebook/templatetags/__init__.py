"""Template tags of the casebook."""
