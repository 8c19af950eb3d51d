"""Serves files to those who may read a page that offers them."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail.documents.views.serve import serve

from accounts.viewer import viewer_of
from website.domain.files import may_download
from website.models import Attachment


def attachment(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """The file, as Wagtail serves it; asks who may have it before whether it is there."""
    if not may_download(attachment=Attachment(pk=document_id), viewer=viewer_of(request)):
        raise Http404
    try:
        response = serve(request, document_id, filename)
    except Http404:
        now = Attachment.objects.filter(pk=document_id).first()
        if now is None or filename == now.filename:
            raise
        # A later version has another name: who kept the address of the first one gets the file of now.
        return redirect(now.url)
    # What Wagtail calls the encoding of a file that has none.
    if response.get("Content-Encoding") == "None":
        del response["Content-Encoding"]
    return response
