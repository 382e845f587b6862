"""Youth projects: who takes the money, who is too young, the guardian's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.models import Actor
from yoriai.proposals.forms.partners import InvitationForm
from yoriai.ui.forms import Form


class SupporterForm(Form):
    """Which organisation to ask."""

    actor = forms.ModelChoiceField(Actor.objects.none(), label=_("Whom"), widget=forms.RadioSelect, empty_label=None)
    words = forms.CharField(
        label=_("A word with it"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = candidates  # type: ignore[attr-defined]


class SupportingForm(InvitationForm):
    """The organisation's answer. noted: the office notes it from paper."""

    answer = forms.ChoiceField(
        label=_("Would you take the money and look after the group?"),
        choices=[("yes", _("Yes, we take the money and look after it.")), ("no", _("Not this time."))],
        widget=forms.RadioSelect,
    )


class MinorForm(Form):
    """A member who is too young to agree alone."""

    known_as = forms.CharField(
        label=_("initials, or what you call them"),
        max_length=20,
        help_text=_("Not the full name. Only the group, the supporting organisation and the office read it."),
    )


class GuardianMailForm(Form):
    """Where the link goes; the address is not kept."""

    mail = forms.EmailField(
        label=_("Mail address of the guardian"),
        help_text=_("The address is used for this one mail and not kept."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class PaperConsentForm(Form):
    """The signed paper, as it was seen."""

    given = forms.DateField(label=_("Day on the paper"), widget=forms.DateInput(attrs={"type": "date"}))


class GuardianForm(Form):
    """The guardian's own answer."""

    answer = forms.ChoiceField(
        label=_("Do you agree that they take part?"),
        choices=[("yes", _("Yes, I agree.")), ("no", _("No, I do not agree."))],
        widget=forms.RadioSelect,
    )
    guardian = forms.BooleanField(label=_("I am a guardian of this person."))
