"""A part of the peer: the site that Wagtail's project template and tutorial give."""
