"""What can be read from the casebook, always on behalf of a viewer where pages are concerned."""
