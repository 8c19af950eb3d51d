"""What the shell does: scheduled publishing, and who may have a file."""
