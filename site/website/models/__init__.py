"""Models of the website room."""

from .content_page import ContentPage
from .attachment import Attachment
from .home_page import HomePage
from .picture import Picture, Rendition
from .standard_page import StandardPage

__all__ = ["Attachment", "ContentPage", "HomePage", "Picture", "Rendition", "StandardPage"]
