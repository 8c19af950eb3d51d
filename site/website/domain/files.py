"""Who may download a file: whoever may read a page that offers it."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from accounts.viewer import Viewer
from website.models import Attachment, ContentPage


def may_download(*, attachment: Attachment, viewer: Viewer) -> bool:
    """Whether a page that ``viewer`` may read now offers this file in its published state."""
    # These may also be drafts, so each page is asked what its published row really offers.
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Attachment),
        to_object_id=str(attachment.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    # Also asked when nothing refers to it, so that the duration does not tell whether the file exists.
    offering = [int(pk) for pk in references.values_list("object_id", flat=True)] or [0]
    pages = ContentPage.objects.visible_to(viewer).filter(pk__in=offering)
    return any(attachment.pk in page.live_attachment_ids() for page in pages.specific())
