"""The sizes in which pages show a picture, as Wagtail's rendition filters."""

# A figure in a story, on a phone and on a desk; the first is for who cannot choose.
STORY = ("width-800|format-webp", "width-480|format-webp", "width-1200|format-webp")
# Where a page is shared: not every program that draws a link knows WebP.
SHARED = "fill-1200x630|format-jpeg"
SPECS = (*STORY, SHARED)
