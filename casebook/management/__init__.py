"""Management commands of the casebook."""
