"""The form of the pattern page: a field as it should be, one with an error, a box to tick."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """Two fields and a box, enough to show every state of a field."""

    title = forms.CharField(
        label=_("Title of the lesson"),
        help_text=_("Begin with a verb. For example: Let four companies share one tutor."),
    )
    result = forms.CharField(
        label=_("What did it bring?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what happened. One sentence is enough.")},
    )
    named = forms.BooleanField(label=_("Other partnerships may see our name"), required=False)
