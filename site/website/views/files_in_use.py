"""The admin's views that delete files and pictures: refused while something uses them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as many_documents
from wagtail.documents.views.bulk_actions import DeleteBulkAction as DeleteDocuments
from wagtail.images.views import images
from wagtail.images.views import multiple as many_images
from wagtail.images.views.bulk_actions import DeleteBulkAction as DeleteImages

from website.domain.uses import uses_among
from website.views.refusals import refuse_deletion


class RefuseDeletionInUse:
    """For the view that deletes one thing."""

    object: Any
    request: HttpRequest

    def run_before_hook(self) -> HttpResponse | None:
        uses = uses_among([self.object])
        return refuse_deletion(self.request, uses) if uses else None


class RefuseBulkDeletionInUse:
    """For the view that deletes many."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse all when something uses one of them, and offer to delete the others."""
        chosen, _rest = self.get_actionable_objects()  # type: ignore[attr-defined]
        uses = uses_among(chosen)
        if uses:
            return refuse_deletion(request, uses, free=[thing for thing in chosen if thing not in uses])
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class RefuseDeletionAfterUpload:
    """For the button beside a finished upload, whose script takes no page for an answer."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        thing = self.get_model().objects.filter(pk=kwargs[self.pk_url_kwarg])  # type: ignore[attr-defined]
        if uses_among(list(thing)):
            return JsonResponse({"success": False}, status=409)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]


class DeleteAttachment(RefuseDeletionInUse, documents.DeleteView):
    """Deletes a file that nothing uses."""


class DeleteUploadedAttachment(RefuseDeletionAfterUpload, many_documents.DeleteView):
    """Deletes a file that was uploaded just now."""


class DeleteAttachments(RefuseBulkDeletionInUse, DeleteDocuments):
    """Deletes files that nothing uses."""


class DeletePicture(RefuseDeletionInUse, images.DeleteView):
    """Deletes a picture that nothing uses."""


class DeleteUploadedPicture(RefuseDeletionAfterUpload, many_images.DeleteView):
    """Deletes a picture that was uploaded just now."""


class DeletePictures(RefuseBulkDeletionInUse, DeleteImages):
    """Deletes pictures that nothing uses."""
