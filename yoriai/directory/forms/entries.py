"""The form of an entry: its kind's own facts, in parts of a few questions each. Only the title is needed; the rest can wait."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yoriai.directory.models import Activity, Entry, Measure, Organisation, Place, Registered
from yoriai.directory.queries.register import Said
from yoriai.engines.tables.headers import fold
from yoriai.engines.tables.official_lists import bare_name
from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.queries import innermost
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.people.forms import HatMixin
from yoriai.people.forms.people import near
from yoriai.ui.forms import ModelForm

MOST_PLACES = 500
Parts = list[tuple[str | Promise, tuple[str, ...]]]
WHAT, WHERE, REACH = _("What it is about"), _("Where and about what"), _("How to reach you")
TAGS = ("themes", "areas")


class EntryForm(HatMixin, ModelForm):
    """Made with `who`. For a change, `instance` is the entry, and its owner stays; so where `owner` is given.

    parts: (heading, names of fields); those after the first are folded until wanted.
    """

    parts: ClassVar[Parts] = []

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.problems(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label=_("Where in the city"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, who: Who | None, instance: Entry | None = None, owner: Actor | None = None, **kwargs: Any
    ) -> None:
        initial = kwargs.pop("initial", {})
        if instance is not None and instance.pk:
            initial = {"themes": instance.themes.all(), "areas": innermost(instance.areas.defer("outline")), **initial}
        super().__init__(*args, who=who, instance=instance, initial=initial, **kwargs)
        if owner is not None or (instance is not None and instance.pk):
            self.fields.pop("hat", None)
        # A town it lies in already stays to be chosen; the list itself is not made of two thousand towns.
        lies_in = [getattr(area, "pk", area) for area in initial.get("areas", [])]
        choices = near() | Area.objects.filter(pk__in=lies_in).defer("outline")
        self.fields["areas"].queryset = choices  # type: ignore[attr-defined]
        self.fields["title"].required = True
        if "where" in self.fields:
            self.fields["where"].label, self.fields["where"].empty_label = _("Place"), _("not said")  # type: ignore[attr-defined]
            # A sliced queryset cannot be asked for the chosen one.
            near_ones = Place.objects.public().order_by("title").values("pk")[:MOST_PLACES]
            here = Q(pk__in=near_ones) | Q(pk=instance.where_id if instance is not None else None)
            self.fields["where"].queryset = Place.objects.filter(here).order_by("title")  # type: ignore[attr-defined]

    @property
    def sections(self) -> Iterator[tuple[str | Promise, list[BoundField], bool]]:
        """(heading, fields, whether it stands open): the first part, and every other one that holds something or is wrong."""
        for number, (heading, names) in enumerate(self.parts):
            fields = [self[name] for name in (*(("hat",) if number == 0 else ()), *names) if name in self.fields]
            yield heading, fields, number == 0 or any(field.errors or field.value() for field in fields)

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "hat"}
        return {**kept, "themes": list(kept["themes"]), "areas": list(kept["areas"])}


class ActivityForm(EntryForm):
    """What somebody does again and again."""

    parts: ClassVar[Parts] = [
        (WHAT, ("title", "summary", "for_whom", "days", "joining")),
        (WHERE, ("where", "meets_at", *TAGS)),
        (REACH, ("contact", "contact_by", "website", "cost")),
        (_("If it is also a business"), ("who_pays", "who_works", "whats_left")),
    ]

    class Meta:
        model = Activity
        fields = ("title", "summary", "where", *Activity.FACTS)
        help_texts = {
            "title": _("In the words people would use: “Breakfast for children on Saturdays”."),
            "joining": _("Every page ends in something one can do. What should somebody do who wants to join in?"),
            "contact": _("A telephone with its hours, a mail address, a counter. Leave out what should not be public."),
        }


class MeasureForm(EntryForm):
    """Support for those who act (R59)."""

    parts: ClassVar[Parts] = [
        (WHAT, ("title", "summary", "for_whom", "gives", "how", "period")),
        (WHERE, TAGS),
        (REACH, ("contact", "contact_by", "website")),
    ]

    class Meta:
        model = Measure
        fields = ("title", "summary", *Measure.FACTS)


class OrganisationForm(EntryForm):
    """載せている情報: what an organisation says of itself. Ten minutes are enough; a name is enough, too."""

    parts: ClassVar[Parts] = [
        (WHAT, ("title", "summary", "for_whom", "days", "joining")),
        (WHERE, ("where", "address", "postcode", *TAGS)),
        (REACH, ("phone", "fax", "mail", "contact", "contact_by", "website", "links")),
        (_("Who you are"), ("short_name", "english_name", "easy", "people", "households", "founded", "authority", "corporate_number")),
        (_("Money and documents"), ("budget", "documents")),
        (_("How we decide"), ("needs_two",)),
    ]  # fmt: skip

    class Meta:
        model = Organisation
        fields = (
            "title", "summary", "where", *(name for name in Organisation.FACTS if name not in ("latitude", "longitude")),
        )  # fmt: skip
        help_texts = {
            "joining": _("What should somebody do who wants to join in?"),
            "links": _("One address a line."),
            "documents": _("One a line: what it is | its address."),
            "needs_two": _(
                "It holds as soon as two of you have a seat. Whoever changes a page waits for another one of you."
            ),
            "easy": _("Short sentences, for readers who learn Japanese."),
        }

    def take(self, said: Mapping[str, Said]) -> list[Registered]:
        """Put what the register says into the fields that are empty, each with its source below; the rows it was taken from.

        A name that says the same without its legal form is not a name of its own: the register's whole one takes its place.
        """
        rows = {}
        for name, fact in said.items():
            there = str(self.get_initial_for_field(self.fields[name], name) or "").strip()
            if there and not (name == "title" and bare_name(fold(there)) == fact.row.bare != fold(fact.value)):
                continue
            if there == fact.value:
                continue
            self.initial[name] = fact.value
            self.fields[name].help_text = _("From %(source)s. Please look whether it is right.") % {
                "source": fact.row.source
            }
            rows[fact.row.pk] = fact.row
        return list(rows.values())
