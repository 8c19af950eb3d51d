"""Forms that page models name themselves; they know no model of the casebook."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BaseFormSet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casebook.enums import Phase
from website.forms.pages import PageCopyForm, PageForm

# What a row holds besides what an editor typed.
OF_THE_ROW = {"id", "ORDER", "DELETE"}
A_WEB_ADDRESS = _("This is not a web address. Begin with https://, for example https://www.voorbeeld.nl/")


class DraftCopyForm(PageCopyForm):
    """Copies a page that has to differ from its original in one field before it can be published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)


class TellsWhatIsMissing:
    """Mixin of a form: says in the words of the screen what is missing, and lets go of rows left blank.

    `needed` names required fields, and those of rows as `relation.field`; `too_few` names relations.
    """

    needed: ClassVar[Mapping[str, Promise]] = {}
    too_few: ClassVar[Mapping[str, Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put_in_words(self.fields, self.needed)  # type: ignore[attr-defined]
        # Comments are Wagtail's own, and hold what no editor types.
        own = {name: rows for name, rows in self.formsets.items() if name != "comments"}  # type: ignore[attr-defined]
        for name, rows in own.items():
            if name in self.too_few:
                rows.error_messages["too_few_forms"] = self.too_few[name]
            if self.is_bound:  # type: ignore[attr-defined]
                _leave_out_blank_rows(rows)
                for row in rows:
                    _put_in_words(row.fields, self.needed, relation=f"{name}.")

    def is_valid(self) -> bool:
        """Check everything; a row that goes has nothing to say, though Django checked it as well."""
        valid = super().is_valid()  # type: ignore[misc]
        for rows in self.formsets.values():  # type: ignore[attr-defined]
            rows.is_valid()  # not asked yet when an earlier one failed
            for row in rows if rows.is_bound and rows.can_delete else ():
                if rows._should_delete_form(row):
                    row.errors.clear()
        return bool(valid)


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


class LessonPageForm(StoryPageForm):
    too_few = {"obstacle_links": _("Choose at least one obstacle: it is how people find this lesson.")}
    needed = {
        "title": _("Write down the advice in one sentence: it is the title of the lesson."),
        "context": _("Write down what was going on. One sentence is enough."),
        "approach": _("Write down what you did. One sentence is enough."),
        "result": _("Write down what came of it. One sentence is enough."),
        "outcome": _("Choose how it turned out. What did not work is welcome as well."),
    }


class PortraitPageForm(StoryPageForm):
    needed = {
        "title": _("Write down in a few words what makes this partnership the one it is."),
        "partnership": _("Choose the partnership that this portrait is of."),
    }


class ToolPageForm(StoryPageForm):
    phases = forms.MultipleChoiceField(
        choices=[choice for choice in Phase.choices if choice[0] != Phase.ENDED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=capfirst(_("for which phase")),
        help_text=_("When in the life of a partnership it helps most."),
    )

    too_few = {"files": _("Add at least one file to take along.")}
    needed = {
        "title": _("Write down what it is, such as: Handover card."),
        "files.document": _("Choose the file."),
        "changes.version": _("Write down which version this is, such as 2."),
        "changes.date": _("Choose the day of this version."),
        "changes.text": _("Write down in one sentence what changed."),
    }


class ObstaclePageForm(StoryPageForm):
    needed = {
        "title": _("Write down what people say, in one sentence."),
        "code": _("Give it a code: a capital letter and a number, such as J1."),
        "label": _("Write down the obstacle in a few everyday words."),
        "policy_term": _("Write down how policy papers call it."),
        "perspective": _("Choose the perspective that it belongs to."),
        "possible_heading": _("Write down in two short sentences what it makes possible."),
        "possible_points": _("Write down at least one point of what it makes possible."),
        "difficult_heading": _("Write down in two short sentences what it makes difficult."),
        "difficult_points": _("Write down at least one point of what it makes difficult."),
    }


def _put_in_words(
    fields: Mapping[str, forms.Field], needed: Mapping[str, Promise], relation: str = ""
) -> None:
    """Give fields what to say when they are left blank, and all web addresses how one looks."""
    for name, field in fields.items():
        if relation + name in needed:
            field.error_messages["required"] = needed[relation + name]
        if isinstance(field, forms.URLField):
            field.error_messages["invalid"] = A_WEB_ADDRESS


def _leave_out_blank_rows(rows: BaseFormSet) -> None:
    """Take new rows in which nothing was typed as removed: the screen opens with one by itself."""
    for row in rows:
        if row.instance.pk is None and OF_THE_ROW.issuperset(row.changed_data):
            row.data = row.data.copy()
            row.data[row.add_prefix("DELETE")] = "1"
