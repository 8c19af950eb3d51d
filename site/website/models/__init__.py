"""Models of the website room."""

from .attachment import Attachment
from .content_page import ContentPage
from .home_page import HomePage
from .picture import Picture, Rendition
from .records import ContentVersion, SeededItem
from .standard_page import StandardPage

__all__ = [
    "Attachment",
    "ContentPage",
    "ContentVersion",
    "HomePage",
    "Picture",
    "Rendition",
    "SeededItem",
    "StandardPage",
]
