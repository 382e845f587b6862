"""公開ルール: telling of a breach, making invisible, asking for another look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.moderation.models import Reason
from yoriai.ui.forms import Form


class ReportForm(Form):
    """What seems wrong."""

    reason = forms.ChoiceField(label=_("What seems wrong?"), choices=Reason, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your words"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class HideForm(Form):
    """Why it is made invisible; its author reads this."""

    reason = forms.ChoiceField(label=_("Which rule?"), choices=Reason)
    text = forms.CharField(
        label=_("Reason for the author"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads this sentence as it stands."),
    )


class AppealForm(Form):
    """Another look, please."""

    text = forms.CharField(label=_("Why should it be seen?"), max_length=1000, widget=forms.Textarea)


class LiftForm(Form):
    """The answer to an appeal."""

    answer = forms.CharField(
        label=_("Answer to the author"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
