"""力になれます・力を貸してください: what is asked of whoever gives and of whoever asks, and the questions of a list."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory.forms.entries import REACH, TAGS, WHAT, WHERE, EntryForm, Parts
from yoriai.directory.models import ContactBy, Need, Offer, Resource
from yoriai.kernel.models import Area, Theme
from yoriai.people.forms.people import near
from yoriai.ui.forms import Form

PEOPLE = ("ages", "beginners", "fare", "insurance", "support", "languages")


class ExchangeForm(EntryForm):
    """What both have. Contact data is kept for introductions, unless its owner wants it on the page."""

    parts: ClassVar[Parts] = [
        (WHAT, ("title", "resource", "summary", "quantity", "season", "closes", "conditions")),
        (WHERE, ("where", "meets_at", *TAGS)),
        (REACH, ("contact", "contact_by", "website", "way")),
        (_("If it is about people"), PEOPLE),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not getattr(kwargs.get("instance"), "pk", None):
            kwargs["initial"] = {"contact_by": ContactBy.INTRODUCTION, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name, blank in (("resource", _("Please choose")), ("way", pgettext_lazy("form of help", "not said"))):
            field = self.fields[name]
            field.choices = [("", blank), *((key, label) for key, label in field.choices if key)]  # type: ignore[attr-defined]
        self.fields["closes"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean_closes(self) -> Any:
        """A day that has passed would end it at once."""
        day = self.cleaned_data["closes"]
        if day is not None and "closes" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a later one, or leave it open."))
        return day


HELP = {
    "quantity": _("For example: 20 chairs, 3 people, two hours a week."),
    "season": _("For example: December to March, Saturday mornings."),
    "closes": _("After this day it ends by itself. Leave it empty if there is no such day."),
    "contact": _("Nobody sees it before you have said yes to an introduction, unless you choose so below."),
    "ages": _("For example: from 16 years."),
}


class OfferForm(ExchangeForm):
    """力になれます."""

    class Meta:
        model = Offer
        fields = ("title", "summary", "where", *Offer.FACTS)
        help_texts = {
            **HELP,
            "title": _("What somebody could do with your help: “A van and a driver on weekday afternoons”."),
            "conditions": _("What it needs to work, and what you would rather not do."),
        }


class NeedForm(ExchangeForm):
    """力を貸してください."""

    class Meta:
        model = Need
        fields = ("title", "summary", "where", *Need.FACTS)
        help_texts = {
            **HELP,
            "title": _("What is missing: “Nobody to lift the tables on the morning of the festival”."),
            "conditions": _("What helpers should know beforehand."),
        }


class FilterForm(Form):
    """Narrows a list of offers or needs. Anything that makes no sense is left out."""

    theme = forms.ModelChoiceField(
        Theme.objects.problems(),
        to_field_name="code",
        required=False,
        label=_("Theme"),
        empty_label=pgettext_lazy("theme", "all"),
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        to_field_name="code",
        required=False,
        label=_("Area"),
        empty_label=pgettext_lazy("area", "all"),
    )
    resource = forms.ChoiceField(
        choices=[("", pgettext_lazy("resource", "all")), *Resource.choices],
        required=False,
        label=pgettext_lazy("resource", "What"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = near()  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for and makes sense: theme, area, resource."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
