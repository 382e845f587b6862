"""What the city and the centres say of an entry: that they looked, a remark, a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.directory.models import Confirmation
from yoriai.kernel.models import Actor
from yoriai.ui.forms import Form


class ConfirmForm(Form):
    """How they looked."""

    how = forms.ChoiceField(
        label=_("How did you look?"),
        choices=[choice for choice in Confirmation.How.choices if choice[0] != Confirmation.How.OWNER],
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label=_("Which document, or who was on the telephone?"),
        max_length=200,
        required=False,
        help_text=_("Kept for the office and the owner, not shown on the page. No names of private persons."),
    )


class RemarkForm(Form):
    """What is added to the page, as theirs."""

    text = forms.CharField(
        label=_("Remark"),
        max_length=400,
        widget=forms.Textarea,
        help_text=_("It stands on their page with your name and the day. The owner hears of it at once."),
    )


class QuestionForm(Form):
    """What the owner is asked to look at."""

    text = forms.CharField(
        label=_("What should they look at?"),
        max_length=400,
        widget=forms.Textarea,
        help_text=_("Only the owner can change the page. They have a month to answer."),
    )


class ConfirmerForm(Form):
    """Who else may confirm."""

    actor = forms.ModelChoiceField(Actor.objects.none(), label=_("Section or support centre"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Actor.objects.filter(kind__in=CONFIRMING, left=None).exclude(
            confirms__ended=None, confirms__isnull=False
        )
        self.fields["actor"].queryset = known.order_by("reading", "name")  # type: ignore[attr-defined]


CONFIRMING = (Actor.Kind.SECTION, Actor.Kind.WELFARE, Actor.Kind.OTHER)
