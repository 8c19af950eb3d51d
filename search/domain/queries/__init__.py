"""What the search room reads."""
