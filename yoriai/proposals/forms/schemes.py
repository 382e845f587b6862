"""Schemes: beginning one, its plan part by part, opening it, bringing a plan as a file."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import MOST_OF, Keep, PaperAsked, Plan, Unreadable, read_text
from yoriai.kernel.models import Item
from yoriai.proposals.models import Paper, Scheme
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.sentences import in_words
from yoriai.proposals.wording import KEPT, NAMES, TIES, paper_readers
from yoriai.ui.files import FileField
from yoriai.ui.forms import Form

LARGEST = 500_000  # bytes of a plan's file
FEW = {"attrs": {"rows": 3}}
ASKED = [("", _("Not asked for")), ("asked", _("May be brought")), ("needed", _("Must be brought"))]


class LinesField(forms.CharField):
    """A list, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("One a line."))
        super().__init__(max_length=4000, required=False, widget=forms.Textarea(**FEW), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The rows, one a line."""
        return "\n".join(value) if isinstance(value, tuple | list) else value

    def to_python(self, value: Any) -> Any:
        """Without empty lines."""
        return tuple(line.strip() for line in str(value or "").splitlines() if line.strip())

    def validate(self, value: Any) -> None:
        """Nothing more to hold."""

    def run_validators(self, value: Any) -> None:
        """Its length was held as text; a list has no length of signs."""


def words(name: str, most: int, *, needed: bool = False, rows: int = 0, **more: Any) -> forms.CharField:
    """A field named as the plan names it."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=NAMES[name], max_length=most, required=needed, widget=widget, **more)


def figure(name: str, least: int, most: int | None = None, **more: Any) -> forms.IntegerField:
    """A whole number named as the plan names it, and no larger than a file may have it."""
    most = MOST_OF[name] if most is None else most
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=NAMES[name], min_value=least, max_value=most, widget=widget, **more)


def holds(name: str, **more: Any) -> forms.BooleanField:
    """A tick named as the plan names it."""
    return forms.BooleanField(label=NAMES[name], required=False, **more)


class PartForm(Form):
    """A part of the plan. Of an open scheme each change needs a reason, which everybody reads."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        self.scheme, self.the_plan = scheme, scheme.the_plan
        kwargs["initial"] = {"version": scheme.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if scheme.state == Scheme.State.OPEN:
            self.fields["why"] = why_field()

    @property
    def values(self) -> dict[str, Any]:
        """What was written, without what is not of the plan."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "why")}

    @property
    def said(self) -> dict[str, Any]:
        """What goes with the change: why, and which version was on the desk."""
        return {"why": self.cleaned_data.get("why", ""), "version": self.cleaned_data.get("version")}

    def change(self, plan: Plan) -> Plan:
        """The plan with this part as it was written."""
        raise TypeError("each part says how it changes the plan")


