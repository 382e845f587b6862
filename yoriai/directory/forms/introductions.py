"""Asking for an introduction, saying yes, telling what became of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory.models import Entry, Offer
from yoriai.directory.queries.introductions import answers_of, connectors, usual_contact
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.people.forms import HatMixin
from yoriai.ui.forms import Form

CONTACT = 400


class YesForm(Form):
    """How the other may reach me, read by them alone and only when both have said yes."""

    contact = forms.CharField(
        label=_("How they may reach you"),
        max_length=CONTACT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the two of you read it, and only after both have said yes."),
    )


class AskForm(HatMixin, Form):
    """By one of the two. `answers`: which of my own offers or needs it is about, if any."""

    field_order = ("hat", "answers", "text", "contact", "connector")
    answers = forms.ModelChoiceField(
        Offer.objects.none(),
        label=_("For which of yours?"),
        required=False,
        empty_label=_("none of them"),
        help_text=_("If you choose one, you ask in the name of whoever wrote it."),
    )
    text = forms.CharField(
        label=_("A word to them"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you have in mind. They read it before they answer."),
    )
    contact = YesForm.base_fields["contact"]
    connector = forms.ModelChoiceField(
        Actor.objects.none(),
        label=_("Who should help?"),
        required=False,
        empty_label=_("the office"),
        help_text=_("They see that you are being introduced, and help where it is needed."),
    )

    def __init__(self, *args: Any, about: Entry, who: Who, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", {})
        chosen = initial.get("answers")
        initial["contact"] = usual_contact(chosen.by, chosen) if chosen else usual_contact(who.actor)
        super().__init__(*args, who=who, initial=initial, **kwargs)
        mine = answers_of(about, who)
        self.fields["answers"].queryset = mine.select_related("by")  # type: ignore[attr-defined]
        self.fields["connector"].queryset = connectors().exclude(pk=about.by_id)  # type: ignore[attr-defined]
        if not mine.exists():
            del self.fields["answers"]
        self.order_fields(self.field_order)

    @property
    def asker(self) -> Who:
        """In the hat of the offer or need it is about, else in the one chosen."""
        answers = self.cleaned_data.get("answers")
        assert self.who is not None
        return self.by if answers is None else self.who.wearing(answers.by)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "hat"}


class ConnectForm(Form):
    """By a connector, for two others."""

    text = forms.CharField(
        label=_("A word to both"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why you think of the two of them. Both read it before they answer."),
    )  # fmt: skip


class OutcomeForm(Form):
    """What became of it. Choices: the moves that are open now."""

    verb = forms.ChoiceField(label=pgettext_lazy("introduction", "What became of it?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=pgettext_lazy("introduction", "In a few words"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    used_up = forms.BooleanField(label=_("Nothing is left of my offer; it may end"), required=False)

    VERBS = {
        "meet": _("We have met"),
        "try": _("We are trying it out"),
        "partner": _("We work together"),
        "end": pgettext_lazy("introduction", "It has ended"),
    }

    def __init__(self, *args: Any, verbs: list[str], gives: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [(verb, self.VERBS[verb]) for verb in verbs]  # type: ignore[attr-defined]
        if not gives:
            del self.fields["used_up"]
