"""Models of the website room."""

from .attachment import Attachment
from .content_page import ContentPage
from .content_version import ContentVersion
from .home_page import HomePage
from .picture import Picture, Rendition
from .shipped_item import ShippedItem
from .standard_page import StandardPage

__all__ = [
    "Attachment",
    "ContentPage",
    "ContentVersion",
    "HomePage",
    "Picture",
    "Rendition",
    "ShippedItem",
    "StandardPage",
]
