"""What may go with any step, on whatever page it is taken: why, for the parties; a note inside city hall; words for everybody."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.lifecycle import OFFICE, PARTNER, PROPOSER, SECTION
from yoriai.ui.forms import Form

TEXT: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 4}), "max_length": 1000}
BRIEF: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 2}), "max_length": 1000}
NOTE = _("Note for the office and the section only")
# What there may be, in this order: the box, and whose it is.
BOXES: dict[str, tuple[dict[str, Any], frozenset[str]]] = {
    "reason": (
        {"label": _("A word with it"), "help_text": _("The parties read it."), **BRIEF},
        frozenset({PROPOSER, PARTNER, SECTION, OFFICE}),
    ),
    "note": ({"label": NOTE, **TEXT}, frozenset({SECTION, OFFICE})),
    "public_text": (
        {
            "label": _("In words everybody reads"),
            "help_text": _("Left empty: nothing is published."),
            **TEXT,
        },
        frozenset({OFFICE}),
    ),
}


class WithWords(Form):
    """A form by which a step is taken. boxes: which of the words may go with it; one that asks for words of its own has its own box."""

    boxes: ClassVar[tuple[str, ...]] = tuple(BOXES)
    offered: tuple[str, ...] = ()

    def offer_words(self, mine: frozenset[str]) -> None:
        """A box for each, behind whatever the step itself asks for. mine: the sides on which whoever takes it stands."""
        found = [name for name in self.boxes if name not in self.fields and mine & BOXES[name][1]]
        for name in found:
            self.fields[name] = forms.CharField(required=False, **BOXES[name][0])
        self.offered = tuple(found)

    @property
    def words(self) -> dict[str, str]:
        """What was written into them, as the actions take it."""
        return {name: self.cleaned_data[name] for name in self.offered if name in self.cleaned_data}
