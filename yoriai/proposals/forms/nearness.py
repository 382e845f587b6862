"""利害関係 of a whole list at once: for each proposal free, near with a sentence, or not said yet."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.nearness import Concerned
from yoriai.ui.forms import Form

FREE, NEAR = "free", "near"


class Row(NamedTuple):
    """One proposal with its two boxes."""

    concerned: Concerned
    tie: forms.BoundField
    why: forms.BoundField


class NearnessForm(Form):
    """Whoever is not sure leaves a line open and asks the office."""

    def __init__(self, data: Any = None, *, rows: list[Concerned]) -> None:
        super().__init__(data)
        self.concerned = rows
        for row in rows:
            self.fields[f"tie_{row.proposal.code}"] = forms.ChoiceField(
                label=_("Does something tie you to these?"), required=False, widget=forms.RadioSelect,
                choices=[(FREE, _("Nothing ties me")), (NEAR, _("I stand near"))],
            )  # fmt: skip
            self.fields[f"why_{row.proposal.code}"] = forms.CharField(
                label=_("How you are tied to it"), required=False, max_length=400
            )

    @property
    def rows(self) -> Iterator[Row]:
        """In the order of the list."""
        for row in self.concerned:
            code = row.proposal.code
            yield Row(row, self[f"tie_{code}"], self[f"why_{code}"])

    def clean(self) -> dict[str, Any]:
        """Whoever stands near says how; somebody who ticks nothing has not answered."""
        said = super().clean() or {}
        if not any(said.get(f"tie_{row.proposal.code}") for row in self.concerned):
            self.add_error(None, _("Please answer for one proposal at least."))
        for row in self.concerned:
            why = f"why_{row.proposal.code}"
            if said.get(f"tie_{row.proposal.code}") == NEAR and not said.get(why, "").strip():
                self.add_error(why, _("Please say in a few words how you are tied."))
        return said

    @property
    def free(self) -> list[Proposal]:
        """Those the member is free to judge."""
        return [row.proposal for row in self.concerned if self.cleaned_data[f"tie_{row.proposal.code}"] == FREE]

    @property
    def near(self) -> list[tuple[Proposal, str]]:
        """Those they stand near to, with why."""
        said = self.cleaned_data
        rows = [row.proposal for row in self.concerned if said[f"tie_{row.proposal.code}"] == NEAR]
        return [(one, said[f"why_{one.code}"]) for one in rows]
