"""An app of the tests alone: a promise and a sweep that leave a line wherever they were kept."""
