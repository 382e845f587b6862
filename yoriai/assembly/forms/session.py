"""Preparing an evening and closing it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly.models import Assembly, Session
from yoriai.directory.models import Place
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.ui.forms import Form

MOST_PLACES = 500


class Day(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Clock(forms.TimeInput):
    """A time of day as browsers ask for it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def moment(day: dt.date, clock: dt.time) -> dt.datetime:
    """The moment in the city's own time."""
    return timezone.make_aware(dt.datetime.combine(day, clock))


class FoundationForm(Form):
    """A new forum."""

    name = forms.CharField(label=_("Name of the forum"), max_length=120)
    summary = forms.CharField(label=_("What it is for"), required=False, widget=forms.Textarea)
    team = forms.ModelChoiceField(
        label=_("The team that runs it"),
        queryset=Actor.objects.filter(kind=Actor.Kind.TEAM, left=None).order_by("name"),
        required=False,
        empty_label=_("a new team, with me in it"),
        help_text=_("Residents and city staff with the same powers. You invite the others on the team's page."),
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("For which wards"),
        queryset=Area.objects.filter(kind=Area.Kind.WARD).defer("outline").order_by("code"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class SessionForm(Form):
    """The facts of an evening. The place may be one of the directory, or any words."""

    title = forms.CharField(
        label=_("The question of the evening"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": "2"}),
        help_text=_("A question people can answer with what they see and what they could do."),
    )
    summary = forms.CharField(label=_("A few words about it"), required=False, widget=forms.Textarea)
    day = forms.DateField(label=_("Day"), widget=Day)
    begins = forms.TimeField(label=_("From"), widget=Clock)
    ends = forms.TimeField(label=_("Until"), widget=Clock)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    room = forms.CharField(label=_("Room"), max_length=80, required=False)
    accessibility = forms.CharField(
        label=_("Accessibility and help"),
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Steps, toilets, sign language, child care, how to say what one needs."),
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        widget=forms.Textarea(attrs={"rows": "6"}),
        help_text=_("One line a step: 18:30 What | who | with what"),
    )
    tables = forms.IntegerField(label=_("Tables"), min_value=1, max_value=99, initial=8)
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.problems(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("Wards it concerns"),
        queryset=Area.objects.filter(kind=Area.Kind.WARD).defer("outline").order_by("code"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].widget.attrs["list"] = "places"
        self.places = Place.objects.public().order_by("title").values_list("title", flat=True)[:MOST_PLACES]

    @classmethod
    def of(cls, session: Session, data: Any = None) -> "SessionForm":
        """The form filled with a session's facts."""
        starts, ends = timezone.localtime(session.starts), timezone.localtime(session.ends)
        facts = {
            name: getattr(session, name) for name in ("title", "summary", "room", "accessibility", "agenda", "tables")
        }
        when = {"day": starts.date(), "begins": starts.time(), "ends": ends.time()}
        where = {"place": session.where.title if session.where else ""}
        themes = {"themes": session.themes.all(), "areas": session.areas.filter(kind=Area.Kind.WARD)}
        return cls(data, initial=facts | when | where | themes)

    def clean(self) -> dict[str, Any]:
        """An evening that ends after midnight ends on the next day."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if all(name in data for name in ("day", "begins", "ends")):
            data["starts_at"] = moment(data["day"], data["begins"])
            data["ends_at"] = moment(data["day"], data["ends"])
            if data["ends_at"] <= data["starts_at"]:
                data["ends_at"] += dt.timedelta(days=1)
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take. A place the directory does not know becomes the first words of the room."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("summary", "accessibility", "agenda", "tables", "themes", "areas")}
        where = Place.objects.public().filter(title=data["place"]).first() if data["place"] else None
        room = data["room"] if where or not data["place"] else f"{data['place']} {data['room']}".strip()
        return facts | {"starts": data["starts_at"], "ends": data["ends_at"], "where": where, "room": room[:80]}


class CallerForm(Form):
    """Somebody who calls for it (R26)."""

    name = forms.CharField(label=_("Name"), max_length=80)
    of = forms.CharField(label=_("Of which body"), max_length=80, required=False)


class CancelForm(Form):
    """Why it does not take place."""

    why = forms.CharField(label=_("Why"), max_length=400, help_text=_("Everybody will read it."))


class PrintForm(Form):
    """How many blank cards to make."""

    count = forms.IntegerField(
        label=_("How many cards"),
        min_value=1,
        max_value=1000,
        initial=64,
        help_text=_("Eight fit on a sheet of A4. Three a person is a good measure."),
    )


class PrintTicketsForm(Form):
    """How many 参加券 to make."""

    tickets = forms.IntegerField(
        label=_("How many tickets"),
        min_value=1,
        max_value=1000,
        initial=72,
        help_text=_("Twenty-four fit on a sheet of A4. One a person, and some to spare."),
    )


class ClosingForm(Form):
    """How it ended (R20). Which of the fields are needed is the action's rule."""

    next_step = forms.CharField(
        label=_("The next step"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": "3"})
    )
    not_decided_why = forms.CharField(
        label=_("Nothing is decided this time, because"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )
    contact = forms.CharField(
        label=_("Whom to ask"),
        max_length=120,
        required=False,
        help_text=_("A section and its telephone, not a person's own."),
    )
    next_session = forms.ModelChoiceField(
        label=_("The next session"), queryset=Session.objects.none(), required=False, empty_label=_("not prepared yet")
    )
    next_day = forms.DateField(label=_("or the next day"), required=False, widget=Day)
    next_clock = forms.TimeField(label=_("at"), required=False, widget=Clock)
    next_place = forms.CharField(label=_("where"), max_length=120, required=False)
    no_date_why = forms.CharField(label=_("There is no date yet, because"), max_length=400, required=False)

    def __init__(self, *args: Any, forum: Assembly, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = Session.objects.filter(assembly=forum, starts__gt=session.starts, state__in=("draft", "called"))
        self.fields["next_session"].queryset = later.order_by("starts")  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        day, clock = data.pop("next_day"), data.pop("next_clock")
        data["next_date"] = moment(day, clock or dt.time(18, 30)) if day else None
        return data
