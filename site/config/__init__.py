"""The composition root: settings, addresses, the WSGI entry and the commands that touch every room."""
