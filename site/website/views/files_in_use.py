"""The admin's views that delete files and pictures: refused while something uses them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
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

    def run_before_hook(self: Any) -> HttpResponse | None:
        uses = uses_among([self.object])
        return refuse_deletion(self.request, uses) if uses else None


class RefuseBulkDeletionInUse:
    """For the view that deletes many: refuses all, and offers to delete those that nothing uses."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
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


def _guarded(guard: type, view: type) -> Any:
    return type(view.__name__, (guard, view), {})


# Before Wagtail's own at these addresses of the admin.
DELETE_ADDRESSES = [
    path(address, _guarded(guard, view).as_view())
    for address, guard, view in (
        ("documents/delete/<int:document_id>/", RefuseDeletionInUse, documents.DeleteView),
        ("documents/multiple/<int:doc_id>/delete/", RefuseDeletionAfterUpload, many_documents.DeleteView),
        ("images/<int:image_id>/delete/", RefuseDeletionInUse, images.DeleteView),
        ("images/multiple/<int:image_id>/delete/", RefuseDeletionAfterUpload, many_images.DeleteView),
    )
]
DeleteAttachments = _guarded(RefuseBulkDeletionInUse, DeleteDocuments)
DeletePictures = _guarded(RefuseBulkDeletionInUse, DeleteImages)
