"""The command that loads the demo content."""
