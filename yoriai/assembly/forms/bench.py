"""The entry bench: one paper card after another, photos beside them, a second look."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.assembly import actions
from yoriai.assembly.models import Session
from yoriai.assembly.queries import paper_card
from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import NotPossible
from yoriai.ui.forms import Form
from yoriai.ui.photos import PhotoField
from yoriai.voices.models import Statement

PAIR = re.compile(r"([^\s=＝、,]+)\s*[=＝]\s*([^\s=＝、,]+)")


class CardForm(Form):
    """What stands on one card. `correcting` names the card whose typed text is being mended."""

    table = forms.IntegerField(label=pgettext_lazy("hall", "Table"), min_value=1, max_value=99, required=False)
    code = forms.CharField(label=_("Code of the card"), max_length=12)
    sort = forms.ChoiceField(label=_("Sort"), choices=Statement.Sort, widget=forms.RadioSelect, required=False)
    text = forms.CharField(label=_("What stands on it"), required=False, widget=forms.Textarea(attrs={"rows": "3"}))
    nickname = forms.CharField(label=_("Nickname"), max_length=40, required=False)
    said_as = forms.CharField(label=_("How to name the voice"), max_length=40, required=False)
    readings = forms.CharField(
        label=_("Readings"), max_length=200, required=False, help_text=_("word=reading, for example 髙橋=たかはし")
    )
    may_be_quoted = forms.BooleanField(label=_("The newsletter may quote it"), required=False)
    wants_copy = forms.BooleanField(label=_("Wants a copy of what was typed"), required=False)
    correcting = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    autofill = {"code": "off", "nickname": "off"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {"data-first": "", "autofocus": True}
        self.fields["code"].widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false"}

    @classmethod
    def of(cls, card: Statement) -> "CardForm":
        """The form filled with a typed card, to be mended."""
        same = ("table", "code", "sort", "said_as", "may_be_quoted", "wants_copy")
        facts = {name: getattr(card, name) for name in same} | {"text": card.title, "nickname": card.by.name}
        readings = "、".join(f"{word}={reading}" for word, reading in card.readings)
        return cls(initial=facts | {"readings": readings, "correcting": card.code})

    @property
    def ticks(self) -> list[forms.BoundField]:
        """The two boxes."""
        return [self["may_be_quoted"], self["wants_copy"]]

    def clean_readings(self) -> list[tuple[str, str]]:
        """Pairs of word and reading."""
        return PAIR.findall(self.cleaned_data["readings"])

    def carry_out(self, session: Session, verb: str, by: Who) -> Statement:
        """Type it in, mend it, or give it up as unreadable. Raises NotPossible."""
        data = dict(self.cleaned_data)
        code, correcting, text = data.pop("code"), data.pop("correcting"), data.pop("text")
        card = paper_card(session, code)
        if card is None:
            raise NotPossible(_("This code is not one of this session's cards."))
        if verb == "unreadable":
            return actions.give_up_card(card, session, by=by)
        write = actions.correct_card if correcting and correcting == card.code else actions.write_card
        return write(card, session, text, by=by, **data)


class SheetForm(Form):
    """A photo of one card, or of a sheet of cards from one number to another."""

    photo = PhotoField(label=_("Photo of one card or of many"))
    first = forms.IntegerField(label=_("From card number"), min_value=1, max_value=9999, required=False)
    last = forms.IntegerField(label=_("to number"), min_value=1, max_value=9999, required=False)
    code = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)

    def cards(self, session: Session) -> list[Statement]:
        """The cards on the photo."""
        data = self.cleaned_data
        if data["code"]:
            card = paper_card(session, data["code"])
            return [card] if card else []
        first, last = data["first"], data["last"] or data["first"]
        if first is None:
            return []
        return list(Statement.objects.filter(about_id=session.pk, number__range=(first, min(last, first + 99))))


class CheckForm(Form):
    """A second look."""

    code = forms.CharField(max_length=12, widget=forms.HiddenInput)
    text = forms.CharField(label=_("What stands on it"), widget=forms.Textarea(attrs={"rows": "3", "autofocus": True}))
