"""What an event asks for: its facts, its days, and who comes."""

import datetime as dt
from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory.actions.events import Span
from yoriai.directory.actions.sign_ups import Guest
from yoriai.directory.forms.entries import REACH, TAGS, WHAT, WHERE, EntryForm, Parts
from yoriai.directory.models import Event, Occurrence, Support
from yoriai.engines.calendar.repeats import MOST, Every, days
from yoriai.people.models import Contact
from yoriai.ui.forms import Form

EVERY = [
    ("once", _("on this day only")),
    ("day", _("every day until")),
    ("week", _("every week until")),
    ("fortnight", _("every second week until")),
    ("month_weekday", _("every month until, on the same weekday of the same week")),
    ("month_day", _("every month until, on the same date")),
]
LAST_MINUTE = dt.time(23, 59)
WHEN = ("day", "begins", "ends", "all_day", "every", "until")


def moment(day: dt.date, clock: dt.time) -> dt.datetime:
    """The moment in the city's own time."""
    return timezone.make_aware(dt.datetime.combine(day, clock))


def span(day: dt.date, begins: dt.time | None, ends: dt.time | None, all_day: bool) -> Span:
    """When a day begins and ends. What ends before it begins ends after midnight."""
    if all_day or begins is None:
        return Span(moment(day, dt.time()), moment(day, LAST_MINUTE), all_day=True)
    if ends is None:
        return Span(moment(day, begins))
    return Span(moment(day, begins), moment(day if ends > begins else day + dt.timedelta(days=1), ends))


