"""The sheets of a proposal: questions out of the scheme's plan, the budget, the table of roles."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.engines.schemes import Fault, Field
from yoriai.engines.schemes.budget import CITY
from yoriai.kernel.models import Actor
from yoriai.proposals.models import BudgetLine, Duty, Part
from yoriai.proposals.queries.sheets import Question, Sheet
from yoriai.proposals.sentences import SIDES, sentence
from yoriai.ui.forms import Form

# A limit against accidents; the scheme's own limits are looked at when it is handed in, so that nothing typed is lost.
MOST_SIGNS = 10_000
EMPTY_LINES = 4
MOST_YEN = 10**9
type FormSet = forms.BaseFormSet[Any]


def field_of(question: Question) -> forms.Field:
    """The box for a question. Nothing is needed while it is written."""
    one = question.field
    help_text = _help(one)
    common: dict[str, Any] = {"label": one.label, "help_text": help_text, "required": False}
    if one.sort == "choice":
        choices = [("", _("not said")), *((option, option) for option in one.options)]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if one.sort == "several":
        options = [(option, option) for option in one.options]
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
    if one.sort == "date":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **common)
    if one.sort in ("number", "yen"):
        return forms.IntegerField(min_value=0, max_value=one.most or None, **common)
    if one.sort == "line":
        return forms.CharField(max_length=MOST_SIGNS, **common)
    rows = 3 if one.most and one.most <= 200 else 6
    return forms.CharField(max_length=MOST_SIGNS, widget=forms.Textarea(attrs={"rows": rows}), **common)


def _help(one: Field) -> str:
    if not one.most or one.sort not in ("line", "text"):
        return one.help
    limit = _("Up to %(number)d signs.") % {"number": one.most}
    return f"{one.help} {limit}".strip() if one.help else str(limit)


def too_long(one: Field, text: str) -> str:
    """By how much it is too long, in words; empty where it is not."""
    over = len(text) - one.most if one.most and one.sort in ("line", "text") else 0
    if over <= 0:
        return ""
    words = str(_("%(number)d signs too long. It can be kept, and has to be shortened before it is handed in."))
    return words % {"number": over}


class SheetForm(Form):
    """Every question of a form, with the version the writer had before them, so that two who write at once lose nothing."""

    def __init__(self, sheet: Sheet, *args: Any, **kwargs: Any) -> None:
        initial = {one.field.key: _value(one) for one in sheet.questions}
        initial |= {f"seen_{one.field.key}": one.answer.version if one.answer else 0 for one in sheet.questions}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.sheet = sheet
        for one in sheet.questions:
            self.fields[one.field.key] = field = field_of(one)
            if one.needed:
                field.mark = _("needed to hand it in")  # type: ignore[attr-defined]
            self.fields[f"seen_{one.field.key}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def texts(self) -> dict[str, str]:
        """key → words, as the action keeps them. A question that was not on the page that was sent is left as it is."""
        sent = [
            one.field.key for one in self.sheet.questions if {one.field.key, f"seen_{one.field.key}"} & set(self.data)
        ]
        return {key: _words(self.cleaned_data.get(key)) for key in sent}

    @property
    def seen(self) -> dict[str, int]:
        """key → the version that was on the page."""
        return {one.field.key: self.cleaned_data.get(f"seen_{one.field.key}") or 0 for one in self.sheet.questions}


class RemarkForm(Form):
    """A word beside one question of a sheet."""

    key = forms.ChoiceField(label=_("To which question"))
    text = forms.CharField(label=_("Your word"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="remark-%s", **kwargs)
        self.fields["key"].choices = [(one.field.key, one.field.label) for one in sheet.questions]  # type: ignore[attr-defined]


def _value(one: Question) -> Any:
    return one.text.split("、") if one.field.sort == "several" else one.text


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


class LineForm(Form):
    """One line of the budget, in a table: the column heads it, so each box carries its own name for those who hear it."""

    item = forms.CharField(label=pgettext_lazy("budget", "what"), max_length=60, required=False)
    words = forms.CharField(label=_("reckoned as"), max_length=200, required=False)
    unit = forms.IntegerField(label=_("a piece, yen"), min_value=0, max_value=MOST_YEN, required=False)
    quantity = forms.IntegerField(label=_("pieces"), min_value=0, max_value=10**6, required=False)
    amount = forms.IntegerField(label=pgettext_lazy("budget", "yen"), min_value=0, max_value=MOST_YEN, required=False)
    in_kind = forms.BooleanField(label=_("work or things, at their worth"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def clean(self) -> dict[str, Any]:
        """A line has a name; its amount may be left to the reckoning."""
        kept: dict[str, Any] = super().clean() or {}
        kept = {**kept, "unit": kept.get("unit") or 0, "quantity": kept.get("quantity") or 0}
        reckoned = kept["unit"] * kept["quantity"]
        if reckoned > MOST_YEN:
            words = _("Pieces times price is more than %(most)s yen.")
            self.add_error("quantity", words % {"most": f"{MOST_YEN:,}"})
        elif not kept.get("amount") and reckoned:
            kept["amount"] = reckoned
        if kept.get("amount") and not kept.get("item"):
            self.add_error("item", _("Please fill this in."))
        if kept.get("item") and kept.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Please write the amount in whole yen."))
        return kept


class SpendingForm(LineForm):
    """A line of the spending: whether the city's part may pay for it."""

    counted = forms.BooleanField(label=_("may be paid from the city's part"), required=False, initial=True)


