"""The panel's sheet: points and a sentence for each criterion, one word on the whole; who stands too near."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from yoriai.engines.schemes import Criterion, Round
from yoriai.proposals.forms.words import WithWords
from yoriai.proposals.lifecycle import OFFICE
from yoriai.proposals.models import PanelSeat, Proposal, ScoreSheet, Verdict
from yoriai.ui.files import FileField
from yoriai.ui.forms import Form

MOST_BYTES = 2_000_000


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


class WordForm(Form):
    """The word said in the room, from which the order follows."""

    word = forms.CharField(
        label=_("Word said in the room"), max_length=60, help_text=_("Let somebody of the audience say it.")
    )
    day = forms.DateField(widget=forms.HiddenInput)


class QuestionForm(Form):
    """What was asked, and what was answered."""

    text = forms.CharField(
        label=pgettext_lazy("panel", "question"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    answer = forms.CharField(
        label=_("what was answered"), max_length=800, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


# What a round may come to, and what each needs.
OUTCOMES = {"first_review": ("pass", "hold", "turn_down"), "final_review": ("adopt", "adopt_if", "refuse")}
NEEDS = {"adopt_if": "conditions", "hold": "advice", "turn_down": "advice", "refuse": "advice"}


REFUSALS = ("turn_down", "refuse")
TEXTS = ("public_text", "conditions", "advice", "other_way", "again")


class ResultForm(WithWords):
    """The result of one proposal, with its words. Left open: it is not decided yet."""

    boxes = ("note",)
    outcome = forms.ChoiceField(label=_("Result"), required=False)
    public_text = forms.CharField(
        label=_("The panel's words, for everybody"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    conditions = forms.CharField(
        label=_("Conditions"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    advice = forms.CharField(
        label=_("Reason and advice to the group"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    other_way = forms.CharField(
        label=_("Another way"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    again = forms.ChoiceField(
        label=Verdict._meta.get_field("again").verbose_name,
        choices=[("", _("not decided yet")), *Verdict.Again.choices],
        required=False,
        help_text=_("Only where it is not taken."),
    )

    def __init__(self, *args: Any, proposal: Proposal, names: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, prefix=proposal.code, **kwargs)
        self.proposal = proposal
        choices = [("", _("not decided yet")), *((verb, names[verb]) for verb in OUTCOMES[proposal.state])]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        self.offer_words(frozenset({OFFICE}))

    def clean(self) -> dict[str, Any]:
        """What the result needs stands beside it."""
        said = super().clean() or {}
        needs = NEEDS.get(said.get("outcome", ""))
        if needs and not said.get(needs):
            self.add_error(needs, _("Please fill this in."))
        if said.get("outcome") in REFUSALS:
            if not said.get("other_way"):
                self.add_error("other_way", _("Please fill this in."))
            if not said.get("again"):
                self.add_error("again", _("Please choose one."))
        return said

    @property
    def verb(self) -> str:
        """The step, or nothing."""
        return str(self.cleaned_data.get("outcome") or "")

    @property
    def texts(self) -> dict[str, str]:
        """The words, as the action takes them."""
        return {name: self.cleaned_data[name] for name in TEXTS}


class ReplyFileForm(Form):
    """The table of the five questions, come back."""

    file = FileField(
        label=_("The table that came back (XLSX)"),
        help_text=_("Up to 2 MB. What is read stands in the boxes above; nothing is kept before you have looked."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        """Too large is said before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large."))
        return file


def _points(number: int) -> str:
    return ngettext("%(number)d point", "%(number)d points", number) % {"number": number}


def reason_field(*, rows: int = 2, **words: Any) -> forms.CharField:
    """Why, in a few words that are kept beside what was done."""
    return forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": rows}), **words)


class InterestForm(Form):
    """「この提案に関係があります」: in one sentence."""

    why = reason_field(
        label=_("How you are tied to it"),
        help_text=_("One sentence is enough: “I advised them”, “I sit on the board of the partner”."),
    )


class InterestOfForm(Form):
    """The office, for a member who telephones."""

    seat = forms.ModelChoiceField(
        PanelSeat.objects.none(), label=_("Member"), widget=forms.RadioSelect, empty_label=None
    )
    why = reason_field(label=_("How they are tied to it"))

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        field.queryset = seats  # type: ignore[attr-defined]
        field.label_from_instance = lambda seat: seat.actor.shown_name  # type: ignore[attr-defined]


class ReopenForm(Form):
    """Why a sheet is opened once more."""

    why = reason_field(label=_("why it is opened once more"), help_text=_("Stays beside both versions of the sheet."))
