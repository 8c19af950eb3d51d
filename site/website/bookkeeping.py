"""What the site writes down for itself: tables that no page shows anything of."""

from django.apps import apps
from django.contrib.sessions.models import Session
from wagtail import models as wagtail

from accounts.models import User
from website.models import Rendition, ShippedItem
from website.models.content_stamp import ContentStamp
from website.statements import leave_out

# Apps that only editors, or machines, have to do with.
APPS = ("outbox", "auth", "contenttypes", "wagtailadmin", "wagtailusers", "wagtailsearch")
MODELS = (
    *(ContentStamp, ShippedItem, User, Session),
    # Drafts, how they come to be published, and who did what: publishing itself writes the page.
    *(wagtail.Revision, wagtail.PageLogEntry, wagtail.ModelLogEntry, wagtail.ReferenceIndex),
    *(wagtail.WorkflowState, wagtail.TaskState, wagtail.Comment, wagtail.CommentReply),
    *(wagtail.PageSubscription, wagtail.UploadedFile, wagtail.APIToken),
)


def leave_out_what_no_page_shows() -> None:
    """Say so to those who look for changes."""
    models = [*MODELS, *(model for label in APPS for model in apps.get_app_config(label).get_models())]
    leave_out("django_migrations", *(model._meta.db_table for model in models))
    # Pages make the sizes of their pictures themselves, when they are not there yet.
    leave_out(Rendition._meta.db_table, verbs=["INSERT"])
