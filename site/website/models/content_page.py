"""ContentPage: the base of every page of the site."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from accounts.enums import Audience
from accounts.policy import visible_q, withdrawn_q
from accounts.viewer import Viewer
from website.blocks import attachment_ids
from website.changes import page_changed
from website.clean_texts import clean_texts
from website.forms.pages import PageCopyForm, PageForm
from website.models.page_locks import lock_page
from website.models.picture import Picture
from website.models.references import references_not_updated, references_updated_once

# The columns of the live row that Wagtail writes while somebody edits a draft, up to every half second.
DRAFT_FIELDS = frozenset(
    {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}
    | {"locked", "locked_at", "locked_by", "owner", COMMENTS_RELATION_NAME}
)


def is_draft_only(update_fields: Iterable[str] | None) -> bool:
    """Whether a save with these fields leaves everything that readers see as it was."""
    return update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)


class ContentPageQuerySet(PageQuerySet):
    def visible_to(self, viewer: Viewer, now: datetime | None = None) -> "ContentPageQuerySet":
        """The only way to read pages for a viewer."""
        return self.filter(visible_q(viewer, now))

    def withdrawn_from(self, viewer: Viewer) -> "ContentPageQuerySet":
        """What was there for a viewer, and no longer is."""
        return self.filter(withdrawn_q(viewer))


ContentPageManager = PageManager.from_queryset(ContentPageQuerySet)


class ContentPage(Page):
    """A page of the site: one concrete table, so that one query spans all kinds."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences under the title, also shown in lists and search results."),
    )
    audience = models.CharField(
        _("audience"), max_length=12, choices=Audience.choices, default=Audience.PUBLIC, editable=False
    )

    objects = ContentPageManager()

    is_creatable = False
    base_form_class = PageForm
    copy_form_class = PageCopyForm
    # Pages right under the home page stand in the menu, those about the site at the foot.
    in_footer = False
    # The admin searches the rows themselves and keeps no index.
    search_auto_update = False
    # The fields that a draft may leave blank and a published page may not, and the child rows that it needs:
    # each with the message for when there is nothing.
    needed_fields: ClassVar[Mapping[str, Promise]] = {}
    needed_rows: ClassVar[Mapping[str, Promise]] = {}
    # What its address says once the page was withdrawn.
    gone: ClassVar[Promise] = _("This page was taken away")
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    # Without the choice to stand in the menu: only lists do.
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines"),
        )
    ]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")

    def full_clean(self, exclude: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        """Check the fields, and of a published page the rows it needs; tells all that is wrong at once.

        Forms name what they leave out, and check the rows themselves: here those are still the former ones.
        """
        # Also a draft, which is kept in its revision and not saved as a row.
        clean_texts(self)
        errors: dict[str, Any] = {}
        try:
            super().full_clean(exclude, *args, **kwargs)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if self.live and exclude is None:
            errors |= {name: [message] for name, message in self.missing().items() if name not in errors}
            errors |= {
                name: [message]
                for name, message in self.needed_rows.items()
                if not getattr(self, name).exists()
            }
        if errors:
            raise ValidationError(errors)

    def missing(self) -> Mapping[str, Any]:
        """Messages by field for what is blank and may not be so in a published page."""
        return {name: text for name, text in self.needed_fields.items() if not getattr(self, name)}

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, one at a time, and tell the listeners before the transaction ends: one that fails undoes it.

        Only after ``super().save()`` are child rows and tags in the database.
        """
        fields = kwargs.get("update_fields")
        if is_draft_only(fields):
            with references_not_updated():
                return super().save(*args, **kwargs)
        with transaction.atomic():
            if self.pk:
                lock_page(self)
                derived = self.prepare_locked()
                if fields is not None:
                    kwargs["update_fields"] = {*fields, *derived}
            with references_updated_once(self):
                result = super().save(*args, **kwargs)
            page_changed.send(type(self), page_id=self.pk, removed=False)
        return result

    def prepare_locked(self) -> Collection[str]:
        """Called with the row of the page locked, before it is checked and written: sets what follows from
        the row, and locks what the checks compare it with. Gives the fields that it set."""
        return ()

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """None: the audience policy decides, not Wagtail's privacy settings."""
        return PageViewRestriction.objects.none()

    @property
    def noindex(self) -> bool:
        """Whether search engines elsewhere should leave this page out."""
        return False

    @classmethod
    def indexable_q(cls) -> models.Q:
        """The same as a condition on rows: which pages of this kind stand in the sitemap."""
        return models.Q()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``trail``: the way back, each a title and a url, outermost first."""
        return {**super().get_context(request, *args, **kwargs), "trail": self.trail(request)}

    def trail(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The pages above this one, without the home page; kinds may add a step of their own."""
        # Navigation is made of pages, so it knows this module.
        from website.navigation import trail_of

        return trail_of(self, request)

    def live_attachment_ids(self) -> set[int]:
        """The attachments that the published page offers in its stories; kinds with files extend it."""
        return set().union(*(attachment_ids(story) for story in self.stories()))

    def stories(self) -> list[StreamValue]:
        fields = self._meta.get_fields()
        return [getattr(self, field.name) for field in fields if isinstance(field, StreamField)]

    def first_picture(self) -> Picture | None:
        """The first picture of the stories, as the page shows it."""
        for story in self.stories():
            for number, raw in enumerate(story.raw_data):
                if raw["type"] == "figure":
                    picture: Picture | None = story[number].value["picture"]
                    return picture
        return None
