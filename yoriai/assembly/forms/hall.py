"""The hall: who was there, who looks after the reception, which doors count, what lies on the table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.assembly.models import Session
from yoriai.kernel.models import Actor
from yoriai.people.queries import members_of
from yoriai.ui.files import PaperField
from yoriai.ui.forms import Form
from yoriai.voices.forms import AsForm
from yoriai.voices.models import Door

KINDS = [kind for kind in Actor.Kind if kind not in (Actor.Kind.TEAM, Actor.Kind.GUEST)]


class HeadcountForm(Form):
    """Two numbers a kind: who was there, and how many of them for the first time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS:
            for name in ("people", "first"):
                field = forms.IntegerField(label=kind.label, min_value=0, max_value=100_000, required=False)
                hint = _("people") if name == "people" else _("first time")
                field.widget.attrs |= {"inputmode": "numeric", "placeholder": hint}
                self.fields[f"{name}_{kind}"] = field

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """For the table: the kind's name and its two fields."""
        return [(str(kind.label), self[f"people_{kind}"], self[f"first_{kind}"]) for kind in KINDS]

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """What the action takes."""
        data = self.cleaned_data
        return {str(kind): (data[f"people_{kind}"] or 0, data[f"first_{kind}"] or 0) for kind in KINDS}

    @classmethod
    def of(cls, session: Session) -> "HeadcountForm":
        """The form filled with what is known."""
        initial: dict[str, int] = {}
        for row in session.headcounts.all():
            initial |= {f"people_{row.kind}": row.people, f"first_{row.kind}": row.first_time}
        return cls(initial=initial)


class ReceptionForm(Form):
    """受付担当: somebody of the team."""

    person = forms.ModelChoiceField(label=_("Who looks after the reception"), queryset=Actor.objects.none())

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Actor.objects.filter(pk__in=members_of(session.assembly.team).values("person")).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class SetAsideForm(Form):
    """A door left out of the counts, and why."""

    door = forms.ChoiceField(label=_("Which answers"), choices=Door, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=400, help_text=_("Everybody will read it."))


class MaterialForm(AsForm):
    """資料 from any party (R17)."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(label=_("Text"), max_length=4000, required=False, widget=forms.Textarea)
    link = forms.URLField(label=_("Address on the web"), max_length=200, required=False, assume_scheme="https")
    file = PaperField(label=_("File"), required=False, help_text=_("PDF or photo, 20 MB at most."))

    field_order = ("title", "text", "link", "file", "hat")
