"""An idea on paper, by fax or telephone, as the office types it: whose it is, how it came, where the 控え goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.models import Actor
from yoriai.people.models import Contact
from yoriai.people.policy import FOUNDED
from yoriai.proposals.forms.about import IdeaForm
from yoriai.proposals.models import Document
from yoriai.ui.files import PaperField
from yoriai.ui.forms import Form

REPLY = (Contact.Way.PHONE, Contact.Way.FAX, Contact.Way.POST)


class PaperFromForm(Form):
    """Whose paper it is. candidates: the bodies found by the words that were looked for."""

    way = forms.ChoiceField(label=_("How it came"), choices=Document.Way, widget=forms.RadioSelect, initial="counter")
    sender = forms.TypedChoiceField(
        label=_("Whose is it?"), coerce=int, widget=forms.RadioSelect, required=False, empty_value=None
    )
    name = forms.CharField(
        label=_("Name of the organisation or person"),
        max_length=120,
        required=False,
        help_text=_("Only where it is new here. They need no account."),
    )
    reading = forms.CharField(label=_("How it is read"), max_length=160, required=False, help_text=_("In hiragana."))
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("", _("not said")),
            *((kind.value, kind.label) for kind in FOUNDED),
            (Actor.Kind.PERSON.value, pgettext_lazy("sender", "One person")),
        ],
        required=False,
    )
    reply_way = forms.ChoiceField(
        label=_("How the copy goes back"),
        choices=[(way.value, way.label) for way in REPLY],
        widget=forms.RadioSelect,
        initial=Contact.Way.PHONE,
        required=False,
    )
    reply_to = forms.CharField(
        label=_("Telephone, fax number or address"),
        max_length=200,
        required=False,
        help_text=_("Kept for a year, for notices about this idea. Each look at it is recorded."),
    )
    scan = PaperField(
        label=_("Picture of the paper"),
        required=False,
        help_text=_("PDF or photo, 20 MB at most. Only the group and the office see it."),
    )
    autofill = {"name": "off", "reading": "off"}

    def __init__(self, *args: Any, candidates: list[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {actor.pk: actor for actor in candidates}
        found = [(pk, f"{actor}（{actor.get_kind_display()}）") for pk, actor in self.candidates.items()]
        self.fields["sender"].choices = [*found, (0, _("None of these: it is new here"))]  # type: ignore[attr-defined]
        if not candidates:
            del self.fields["sender"]

    def clean(self) -> dict[str, Any]:
        """A body that was found, or a name and what it is."""
        kept: dict[str, Any] = super().clean() or {}
        if not kept.get("sender"):
            for name in ("name", "kind"):
                if not kept.get(name):
                    self.add_error(name, _("Please fill this in."))
        return kept

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        kept = dict(self.cleaned_data)
        return kept | {"actor": self.candidates.get(kept.pop("sender") or 0)} if "sender" in kept else kept


class PaperIdeaForm(IdeaForm):
    """Name and class as they stand on the paper; never in a hat of the officer's own."""

    theme_needed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, who=None, **kwargs)
