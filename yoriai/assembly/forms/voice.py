"""Taking part: a nickname if one likes, a card, an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.assembly.models import Session
from yoriai.assembly.queries import said_as
from yoriai.kernel.models import Area
from yoriai.people.models import AgeBand
from yoriai.ui.forms import Form
from yoriai.voices import actions
from yoriai.voices.forms import SayForm as AnySayForm
from yoriai.voices.forms import answered
from yoriai.voices.models import Statement

__all__ = ["EnterForm", "SayForm", "TicketForm", "answered"]

SORTS = [
    ("person", _("Resident")),
    ("neighbourhood", _("Neighbourhood association")),
    ("npo", _("NPO or group")),
    ("company", _("Company or shop")),
    ("students", _("School or student")),
    ("section", _("City staff")),
]


class EnterForm(Form):
    """登録しないで参加. All of it may be left empty."""

    nickname = forms.CharField(
        label=_("Nickname"),
        max_length=20,
        required=False,
        help_text=_("It stands beside what you write. Empty is fine."),
    )
    sort = forms.ChoiceField(
        label=_("Today you are here as"), choices=[("", _("I would rather not say")), *SORTS], required=False
    )
    age_band = forms.ChoiceField(
        label=_("Age"), choices=[("", pgettext_lazy("age", "I would rather not say")), *AgeBand.choices], required=False
    )
    area = forms.ModelChoiceField(
        label=_("Where you live"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=pgettext_lazy("area", "I would rather not say"),
    )

    ticket = forms.CharField(
        label=_("Entry ticket"),
        max_length=20,
        required=False,
        help_text=_(
            "If you were given one at the door: the eight signs on it. Without one you take part just as well."
        ),
    )
    field_order = ("ticket",)
    autofill = {"ticket": "off"}

    def __init__(self, *args: Any, tickets: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not tickets:
            del self.fields["ticket"]
        wards = Area.objects.filter(kind=Area.Kind.WARD).defer("outline").order_by("code")
        self.fields["area"].queryset = wards  # type: ignore[attr-defined]

    def clean_nickname(self) -> str:
        """One line, nothing unseen."""
        return actions.one_line(self.cleaned_data["nickname"])


class TicketForm(Form):
    """参加券."""

    code = forms.CharField(label=_("Entry ticket"), max_length=20, help_text=_("The eight signs on it."))
    autofill = {"code": "off"}


class SayForm(AnySayForm):
    """A card at a session: marked with what the writer said they are."""

    def say(self, session: Session, door: str) -> Statement:
        """Put it on the table. Raises NotPossible."""
        facts = {name: self.cleaned_data[name] for name in ("sort", "may_be_quoted")}
        return actions.add_statement(
            session, self.cleaned_data["text"], by=self.by, door=door, said_as=said_as(self.who), **facts
        )