def why_field() -> forms.CharField:
    """The reason of a correction."""
    return forms.CharField(
        label=_("Why this is corrected"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands on the scheme's page, with what stood there before."),
    )


class TextsForm(PartForm):
    """Name, year, texts."""

    name = words("name", 120, needed=True)
    year = figure("year", 1990, 2100)
    about = words("about", 1000, rows=5)
    money = words("money", 60, help_text=_("For example 負担金, 補助金, 委託料."))
    eligibility = LinesField(label=NAMES["eligibility"])
    exclusions = LinesField(label=NAMES["exclusions"])
    contract = LinesField(label=NAMES["contract"])
    fixes = LinesField(label=NAMES["fixes"])
    rights = words("rights", 400, rows=2)
    look_back = words("look_back", 400, rows=2)
    model = words("model", 120, help_text=_("For the comparison of schemes."))

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        plan = scheme.the_plan
        kwargs["initial"] = {name: getattr(plan, name) for name in self.base_fields if name != "version"}
        super().__init__(*args, scheme=scheme, **kwargs)

    def change(self, plan: Plan) -> Plan:
        """The texts."""
        return replace(plan, **self.values)


class RulesForm(PartForm):
    """What the city decides once a year."""

    consultation = holds("rules.consultation")
    rolling = holds("rules.rolling")
    matching_first = holds("rules.matching_first")
    closes_at = forms.TimeField(
        label=NAMES["rules.closes_at"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("The whole of this minute is in time. 23:59: the day ends at midnight."),
    )
    grace_minutes = figure("rules.grace_minutes", 0)
    correction_days = figure("rules.correction_days", 1)
    answer_days = figure("rules.answer_days", 1)
    result_days = figure("rules.result_days", 0)
    pass_at = figure("rules.pass_at", 0, 100)
    quorum = figure("rules.quorum", 1)
    trim = figure("rules.trim", 0)
    tie = forms.ChoiceField(label=NAMES["rules.tie"], choices=TIES.items(), widget=forms.RadioSelect)
    ties_years = figure("rules.ties_years", 0)
    talk_minutes = figure("rules.talk_minutes", 1)
    question_minutes = figure("rules.question_minutes", 0)
    sentences_required = holds("rules.sentences_required")
    again_after_year = holds(
        "rules.again_after_year",
        help_text=_(
            "Ticked: one fiscal year is proposed and agreed at a time. Not ticked: as many as the class allows at one go."
        ),
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        rules = scheme.the_plan.rules
        kwargs["initial"] = {name: getattr(rules, name) for name in self.base_fields if name != "version"}
        super().__init__(*args, scheme=scheme, **kwargs)

    def change(self, plan: Plan) -> Plan:
        """The rules."""
        return replace(plan, rules=replace(plan.rules, **self.values))

    def clean_closes_at(self) -> dt.time:
        """To the minute, as a plan has it."""
        return self.cleaned_data["closes_at"].replace(second=0, microsecond=0)  # type: ignore[no-any-return]


class PapersForm(PartForm):
    """Which papers a group brings with its proposal: each not at all, if it has one, or in any case."""

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        asked = {one.key: "needed" if one.needed else "asked" for one in scheme.the_plan.papers}
        kwargs["initial"] = {f"paper_{kind}": asked.get(kind.value, "") for kind in Paper.Kind}  # type: ignore[call-overload]
        super().__init__(*args, scheme=scheme, **kwargs)
        why = self.fields.pop("why", None)
        for kind in Paper.Kind:
            self.fields[f"paper_{kind}"] = forms.ChoiceField(
                label=kind.label,
                choices=ASKED,
                required=False,
                widget=forms.RadioSelect,
                help_text=_("Read by: %(readers)s") % {"readers": paper_readers(kind)},
            )
        if why is not None:
            self.fields["why"] = why

    def change(self, plan: Plan) -> Plan:
        """The papers, in the order they always stand in."""
        said = {kind.value: self.values[f"paper_{kind}"] for kind in Paper.Kind}
        asked = [PaperAsked(key, needed=how == "needed") for key, how in said.items() if how]  # type: ignore[arg-type]
        return replace(plan, papers=tuple(asked))


class KeepingForm(PartForm):
    """保存年限: one number for all, and another for a kind where the city's rules for papers say so."""

    keep_years = figure("rules.keep_years", 1)

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        plan = scheme.the_plan
        kept = {f"keep_{one.key}": one.years for one in plan.keeps}
        super().__init__(*args, scheme=scheme, initial={"keep_years": plan.rules.keep_years} | kept, **kwargs)
        why = self.fields.pop("why", None)
        for kind, words in KEPT.items():
            self.fields[f"keep_{kind}"] = forms.IntegerField(
                label=str(words), min_value=1, max_value=MOST_OF["keeps.years"], required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                help_text=_("Left empty: as many years as all the others."),
            )  # fmt: skip
        if why is not None:
            self.fields["why"] = why

    def change(self, plan: Plan) -> Plan:
        """The years, in the order the kinds always stand in."""
        said = {kind: self.values[f"keep_{kind}"] for kind in KEPT}
        keeps = tuple(Keep(kind, years) for kind, years in said.items() if years)  # type: ignore[arg-type]
        return replace(plan, keeps=keeps, rules=replace(plan.rules, keep_years=self.values["keep_years"]))


class NewSchemeForm(Form):
    """What to begin from."""

    begin = forms.ChoiceField(label=_("Begin from"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, schemes: list[Scheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = [(row.code, _copied(row)) for row in schemes]
        theirs = [(name, f"{plan.name}（{plan.model}）") for name, plan in examples().items()]
        self.fields["begin"].choices = [  # type: ignore[attr-defined]
            *([(_("A scheme of ours, moved to the next year"), ours)] if ours else []),
            (_("A complete example of another city"), theirs),
        ]


def _copied(scheme: Scheme) -> str:
    return str(_("%(name)s, from fiscal year %(year)d to %(next)d")) % {
        "name": scheme.title,
        "year": scheme.year,
        "next": scheme.year + 1,
    }


class PlanFileForm(Form):
    """A plan as a file, TOML or JSON."""

    file = FileField(
        label=_("Plan as a file"),
        help_text=_("TOML or JSON as it is downloaded here, 500 KB at most."),
        widget=forms.FileInput(attrs={"accept": ".toml,.json"}),
    )

    def clean_file(self) -> Plan:
        """The plan, read. Every fault of the file is told at once."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is too large for a plan."))
        try:
            return read_text(file.read().decode("utf-8-sig"), file.name)
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not written in UTF-8.")) from None
        except Unreadable as wrong:
            raise forms.ValidationError([_at(*in_words(fault)) for fault in wrong.faults[:20]]) from None


def _at(place: str, words: str) -> str:
    return f"{place}：{words}"


class NewPlanFileForm(PlanFileForm, PartForm):
    """A plan brought again as a file, in the place of the one that stands."""

    field_order = ["file", "why"]

    def change(self, plan: Plan) -> Plan:
        """The whole of it."""
        found: Plan = self.cleaned_data["file"]
        return found


class ComparedForm(PlanFileForm):
    """A scheme of another city, for the table."""

    city = forms.CharField(label=_("Whose scheme it is"), max_length=80)
    source = forms.URLField(
        label=_("Address of the page it was read on"), max_length=400, required=False, assume_scheme="https"
    )
    read_on = forms.DateField(label=_("Day on which it was read"), widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ["city", "source", "read_on", "file"]


class ForumForm(Form):
    """Before which assembly, or on which of its evenings, the draft is talked over."""

    forum = forms.ModelChoiceField(Item.objects.none(), label=_("Forum or evening"), to_field_name="code")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = among  # type: ignore[attr-defined]


class WhyForm(Form):
    """A reason, where a scheme is open."""

    why = why_field()


PARTS: dict[str, Callable[..., PartForm]] = {
    "texts": TextsForm,
    "papers": PapersForm,
    "rules": RulesForm,
    "keeping": KeepingForm,
}
