"""Advice, partners, the section's answer."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.models import Actor
from yoriai.proposals.models import Consultation, Talk
from yoriai.ui.forms import Form, ModelForm


class ConsultationForm(ModelForm):
    """When, with whom, what was advised, what is to be done until next time."""

    day = forms.DateField(label=pgettext_lazy("date", "day"), widget=forms.DateInput(attrs={"type": "date"}))
    clock = forms.TimeField(label=_("time"), widget=forms.TimeInput(attrs={"type": "time"}))
    field_order = ("day", "clock", "with_whom", "advice", "homework")

    class Meta:
        model = Consultation
        fields = ("with_whom", "advice", "homework")

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
    """Yes or no."""

    answer = forms.ChoiceField(
        label=_("Would you carry this project with us?"),
        choices=[("yes", _("Yes, we carry it with you.")), ("no", _("Not this time."))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("A word with it"), max_length=400, required=False)


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
        return {name: value for name, value in self.cleaned_data.items() if name != "memo"}


class SendForm(Form):
    """決裁日."""

    decided_on = forms.DateField(label=_("day of the decision"), widget=forms.DateInput(attrs={"type": "date"}))


class PassOnForm(Form):
    """Another section, and why."""

    to = forms.ModelChoiceField(
        Actor.objects.filter(kind=Actor.Kind.SECTION, left=None).order_by("pk"), label=_("To which section")
    )
    reason = forms.CharField(label=_("reason"), help_text=_("The group reads it too."), max_length=400)
