"""An app of the tests alone: a message and a periodic task that leave a line wherever they run."""
