"""Forms that page models name themselves; they know no model of the casebook."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm


class DraftCopyForm(CopyForm):
    """Copies a page that has to differ from its original in one field before it can be published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)


class TellsWhatIsMissing:
    """Mixin of a form with rows: says in the words of the screen when there are too few of them."""

    too_few: ClassVar[dict[str, Promise]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, message in self.too_few.items():
            if name in self.formsets:  # type: ignore[attr-defined]
                self.formsets[name].error_messages["too_few_forms"] = message  # type: ignore[attr-defined]


class LessonPageForm(TellsWhatIsMissing, WagtailAdminPageForm):
    """A lesson is about something."""

    too_few = {"obstacle_links": _("Choose at least one obstacle: it is how people find this lesson.")}


class ToolPageForm(TellsWhatIsMissing, WagtailAdminPageForm):
    """A tool is something to take along."""

    too_few = {"files": _("Add at least one file to take along.")}
