"""What every search engine promises, whichever answers."""
