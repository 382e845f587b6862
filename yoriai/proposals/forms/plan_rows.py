"""The rows of a plan: a class, a part of the year, a question, a form, a round of the panel. Each is a plain form of its own."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import Criterion, Field, Phase, Plan, Round, Type
from yoriai.engines.schemes import Form as Sheet
from yoriai.proposals.forms.schemes import LinesField, PartForm, figure, holds, words
from yoriai.proposals.models import Scheme
from yoriai.proposals.wording import NAMES, PHASES, SHOWN, SORTS, STEPS

SPARE = 3  # empty lines for further criteria
CODES = [f"F{number}" for number in range(14)]


class RowForm(PartForm):
    """One row. `row` is None for a new one; its key is drawn here and never shown."""

    column: ClassVar[str] = ""
    letter: ClassVar[str] = "k"

    def __init__(self, *args: Any, scheme: Scheme, row: Any = None, **kwargs: Any) -> None:
        self.row = row
        kwargs["initial"] = self.initial_of(row) if row is not None else {}
        super().__init__(*args, scheme=scheme, **kwargs)

    def initial_of(self, row: Any) -> dict[str, Any]:
        """The row's facts as its fields have them."""
        return {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}

    @property
    def rows(self) -> tuple[Any, ...]:
        """Those that stand there now."""
        found: tuple[Any, ...] = getattr(self.the_plan, self.column)
        return found

    def new_key(self, plan: Plan) -> str:
        """One that is not taken."""
        taken = {key_of(row) for row in getattr(plan, self.column)}
        return next(key for number in range(1, 1000) if (key := f"{self.letter}{number}") not in taken)

    def made(self, plan: Plan) -> Any:
        """The row as it was written."""
        raise TypeError("each row says how it is made")

    def change(self, plan: Plan) -> Plan:
        """In the place of the old one, or at the end."""
        made, key = self.made(plan), key_of(self.row) if self.row is not None else None
        rows = getattr(plan, self.column)
        kept = tuple(made if key_of(row) == key else row for row in rows)
        return put(plan, self.column, kept if key is not None else (*rows, made))


def put(plan: Plan, column: str, rows: Iterable[Any]) -> Plan:
    """The plan with these rows in this column."""
    changed: dict[str, Any] = {column: tuple(rows)}
    return replace(plan, **changed)


def key_of(row: Any) -> str:
    """A form goes by its code, every other row by its key."""
    return str(getattr(row, "key", None) or getattr(row, "code", ""))


