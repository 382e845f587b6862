"""Hours for advice, and sections that are asked: about a theme, about an idea."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.models import Actor
from yoriai.proposals.models import Slot
from yoriai.ui.files import FileField
from yoriai.ui.forms import Form, ModelForm

SECTIONS = Actor.objects.filter(kind=Actor.Kind.SECTION, left=None).order_by("pk")
DAY: dict[str, Any] = {"widget": forms.DateInput(attrs={"type": "date"})}
FEW_ROWS: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 3})}


class SlotForm(ModelForm):
    """An hour for groups with an idea."""

    day = forms.DateField(label=pgettext_lazy("date", "day"), **DAY)
    clock = forms.TimeField(label=_("time"), widget=forms.TimeInput(attrs={"type": "time"}))
    field_order = ("day", "clock", "minutes", "way", "where", "seats")

    class Meta:
        model = Slot
        fields = ("minutes", "way", "where", "seats")
        widgets = {"way": forms.RadioSelect}
        help_texts = {"where": _("The room, the address of the meeting, or who telephones whom.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = Slot.Way.choices  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        kept = dict(self.cleaned_data)
        return {"starts": timezone.make_aware(dt.datetime.combine(kept.pop("day"), kept.pop("clock"))), **kept}


class SectionsAskedForm(Form):
    """Which sections are asked, what, and until when."""

    sections = forms.ModelMultipleChoiceField(
        SECTIONS, label=_("Sections that are asked"), widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label=_("What they are asked"), max_length=1000, required=False, **FEW_ROWS)
    due = forms.DateField(label=_("until"), **DAY)


class ThemesAskedForm(SectionsAskedForm):
    """The same, for theme sheets; all sections by one tick."""

    everybody = forms.BooleanField(label=_("Every section"), required=False)
    field_order = ("everybody", "sections", "text", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].required = False

    @property
    def asked(self) -> list[Actor]:
        """The sections that are asked."""
        return list(SECTIONS.all() if self.cleaned_data["everybody"] else self.cleaned_data["sections"])


class NoThemeForm(Form):
    """今年はなし."""

    reason = forms.CharField(
        label=_("Why there is none this year"),
        max_length=400,
        help_text=_("A short sentence is enough. The office reads it."),
        **FEW_ROWS,
    )


class DraftRemarkForm(Form):
    """A word on the draft."""

    text = forms.CharField(
        label=_("A word on the draft"),
        max_length=1000,
        help_text=_("Only the office and the sections asked read it."),
        **FEW_ROWS,
    )


class ThemeFileForm(Form):
    """The theme sheet as a table that comes back."""

    file = FileField(
        label=_("The table, filled in (XLSX)"),
        help_text=_("Nothing is kept before you have looked at it."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class ImaginingForm(Form):
    """A section's answer to the idea sheet."""

    answer = forms.ChoiceField(
        label=_("Could you imagine doing this with the group?"),
        choices=[("yes", _("Yes, we would like to shape it with you.")), ("no", _("It is hard for us this time."))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("A word with it"),
        max_length=400,
        required=False,
        help_text=_("With a no please say why, and whom else you would ask."),
        **FEW_ROWS,
    )

    def clean(self) -> dict[str, Any]:
        """A no has a reason."""
        kept: dict[str, Any] = super().clean() or {}
        if kept.get("answer") == "no" and not kept.get("words", "").strip():
            self.add_error("words", _("Please say why; a short sentence is enough."))
        return kept
