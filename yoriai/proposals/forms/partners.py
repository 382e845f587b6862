"""Advice, partners, the section's answer."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.models import Actor
from yoriai.proposals.models import Booking, Consultation, Talk
from yoriai.ui.forms import Form, ModelForm

REPLY = ("can", "city_can", "city_cannot", "law", "money", "instead")


class ConsultationForm(ModelForm):
    """When, with whom, what was advised, what is to be done until next time."""

    day = forms.DateField(label=pgettext_lazy("date", "day"), widget=forms.DateInput(attrs={"type": "date"}))
    clock = forms.TimeField(label=_("time"), widget=forms.TimeInput(attrs={"type": "time"}))
    field_order = ("day", "clock", "with_whom", "advice", "homework")

    class Meta:
        model = Consultation
        fields = ("with_whom", "advice", "homework")

    def __init__(self, *args: Any, booked: Sequence[Booking] = (), **kwargs: Any) -> None:
        if booked:
            starts, by = timezone.localtime(booked[0].slot.starts), booked[0].slot.by
            said = {"day": starts.date(), "clock": starts.time(), "with_whom": by.shown_name}
            kwargs["initial"] = said | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def of(self, booked: Sequence[Booking]) -> Booking | None:
        """The booked hour this was said in: the one of its day."""
        day = self.cleaned_data["day"]
        return next((row for row in booked if timezone.localtime(row.slot.starts).date() == day), None)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        kept = dict(self.cleaned_data)
        return {"at": timezone.make_aware(dt.datetime.combine(kept.pop("day"), kept.pop("clock"))), **kept}


class PartnerForm(Form):
    """Whom to ask, and as what."""

    actor = forms.ModelChoiceField(Actor.objects.none(), label=_("Whom"), widget=forms.RadioSelect, empty_label=None)
    role = forms.CharField(label=_("As what"), max_length=120, required=False)

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Actor.objects.filter(pk__in=[actor.pk for actor in candidates])
        self.fields["actor"].queryset = found  # type: ignore[attr-defined]


class InvitationForm(Form):
    """Yes or no. noted: the office notes it from paper."""

    answer = forms.ChoiceField(
        label=_("Would you carry this project with us?"),
        choices=[("yes", _("Yes, we carry it with you.")), ("no", _("Not this time."))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("A word with it"), max_length=400, required=False)
    on_paper_from = forms.CharField(
        label=_("On paper, from"), max_length=120, help_text=_("Whose signature or seal stands under it, and the day.")
    )

    def __init__(self, *args: Any, noted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not noted:
            del self.fields["on_paper_from"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        kept = self.cleaned_data
        return {"yes": kept["answer"] == "yes", "words": kept["words"], "on_paper_from": kept.get("on_paper_from", "")}


class ReplyForm(ModelForm):
    """Two boxes with their readers above them: 担当者メモ（庁内） and 市の回答 (F6)."""

    class Meta:
        model = Talk
        fields = ("memo", "can", "city_can", "city_cannot", "law", "money", "instead")
        widgets = {"can": forms.RadioSelect}
        help_texts = {
            "memo": _("Read by your section and the office. It never leaves city hall with the answer."),
            "city_can": _("The group reads this once the answer has been decided on and sent."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["can"].choices = [("", _("not decided yet")), *Talk.Can.choices]  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """The answer without the note."""
        return {name: value for name, value in self.cleaned_data.items() if name in REPLY}

    @property
    def lines(self) -> list[str]:
        """The answer as the group will read it, a line for each box that is filled in."""
        said = {name: self.cleaned_data[name] for name in REPLY if self.cleaned_data[name]}
        said["can"] = Talk.Can(said["can"]).label
        return [f"{self.fields[name].label}：{value}" for name, value in said.items()]


class ReplyOrSendForm(ReplyForm):
    """The same boxes, one form: with the day of the decision the answer is looked at once more, and sent."""

    decided_on = forms.DateField(
        label=_("day of the decision"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: kept as a draft, nothing goes out. With the day, the answer goes to the group."),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


class SureToSendForm(ReplyOrSendForm):
    """What was written once more, unseen: what goes out is what was looked at, whatever a colleague keeps meanwhile."""

    # The page that was typed into: its draft goes with the sending.
    draft_page = forms.CharField(required=False)
    draft_window = forms.CharField(required=False)

    def __init__(self, written: ReplyOrSendForm) -> None:
        carried = {name: written.data.get(name, "") for name in ("draft_page", "draft_window")}
        super().__init__(instance=written.instance, initial=written.cleaned_data | carried | {"sure": True})
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


SECTIONS = Actor.objects.filter(kind=Actor.Kind.SECTION, left=None).order_by("pk")


class AskSectionForm(Form):
    """One more section, and what it is asked."""

    section = forms.ModelChoiceField(SECTIONS, label=_("Which section"))
    text = forms.CharField(
        label=_("What they are asked"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, asked: Sequence[int] = ()) -> None:
        super().__init__(data)
        self.fields["section"].queryset = SECTIONS.exclude(pk__in=asked)  # type: ignore[attr-defined]


class PassOnForm(Form):
    """Another section, and why."""

    to = forms.ModelChoiceField(SECTIONS, label=_("To which section"))
    reason = forms.CharField(label=_("reason"), help_text=_("The group reads it too."), max_length=400)

    def __init__(self, data: Any = None, *, source: int) -> None:
        super().__init__(data)
        self.fields["to"].queryset = SECTIONS.exclude(pk=source)  # type: ignore[attr-defined]
