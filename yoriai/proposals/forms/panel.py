"""The panel's sheet: points and a sentence for each criterion, one word on the whole; who stands too near."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from yoriai.engines.schemes import Criterion, Round
from yoriai.proposals.models import PanelSeat, ScoreSheet
from yoriai.ui.forms import Form


class Row(NamedTuple):
    """One criterion on the sheet, with its two boxes."""

    criterion: Criterion
    points: BoundField
    sentence: BoundField


class ScoreForm(Form):
    """Nothing is needed while it is written; handing in looks whether every criterion has its points."""

    opinion = forms.CharField(
        label=_("what you say of it as a whole"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The office and the chair read it. It helps to write the words for the group."),
    )

    def __init__(self, one: Round, sheet: ScoreSheet | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = one
        given = {row.criterion: row for row in sheet.scores.all()} if sheet else {}
        choices = [(number, _points(number)) for number in range(one.scale + 1)]
        for row in one.criteria:
            score = given.get(row.key)
            self.fields[f"points_{row.key}"] = forms.TypedChoiceField(
                label=pgettext_lazy("panel", "Points"), choices=choices, coerce=int, empty_value=None, required=False,
                widget=forms.RadioSelect, initial=score.points if score else None,
            )  # fmt: skip
            self.fields[f"sentence_{row.key}"] = forms.CharField(
                label=_("Why, in a sentence"), required=False, max_length=400, initial=score.sentence if score else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        self.fields["opinion"].initial = sheet.opinion if sheet else ""
        self.order_fields([*(name for name in self.fields if name != "opinion"), "opinion"])

    @property
    def rows(self) -> Iterator[Row]:
        """The criteria in the order of the scheme."""
        for row in self.round.criteria:
            yield Row(row, self[f"points_{row.key}"], self[f"sentence_{row.key}"])

    @property
    def scores(self) -> dict[str, tuple[int | None, str]]:
        """criterion → (points, sentence), as the action takes them."""
        said = self.cleaned_data
        return {
            row.key: (said.get(f"points_{row.key}"), said.get(f"sentence_{row.key}", "")) for row in self.round.criteria
        }


class HandInForm(Form):
    """Asks for nothing; carries what the action refuses."""


def _points(number: int) -> str:
    return ngettext("%(number)d point", "%(number)d points", number) % {"number": number}


class InterestForm(Form):
    """「この提案に関係があります」: in one sentence."""

    why = forms.CharField(
        label=_("How you are tied to it"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence is enough: “I advised them”, “I sit on the board of the partner”."),
    )


class InterestOfForm(Form):
    """The office, for a member who telephones."""

    seat = forms.ModelChoiceField(
        PanelSeat.objects.none(), label=_("Member"), widget=forms.RadioSelect, empty_label=None
    )
    why = forms.CharField(label=_("How they are tied to it"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        field.queryset = seats  # type: ignore[attr-defined]
        field.label_from_instance = lambda seat: seat.actor.shown_name  # type: ignore[attr-defined]


class ReopenForm(Form):
    """Why a sheet is opened once more."""

    why = forms.CharField(
        label=_("why"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stays beside both versions of the sheet."),
    )
