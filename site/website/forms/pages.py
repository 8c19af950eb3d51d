"""The forms of a page: its slug follows from its title, and is free."""

from datetime import datetime
from itertools import chain, count
from typing import Any

from django.utils.text import slugify
from django.utils.timezone import get_current_timezone_name, now
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm

from website.forms.missing import TellsWhatIsMissing
from website.page_addresses import is_free

# Leaves room for a number behind it.
LONGEST_ADDRESS = 240


class PageForm(WagtailAdminPageForm):
    """Fills in the slug when a page is sent before the browser did."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        for name in ("go_live_at", "expire_at"):
            if name in self.fields:
                self.fields[name].help_text = _("On the clock of your account: %(place)s.") % {
                    "place": get_current_timezone_name().rpartition("/")[2].replace("_", " ")
                }

    def clean_expire_at(self) -> datetime | None:
        """An end that has passed has done its work; it would keep everything else from being saved."""
        moment: datetime | None = self.cleaned_data["expire_at"]
        is_over = moment is not None and moment < now() and "expire_at" not in self.changed_data
        return None if is_over else moment

    def clean_slug(self) -> str:
        """Number a slug that nobody chose when it is taken; leave a chosen one as it is.

        A title of which an address keeps nothing, such as one in another script, leaves the kind of page.
        """
        slug = str(self.cleaned_data["slug"])
        words = slugify(self.cleaned_data.get("title", ""))
        if slug not in {"", words}:
            return slug
        made = (words or slugify(self.instance._meta.verbose_name))[:LONGEST_ADDRESS]
        parent = self.parent_page or self.instance.get_parent()
        numbered = chain([made], (f"{made}-{number}" for number in count(2)))
        return next(free for free in numbered if is_free(free, parent, self.instance))


class StoryPageForm(TellsWhatIsMissing, PageForm):
    """A page of ours: all of it is needed to publish, most of it may be left out of a draft.

    Not what a table refuses to go without: an obstacle needs its perspective from the start.
    """

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            for name, message in self.instance.missing().items():
                if name not in self.errors:
                    self.add_error(name, message)


class PageCopyForm(CopyForm):
    """Copies a page to a free address; Wagtail's form compares with other pages only."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("new_slug")
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if slug and not is_free(slug, parent):
            self.add_error("new_slug", _("This address is one of the site itself. Choose another."))
        return cleaned
