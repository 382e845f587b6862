"""Saying and commenting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.engines.japanese.requests import asks_the_city
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.codes import LENGTH, PATTERN, clean
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible
from yoriai.ui.forms import Form
from yoriai.voices.models import Comment, Statement

# The answers as the buttons of ui/components/trio.html send them.
ANSWERS = {"agree": 1, "disagree": -1, "pass": 0}


def answered(data: Any) -> int:
    """The value of the button pressed. Raises NotPossible for anything else."""
    try:
        return ANSWERS[str(data.get("answer", ""))]
    except KeyError:
        raise NotPossible(_("Please choose one of the three answers.")) from None


class AsForm(Form):
    """A form in which one may choose on whose behalf; absent for people with one hat."""

    hat = forms.ChoiceField(label=_("On whose behalf"), required=False)

    def __init__(self, *args: Any, who: Who, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who
        others = Actor.objects.filter(pk__in=who.hats - {who.person.pk}).order_by("name") if len(who.hats) > 1 else []
        if others:
            names = [(str(hat.pk), hat.shown_name) for hat in others]
            self.fields["hat"].choices = [("", _("myself: %(name)s") % {"name": who.person.shown_name}), *names]  # type: ignore[attr-defined]
        else:
            del self.fields["hat"]

    @property
    def by(self) -> Who:
        """Who speaks, in the hat chosen."""
        chosen = self.cleaned_data.get("hat")
        return self.who.wearing(Actor.objects.get(pk=chosen)) if chosen else self.who


class SayForm(AsForm):
    """A card. What reads like a request to the city gets a gentle hint first (R16); nothing is kept from being said."""

    text = forms.CharField(
        label=_("Your card"),
        max_length=Statement.MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("About 75 characters read best; up to 200 fit."),
    )
    sort = forms.ChoiceField(
        label=_("What sort of thing it is"),
        choices=Statement.Sort,
        widget=forms.RadioSelect,
        initial=Statement.Sort.SEE,
    )
    may_be_quoted = forms.BooleanField(label=_("The newsletter may quote it, without my name"), required=False)

    field_order = ("text", "sort", "may_be_quoted", "hat")

    @property
    def asks(self) -> bool:
        """Whether the words ask the city to do something, and their writer has not yet said to leave them as they are."""
        text = self.cleaned_data.get("text", "")
        return bool(text) and "keep" not in self.data and asks_the_city(text) is not None


class CommentForm(AsForm):
    """A word on anything."""

    text = forms.CharField(
        label=_("Your comment"), max_length=Comment.MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": "4"})
    )

    field_order = ("text", "hat")


class CodeForm(Form):
    """The code of a stub, as people read it from paper."""

    code = forms.CharField(
        label=_("Code on your stub"), max_length=20, help_text=_("Six letters and digits, for example P7K2M4.")
    )
    autofill = {"code": "off"}

    def clean_code(self) -> str:
        """Any width, any case, with or without spaces."""
        code = clean(self.cleaned_data["code"])
        if len(code) != LENGTH or not PATTERN.fullmatch(code):
            raise forms.ValidationError(_("A code has six signs; there is no 0, O, 1 or I in it."))
        return code
