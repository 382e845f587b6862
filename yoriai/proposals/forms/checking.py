"""形式確認: yes, no or not looked at yet for each line, and a note."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.models import CheckMark
from yoriai.proposals.queries.checking import CheckLine
from yoriai.ui.forms import Form

ANSWERS = [*CheckMark.Answer.choices, ("", _("not looked at yet"))]


class Row(NamedTuple):
    """One line with its two boxes."""

    line: CheckLine
    ok: forms.BoundField
    note: forms.BoundField


class CheckForm(Form):
    """Nothing is needed: whoever checks comes back to it. What the platform sees stands ticked until somebody has looked."""

    def __init__(self, data: Any = None, *, lines: list[CheckLine]) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            said, note = (line.mark.answer, line.mark.note) if line.mark else (line.guess, "")
            self.fields[f"ok_{line.key}"] = forms.ChoiceField(
                label=line.words, choices=ANSWERS, required=False, widget=forms.RadioSelect, initial=said, help_text=line.seen
            )  # fmt: skip
            self.fields[f"note_{line.key}"] = forms.CharField(
                label=_("Note to this line"), required=False, max_length=400, initial=note
            )

    @property
    def rows(self) -> Iterator[Row]:
        """In the order of the list."""
        for line in self.lines:
            yield Row(line, self[f"ok_{line.key}"], self[f"note_{line.key}"])

    @property
    def marks(self) -> dict[str, tuple[str, str, str]]:
        """As the action takes them."""
        said = self.cleaned_data
        return {line.key: (line.words, said[f"ok_{line.key}"], said[f"note_{line.key}"]) for line in self.lines}