def _date(**attrs: str) -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class DayForm(Form):
    """One day: for a change of that day alone."""

    day = forms.DateField(label=_("Day"), widget=_date())
    begins = forms.TimeField(label=_("From"), widget=_clock(), required=False)
    ends = forms.TimeField(label=_("Until"), widget=_clock(), required=False)
    all_day = forms.BooleanField(label=_("The whole day"), required=False)
    note = forms.CharField(
        label=_("About this day"), max_length=200, required=False,
        help_text=_("For example: in the other room this time."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A day is whole, or it begins at a time."""
        data = super().clean() or self.cleaned_data
        if "day" in data and not data.get("begins") and not data.get("all_day") and "begins" not in self.errors:
            self.add_error("begins", _("Please give the time it begins, or tick “the whole day”."))
        return data

    @property
    def span(self) -> Span:
        """What the actions take."""
        data = self.cleaned_data
        return span(data["day"], data["begins"], data["ends"], data["all_day"])

    @classmethod
    def of(cls, day: Occurrence, data: Any = None) -> "DayForm":
        """The form filled with a day."""
        starts = timezone.localtime(day.starts)
        facts: dict[str, Any] = {"day": starts.date(), "all_day": day.all_day, "note": day.note}
        if not day.all_day:
            facts["begins"] = starts.time()
            facts["ends"] = timezone.localtime(day.ends).time() if day.ends else None
        return cls(data, initial=facts)


class DaysForm(DayForm):
    """One day, or a series of them. A series is written out: each day can be changed or cancelled alone afterwards."""

    every = forms.ChoiceField(label=_("Again"), choices=EVERY, initial="once", required=False)
    until = forms.DateField(label=pgettext_lazy("a series of days", "The last day"), widget=_date(), required=False)

    field_order = (*WHEN, "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("note")

    def clean(self) -> dict[str, Any]:
        """A series ends."""
        data = super().clean()
        every, until = cast(Every, data.get("every") or "once"), data.get("until")
        if every != "once" and "day" in data and "until" not in self.errors:
            if until is None or until < data["day"]:
                self.add_error("until", _("Please give the last day of the series."))
            elif len(days(data["day"], every, until)) > MOST:
                self.add_error("until", _("These are too many days. Please choose an earlier last day."))
        return data

    @property
    def spans(self) -> list[Span]:
        """Every day of it."""
        data = self.cleaned_data
        found = days(data["day"], data["every"] or "once", data["until"])
        return [span(day, data["begins"], data["ends"], data["all_day"]) for day in found]


class EventForm(EntryForm):
    """What is on. Its days stand in a form of their own (`DaysForm`), on the same page where it is new."""

    parts: ClassVar[Parts] = [
        (WHAT, ("title", "summary", "for_whom", "price", "dates_note")),
        (WHERE, ("where", "meets_at", "online_url", *TAGS)),
        (_("So that everybody can come"), ("support",)),
        (_("Signing up"), ("sign_up", "capacity", "apply_until", "how")),
        (REACH, ("organisers", "contact", "contact_by", "website")),
    ]

    support = forms.MultipleChoiceField(
        label=_("Help on the day"), choices=Support, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Event
        fields = (
            "title", "summary", "where", *(name for name in Event.FACTS if name not in ("latitude", "longitude")),
        )  # fmt: skip
        widgets = {
            "sign_up": forms.RadioSelect,
            "apply_until": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        }
        help_texts = {
            "price": _("In words: “free”, “300 yen for the ingredients”."),
            "meets_at": _("A room, a meeting point, or the place itself where it is not in the list."),
            "dates_note": _("What holds for all days: “not in heavy rain”."),
            "capacity": _("For each day. Empty: as many as come. Whoever comes later waits, and moves up by itself."),
            "online_url": _("Everybody sees it."),
            "how": _("Where one signs up elsewhere: the telephone, the address, what to say."),
        }


WAYS = [(Contact.Way.MAIL.value, _("Mail")), (Contact.Way.PHONE.value, _("Telephone"))]


class SignUpForm(Form):
    """A seat. Whoever has an account is known; others give a name and one way to be reached, for this event alone.

    The organiser may write down somebody who telephoned: then the name stands there and is not needed.
    """

    people = forms.IntegerField(
        label=_("How many people, you included"), min_value=1, max_value=20, initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=120)
    way = forms.ChoiceField(
        label=_("How to reach you"), choices=WAYS, initial=Contact.Way.MAIL.value, widget=forms.RadioSelect
    )
    contact = forms.CharField(
        label=_("Mail address or telephone number"), max_length=200,
        help_text=_("Used for this event alone, seen by its organiser alone, deleted a week after the day."),
    )  # fmt: skip
    needs = forms.CharField(
        label=_("What you need on the day"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Sign language, a wheelchair's place, an allergy: only if you want to. Deleted after the day."),
    )  # fmt: skip

    def __init__(self, *args: Any, known: bool, writes_for_others: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known and not writes_for_others:
            for name in ("name", "way", "contact"):
                self.fields.pop(name)
        elif known:
            self.fields["name"].required = self.fields["contact"].required = False
            self.fields["name"].help_text = _("For somebody who telephoned. Leave it empty to sign up yourself.")

    def clean(self) -> dict[str, Any]:
        """A mail address looks like one; so does a telephone number."""
        data = super().clean() or self.cleaned_data
        value = data.get("contact")
        if value and data.get("way") == Contact.Way.MAIL:
            try:
                data["contact"] = forms.EmailField().clean(value).lower()
            except forms.ValidationError:
                self.add_error("contact", _("This does not look like a mail address."))
        elif value and sum(sign.isdigit() for sign in value) < 6:
            self.add_error("contact", _("This does not look like a telephone number."))
        if data.get("name") and not value and "contact" in self.fields and "contact" not in self.errors:
            self.add_error("contact", _("Please give one way to be reached."))
        return data

    @property
    def guest(self) -> Guest | None:
        """Who comes, where it is not the reader with an account."""
        data = self.cleaned_data
        return Guest(data["name"], data["way"], data["contact"]) if data.get("name") else None


class WhyForm(Form):
    """Why it does not take place."""

    why = forms.CharField(
        label=_("Why it does not take place"), max_length=200,
        help_text=_("Everybody reads it, and it stands in the mail: “heavy snow”. Say what comes instead, if anything."),
    )  # fmt: skip