class ClassForm(RowForm):
    """A class of proposals."""

    column, letter = "types", "class"
    name = words("types.name", 60, needed=True)
    about = words("types.about", 400, rows=3)
    who = LinesField(label=NAMES["types.who"])
    cap = figure("types.cap", 0, 10**9, required=False, help_text=_("0: none is fixed."))
    ratio = figure("types.ratio", 0, 100, initial=100)
    partners = figure("types.partners", 0, initial=0)
    themed = holds("types.themed")
    years = figure(
        "types.years",
        1,
        initial=1,
        help_text=_("Into which year of its own a project can go here. By the rules, year by year or all at one go."),
    )
    skips = forms.MultipleChoiceField(
        label=NAMES["types.skips"], choices=STEPS.items(), required=False, widget=forms.CheckboxSelectMultiple
    )
    rounds = forms.MultipleChoiceField(label=NAMES["types.rounds"], required=False, widget=forms.CheckboxSelectMultiple)
    contract = forms.MultipleChoiceField(
        label=NAMES["types.contract"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: any of them."),
    )
    supporter = holds("types.supporter")
    guardian = holds("types.guardian")
    guardian_below = figure("types.guardian_below", 1, initial=18)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rounds"].choices = [(one.key, one.name) for one in self.the_plan.rounds]  # type: ignore[attr-defined]
        self.fields["contract"].choices = [(one, one) for one in self.the_plan.contract]  # type: ignore[attr-defined]
        if not self.the_plan.contract:
            del self.fields["contract"]

    def made(self, plan: Plan) -> Type:
        """The class."""
        lists = {name: tuple(self.values.get(name, ())) for name in ("skips", "rounds", "contract")}
        facts = self.values | lists | {"cap": self.values["cap"] or 0}
        return Type(key=self.row.key if self.row else self.new_key(plan), **facts)


class DateForm(RowForm):
    """A part of the year."""

    column, letter = "phases", "part"
    what = forms.ChoiceField(
        label=_("What sort of date it is"),
        help_text=_("The platform takes its dates for what waits from those it knows."),
    )
    name = words("phases.name", 60, needed=True)
    starts = forms.DateField(
        label=NAMES["phases.starts"], required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    ends = forms.DateField(label=NAMES["phases.ends"], required=False, widget=forms.DateInput(attrs={"type": "date"}))
    about = words("phases.about", 120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = {phase.key for phase in self.rows if phase is not self.row}
        known = [(key, label) for key, label in PHASES.items() if key not in taken]
        self.fields["what"].choices = [*known, ("", _("Something else"))]  # type: ignore[attr-defined]
        self.fields["what"].required = False

    def initial_of(self, row: Phase) -> dict[str, Any]:
        """With what it is to the platform."""
        return super().initial_of(row) | {"what": row.key if row.key in PHASES else ""}

    def made(self, plan: Plan) -> Phase:
        """The part of the year."""
        facts = {name: value for name, value in self.values.items() if name != "what"}
        own = self.row.key if self.row is not None and self.row.key not in PHASES else None
        return Phase(key=self.values["what"] or own or self.new_key(plan), **facts)


class AskedForm(RowForm):
    """A question."""

    column, letter = "fields", "q"
    label = words("fields.label", 120, needed=True)
    help = words("fields.help", 300, rows=2)
    sort = forms.ChoiceField(label=NAMES["fields.sort"], choices=SORTS.items(), initial="text")
    most = figure("fields.most", 0, 4000, initial=400, help_text=_("0: as many as the platform takes."))
    options = LinesField(label=NAMES["fields.options"], help_text=_("Only for a choice. One a line."))
    shown = forms.ChoiceField(
        label=NAMES["fields.shown"], choices=SHOWN.items(), initial="parties", widget=forms.RadioSelect
    )

    def made(self, plan: Plan) -> Field:
        """The question."""
        return Field(key=self.row.key if self.row else self.new_key(plan), **self.values)


class SheetForm(RowForm):
    """A form: which questions stand on it."""

    column = "forms"
    code = forms.ChoiceField(label=_("Which form"))
    name = words("forms.name", 60, needed=True)
    about = words("forms.about", 400, rows=2)
    asked = forms.MultipleChoiceField(label=NAMES["forms.fields"], required=False, widget=forms.CheckboxSelectMultiple)
    required = forms.MultipleChoiceField(
        label=NAMES["forms.required"], required=False, widget=forms.CheckboxSelectMultiple
    )
    budget = holds("forms.budget")
    roles = holds("forms.roles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = [(one.key, one.label) for one in self.the_plan.fields]
        for name in ("asked", "required"):
            self.fields[name].choices = questions  # type: ignore[attr-defined]
        taken = {form.code for form in self.rows if form is not self.row}
        self.fields["code"].choices = [(code, code) for code in CODES if code not in taken]  # type: ignore[attr-defined]

    def initial_of(self, row: Sheet) -> dict[str, Any]:
        """A form of Django has a name for its fields already."""
        return {"asked": row.fields} | {
            name: getattr(row, name) for name in ("code", "name", "about", "required", "budget", "roles")
        }

    def made(self, plan: Plan) -> Sheet:
        """The form: what stood on it keeps its order, what is new comes after it."""
        facts = self.values
        before = self.row.fields if self.row else ()
        asked, needed = set(facts.pop("asked")), set(facts.pop("required"))
        order = [*before, *(one.key for one in plan.fields if one.key not in before)]
        fields = tuple(key for key in order if key in asked)
        return Sheet(fields=fields, required=tuple(key for key in order if key in needed), **facts)


class RoundForm(RowForm):
    """A round of the panel with its criteria."""

    column, letter = "rounds", "round"
    name = words("rounds.name", 60, needed=True)
    scale = figure("rounds.scale", 2, initial=5)
    public = holds("rounds.public")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = self.row.criteria if self.row else ()
        self.lines = len(criteria) + SPARE
        for number in range(1, self.lines + 1):
            one = criteria[number - 1] if number <= len(criteria) else None
            self._add_line(number, one)
        self.order_fields([*(name for name in self.fields if name != "why"), "why"])

    def _add_line(self, number: int, one: Criterion | None) -> None:
        named = _("Criterion %(number)d")
        self.fields[f"name_{number}"] = forms.CharField(
            label=str(named) % {"number": number}, max_length=60, required=False, initial=one.name if one else ""
        )
        weight = figure("rounds.criteria.weight", 0, 100, required=False, initial=one.weight if one else None)
        self.fields[f"weight_{number}"] = weight
        self.fields[f"about_{number}"] = words("rounds.criteria.about", 300, initial=one.about if one else "")

    def made(self, plan: Plan) -> Round:
        """The round; a line without a name is no criterion."""
        facts = self.values
        before = self.row.criteria if self.row else ()
        made: list[Criterion] = []
        for number in range(1, self.lines + 1):
            if not facts[f"name_{number}"]:
                continue
            key = before[number - 1].key if number <= len(before) else _free_key([*before, *made])
            made.append(
                Criterion(key, facts[f"name_{number}"], facts[f"weight_{number}"] or 0, facts[f"about_{number}"])
            )
        key = self.row.key if self.row else self.new_key(plan)
        return Round(key, facts["name"], tuple(made), scale=facts["scale"], public=facts["public"])


def _free_key(rows: list[Criterion]) -> str:
    taken = {row.key for row in rows}
    return next(key for number in range(1, 1000) if (key := f"c{number}") not in taken)


# The part in the address: its column of the plan, its form.
ROWS: dict[str, type[RowForm]] = {
    "classes": ClassForm,
    "dates": DateForm,
    "questions": AskedForm,
    "forms": SheetForm,
    "rounds": RoundForm,
}


def up(plan: Plan, column: str, key: str) -> Plan:
    """The row one place higher."""
    rows = list(getattr(plan, column))
    at = next(number for number, row in enumerate(rows) if key_of(row) == key)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    return put(plan, column, rows)


def without(plan: Plan, column: str, key: str) -> Plan:
    """Without the row; a question goes from every form it stood on."""
    left = put(plan, column, (row for row in getattr(plan, column) if key_of(row) != key))
    if column != "fields":
        return left
    sheets = tuple(
        replace(
            form,
            fields=tuple(one for one in form.fields if one != key),
            required=tuple(one for one in form.required if one != key),
        )
        for form in left.forms
    )
    return replace(left, forms=sheets)
