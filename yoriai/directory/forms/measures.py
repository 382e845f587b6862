"""What somebody says who used a support measure, the answer, and the yearly look."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.people.forms import HatMixin
from yoriai.ui.dates import year_words
from yoriai.ui.forms import Form

AREA = {"rows": "4"}


class FeedbackForm(HatMixin, Form):
    """One of the two is enough."""

    helped = forms.CharField(label=_("What helped"), max_length=1000, required=False, widget=forms.Textarea(attrs=AREA))
    missing = forms.CharField(
        label=_("What did not help, or was missing"), max_length=1000, required=False, widget=forms.Textarea(attrs=AREA)
    )


class ReplyForm(Form):
    """The answer of those who offer it."""

    reply = forms.CharField(
        label=_("Your answer to it"),
        max_length=1000,
        widget=forms.Textarea(attrs=AREA),
        help_text=_("It stands beside their words. Those stay as they are."),
    )


class ReviewForm(Form):
    """What those said who used it, and what changes."""

    year = forms.TypedChoiceField(label=_("For which year"), coerce=int)
    text = forms.CharField(
        label=_("What those said who used it, and what changes"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "6"}),
        help_text=_("If nothing changes, say so, and why."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localdate().year
        self.fields["year"].choices = [(year, year_words(year)) for year in (now, now - 1)]  # type: ignore[attr-defined]
