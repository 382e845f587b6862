"""The agreement: its text in parts, its kind, signing it, noting a signature on paper."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.models import Actor
from yoriai.proposals.forms.words import WithWords
from yoriai.proposals.models import Agreement
from yoriai.ui.files import PaperField
from yoriai.ui.forms import Form, small_number

EMPTY_PARTS, MOST_ROWS = 2, 60


class AgreementForm(Form):
    """Rows of heading and text. `seen` is the version the writer began from; `rows` how many rows the page has."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS)

    contract = forms.ChoiceField(
        label=_("Kind of agreement"),
        widget=forms.RadioSelect,
        required=False,
        help_text=_("It stands in the agreement. Nobody can sign before one is chosen."),
    )

    def __init__(self, agreement: Agreement, data: Any = None, *, rows: int = 0, kinds: Sequence[str] = ()) -> None:
        initial: dict[str, Any] = {"seen": agreement.version, "rows": len(agreement.parts) + EMPTY_PARTS}
        for row, (heading, text) in enumerate(agreement.parts):
            initial |= {f"heading_{row}": heading, f"text_{row}": text}
        super().__init__(data, initial={**initial, "contract": agreement.contract})
        self.kinds = kinds
        self.fields["contract"].choices = [("", _("not decided yet")), *((one, one) for one in kinds)]  # type: ignore[attr-defined]
        if len(kinds) < 2:
            del self.fields["contract"]
        self.agreement, self.count = agreement, _count(data, max(initial["rows"], rows))
        for row in range(self.count):
            self.fields[f"heading_{row}"] = forms.CharField(label=_("heading"), max_length=80, required=False)
            self.fields[f"text_{row}"] = forms.CharField(
                label=_("text"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )
            self.fields[f"place_{row}"] = forms.IntegerField(label=_("place in the order"), required=False, min_value=1)
            self.fields[f"out_{row}"] = forms.BooleanField(label=_("Take this part out"), required=False)
            self.initial.setdefault(f"place_{row}", row + 1)

    def as_long_as_typed(self) -> "AgreementForm":
        """This form, or one with as many rows as were typed into it before."""
        rows = min(small_number(str(self.initial.get("rows", ""))) or 0, MOST_ROWS)
        more = not self.is_bound and rows > self.count
        return AgreementForm(self.agreement, rows=rows, kinds=self.kinds) if more else self

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The boxes of each row."""
        return [[self[f"{name}_{row}"] for name in ("heading", "text", "place", "out")] for row in range(self.count)]

    @property
    def kind(self) -> str | None:
        """The kind that was chosen; None where there is nothing to choose."""
        return self.cleaned_data.get("contract")

    @property
    def parts(self) -> list[tuple[str, str]]:
        """(heading, text) as the action takes them: in the order asked for, without what is empty or taken out."""
        kept = self.cleaned_data
        rows = [row for row in range(self.count) if not kept.get(f"out_{row}")]
        rows.sort(key=lambda row: (kept.get(f"place_{row}") or row + 1, row))
        return [(kept[f"heading_{row}"], kept[f"text_{row}"]) for row in rows]


def _count(data: Any, otherwise: int) -> int:
    return min(small_number(str(data.get("rows", "")) if data else "") or otherwise, MOST_ROWS)


def longer(data: Any) -> Any:
    """The same form with more empty rows."""
    more = data.copy()
    more["rows"] = str(min(_count(data, 1) + EMPTY_PARTS + 1, MOST_ROWS))
    return more


def begun_from(data: Any, version: int) -> Any:
    """The same form, its writer now having seen this version: sending it again is choosing one's own words."""
    again = data.copy()
    again["seen"] = str(version)
    return again


class PartyForm(WithWords):
    """For which party, and exactly which text. mine: the sides of whoever signs last, whose signature is a step; else empty."""

    actor = forms.ModelChoiceField(
        Actor.objects.none(), label=_("On whose behalf"), widget=forms.RadioSelect, empty_label=None
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    boxes = ("reason", "note")

    def __init__(
        self, data: Any = None, files: Any = None, *, parties: Iterable[Actor], digest: str, mine: frozenset[str]
    ) -> None:
        super().__init__(data, files, initial={"digest": digest})
        listed = list(parties)
        self.fields["actor"].queryset = Actor.objects.filter(pk__in=[one.pk for one in listed])  # type: ignore[attr-defined]
        if len(listed) == 1:
            self.fields["actor"].initial = listed[0].pk
        self.offer_words(mine)


class SignForm(PartyForm):
    """The confirmation."""

    read = forms.BooleanField(label=_("I have read the whole text and sign it on behalf of the party chosen above."))


class OnPaperForm(PartyForm):
    """A signature on paper, as the office saw it."""

    on_paper = forms.CharField(
        label=_("What you saw"), max_length=200, help_text=_("Whose signature or seal, and the day written beside it.")
    )
    scan = PaperField(
        label=_("The signed paper"),
        required=False,
        help_text=_("PDF or photo, 20 MB at most. Only the parties see it."),
    )