class CityForm(Form):
    """The first line of the income."""

    city = forms.IntegerField(label=_("The city's part (yen)"), min_value=0, max_value=MOST_YEN, required=False)


class BudgetForms:
    """The city's part, the rest of the income, the spending: as they stand and a few empty lines. A line without a name and an
    amount is left out."""

    def __init__(self, rows: Iterable[BudgetLine], data: Any = None) -> None:
        rows = list(rows)
        part = next((row.amount for row in rows if row.item == CITY), None)
        self.city = CityForm(data, initial={"city": part})
        self.income = _lines(LineForm, "income", rows, data)
        self.spending = _lines(SpendingForm, "spending", rows, data)
        self.forms = [self.city, *self.income.forms, *self.spending.forms]

    def accepts(self, act: Callable[[], object]) -> bool:
        """Whether it was sent, every line was in order, and the action took it; its refusal stands above the lines."""
        return self.city.is_bound and self.is_valid() and self.city.done(act)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong with what was sent: (id of the box, the sentence with its line)."""
        found = [("", str(words)) for words in self.city.non_field_errors()]
        found += [("id_city", str(words)) for words in self.city.errors.get("city", [])]
        return [*found, *_faults("income", self.income), *_faults("spending", self.spending)]

    def point_out(self, faults: Iterable[Fault]) -> None:
        """Say at its line what does not add up in what stands there."""
        for fault in faults:
            rows = getattr(self, fault.facts.get("side", ""), None)
            if rows is not None and (form := rows.forms[fault.facts["line"] - 1]):
                form.fault = sentence(fault)
                form.fields["amount"].widget.attrs |= {
                    "aria-invalid": "true",
                    "aria-describedby": f"{form.prefix}-fault",
                }

    def is_valid(self) -> bool:
        """Whether every line is."""
        return all([self.city.is_valid(), self.income.is_valid(), self.spending.is_valid()])

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What the action takes."""
        part = self.city.cleaned_data["city"]
        found = [] if part is None else [{"side": "income", "item": CITY, "amount": part}]
        for side, made in (("income", self.income), ("spending", self.spending)):
            rows = [form.cleaned_data for form in made.forms if form.has_changed() or form.initial]
            found += [{"side": side, **row} for row in rows if row.get("item") and row.get("amount") is not None]
        return found


def _faults(side: str, made: FormSet) -> list[tuple[str, str]]:
    found = [("", str(words)) for words in made.non_form_errors()]
    for number, form in enumerate(made.forms, 1):
        for box in form:
            said = {"side": SIDES[side], "number": number, "label": box.label}
            words = _("%(side)s, line %(number)s, %(label)s: %(words)s")
            found += [(box.auto_id, words % (said | {"words": one})) for one in box.errors]
    return found


def _lines(form: type[LineForm], side: str, rows: list[BudgetLine], data: Any) -> Any:
    of = [row for row in rows if row.side == side and row.item != CITY]
    initial = [{name: getattr(row, name) for name in form.base_fields} for row in of]
    make = forms.formset_factory(form, extra=EMPTY_LINES, max_num=60, absolute_max=80)
    return make(data, prefix=side, initial=initial)


class TableHead(Form):
    """Above a table that has nothing else to ask: where the action's refusal is said."""


class DutyForm(Form):
    """One line of the table of roles: what, until when, who leads, who helps."""

    what = forms.CharField(label=pgettext_lazy("duty", "what"), max_length=80, required=False)
    due = forms.DateField(label=_("by when"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, actors: list[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actors = actors
        for name in ("what", "due"):
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
        for actor in actors:
            self.fields[f"mark_{actor.pk}"] = forms.ChoiceField(
                label=actor.shown_name, choices=[("", "－"), *Part.Mark.choices], required=False
            )
            self.fields[f"mark_{actor.pk}"].widget.attrs["aria-label"] = actor.shown_name
            self.fields[f"brings_{actor.pk}"] = forms.CharField(
                label=_("What %(who)s brings") % {"who": actor.shown_name}, max_length=120, required=False
            )
            said = _("What %(who)s brings") % {"who": actor.shown_name}
            self.fields[f"brings_{actor.pk}"].widget.attrs |= {"aria-label": said, "placeholder": _("What they bring")}

    @property
    def pairs(self) -> list[tuple[Actor, Any, Any]]:
        """(who, mark, what they bring), the last two as boxes."""
        return [(actor, self[f"mark_{actor.pk}"], self[f"brings_{actor.pk}"]) for actor in self.actors]

    @property
    def row(self) -> dict[str, Any] | None:
        """What the action takes; None for an empty line."""
        kept = self.cleaned_data
        if not kept.get("what"):
            return None
        parts = [
            (a.pk, kept[f"mark_{a.pk}"], kept.get(f"brings_{a.pk}", ""))
            for a in self.actors
            if kept.get(f"mark_{a.pk}")
        ]
        return {"what": kept["what"], "due": kept.get("due"), "parts": parts}


def duty_forms(rows: Iterable[Duty], actors: list[Actor], data: Any = None) -> Any:
    """The lines as they stand and a few empty ones."""
    initial = []
    for row in rows:
        said: dict[str, Any] = {"what": row.what, "due": row.due}
        for part in row.parts.all():
            said |= {f"mark_{part.actor_id}": part.mark, f"brings_{part.actor_id}": part.brings}
        initial.append(said)
    make = forms.formset_factory(DutyForm, extra=EMPTY_LINES, max_num=60, absolute_max=80)
    return make(data, prefix="duty", initial=initial, form_kwargs={"actors": actors})
