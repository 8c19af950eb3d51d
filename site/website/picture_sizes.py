"""The sizes in which pages show a picture, as Wagtail's rendition filters."""

# A figure in a story, on a phone and on a desk, and the picture shown where a page is shared.
SPECS = ("width-480|format-webp", "width-800|format-webp", "width-1200|format-webp")
