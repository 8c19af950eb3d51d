"""Forms that page models name themselves; they know no model of the casebook."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casebook.enums import Evidence, Phase
from website.forms.pages import PageCopyForm, StoryPageForm


class DraftCopyForm(PageCopyForm):
    """Copies a page that has to differ from its original in one field before it can be published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)


class LessonPageForm(StoryPageForm):
    evidence = forms.MultipleChoiceField(
        choices=Evidence.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=capfirst(_("how do you know")),
        help_text=_("Tick what is true. One of them is enough, and each stands for itself."),
    )

    too_few = {"obstacle_links": _("Choose at least one obstacle: it is how people find this lesson.")}
    required = {
        "title": _("Write down the advice in one sentence: it is the title of the lesson."),
        "context": _("Write down what was going on. One sentence is enough."),
        "approach": _("Write down what you did. One sentence is enough."),
        "result": _("Write down what came of it. One sentence is enough."),
        "outcome": _("Choose how it turned out. What did not work is welcome as well."),
    }


class PortraitPageForm(StoryPageForm):
    required = {
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
    required = {
        "title": _("Write down what it is, such as: Handover card."),
        "files.document": _("Choose the file."),
        "changes.version": _("Write down which version this is, such as 2."),
        "changes.date": _("Choose the day of this version."),
        "changes.text": _("Write down in one sentence what changed."),
    }


class ObstaclePageForm(StoryPageForm):
    required = {
        "title": _("Write down what people say, in one sentence."),
        "code": _("Give it a code: a capital letter and a number, such as J1."),
        "label": _("Write down how people say it as well, in a few words."),
        "policy_term": _("Write down how policy papers call it."),
        "perspective": _("Choose the perspective that it belongs to."),
        "possible_heading": _("Write down in two short sentences what it makes possible."),
        "possible_points": _("Write down at least one point of what it makes possible."),
        "difficult_heading": _("Write down in two short sentences what it makes difficult."),
        "difficult_points": _("Write down at least one point of what it makes difficult."),
    }
