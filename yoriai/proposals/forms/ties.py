"""同点: the place of each of the equals and the chair's reason; or the word the lot is drawn from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.forms.panel import reason_field
from yoriai.proposals.models import Proposal
from yoriai.ui.forms import Form


class OrderForm(Form):
    """A place for each, and why."""

    why = reason_field(
        label=_("Why in this order"),
        help_text=_("It stands beside the count, with your name and the day."),
        rows=3,
    )

    def __init__(self, data: Any = None, *, proposals: list[Proposal]) -> None:
        super().__init__(data)
        self.proposals = proposals
        places = [(number, number) for number in range(1, len(proposals) + 1)]
        for row in proposals:
            self.fields[f"place_{row.code}"] = forms.TypedChoiceField(
                label=f"{row.number}　{row.title}", choices=places, coerce=int, widget=forms.RadioSelect
            )
        self.order_fields([*(name for name in self.fields if name != "why"), "why"])

    def clean(self) -> dict[str, Any]:
        """Each place once."""
        said = super().clean() or {}
        given = [said.get(f"place_{row.code}") for row in self.proposals]
        if None not in given and len(set(given)) != len(given):
            raise forms.ValidationError(_("Please give each place to one proposal only."))
        return said

    @property
    def order(self) -> list[Proposal]:
        """The first of them first."""
        return sorted(self.proposals, key=lambda row: self.cleaned_data[f"place_{row.code}"])


class LotForm(Form):
    """The word said in the room: from it and the codes anybody draws the same order again."""

    why = forms.CharField(label=_("Word said in the room"), max_length=60)

    def __init__(self, data: Any = None, *, proposals: list[Proposal]) -> None:
        super().__init__(data)
        self.order = proposals
