"""A form that came back as file: the box for it, what was read beside what stands there, and how it goes to the pages that keep it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yoriai.engines.japanese.dates import parse_date
from yoriai.engines.schemes import Field
from yoriai.engines.schemes.budget import CITY
from yoriai.engines.tables.reasons import Unreadable
from yoriai.kernel.models import Actor
from yoriai.proposals.forms.sheets import BudgetForms, SheetForm, duty_forms, too_long
from yoriai.proposals.models import BudgetLine, Duty, Part, Proposal, Scheme
from yoriai.proposals.paper.form import CITY as CITY_WORDS
from yoriai.proposals.paper.form import EMPTY, Mark
from yoriai.proposals.paper.form_reading import LIMITS, Returned, read_form
from yoriai.proposals.queries.sheets import Question, Sheet, budget_as_data, duties_as_data, table_digest
from yoriai.proposals.sentences import SIDES
from yoriai.ui.dates import full_date
from yoriai.ui.files import FileField
from yoriai.ui.forms import Form, small_number

# Why a file is none of our forms; what is not taken at all, the one door for files says.
REFUSED: dict[str, str | Promise] = {
    "empty": gettext_lazy("The file is empty."),
    "too_large": gettext_lazy("This file is too large: 5 MB at most."),
    "old_excel": gettext_lazy(
        "This is an old Word or Excel file, or one with a password. Please save it as .docx or .xlsx."
    ),
    "a_picture": gettext_lazy(
        "This is a PDF or a picture. Please bring or send it to the office: it types it for you."
    ),
    "macro": gettext_lazy(
        "There is a macro or a program in the file, so it is not taken. Please use the form from this page."
    ),
    "unzips_too_large": gettext_lazy(
        "Unpacked, the file is far too large for a form. Please use the form from this page."
    ),
    "not_a_form": gettext_lazy(
        "This is not one of our forms, or its hidden marks are gone. Please use the form from this page."
    ),
}
TICKED = ("☑", "■", "☒", "✓", "✔", "●", "レ")
# What ends the words behind a square: a sign レ does not, for it begins many a word.
ENDS = f"(?=[\\s、，,{EMPTY}{''.join(TICKED[:-1])}]|$)"
# As many lines as the pages of budget and roles take.
MOST_LINES = 60
OFF = ("×", "✕", "✖", "x", "X")


class FormFileField(FileField):
    """A filled form, Word or Excel, known by its content. Cleaned: what was read."""

    widget = forms.ClearableFileInput(
        attrs={
            "accept": ".docx,.xlsx,application/vnd.openxmlformats-officedocument.wordprocessingml.document,"
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    )

    def clean(self, data: Any, initial: Any = None) -> Returned | None:
        """What stands in it, or why it is not taken."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return read_form(file.read(LIMITS.size + 1))
        except Unreadable as why:
            raise forms.ValidationError(str(REFUSED.get(why.reason.code, REFUSED["not_a_form"]))) from None


class FormFileForm(Form):
    """One filled form, of this scheme, and of this proposal or of none yet."""

    file = FormFileField(
        label=gettext_lazy("The filled form (Word or Excel)"),
        help_text=gettext_lazy("5 MB at most. What was read is shown first; nothing is kept before you have looked."),
    )

    def __init__(self, *args: Any, scheme: Scheme, code: str, proposal: Proposal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = Mark(code, scheme.code, proposal.code if proposal is not None else "")

    def clean_file(self) -> Returned:
        """Whether it is the form that is asked for here."""
        found: Returned = self.cleaned_data["file"]
        if found.mark.scheme != self.wanted.scheme:
            raise forms.ValidationError(_("This form belongs to another scheme. Please use the one from this page."))
        if found.mark.form != self.wanted.form:
            words = _("This is the form %(sent)s; here %(wanted)s is asked for.")
            raise forms.ValidationError(words % {"sent": found.mark.form, "wanted": self.wanted.form})
        if found.mark.proposal not in ("", self.wanted.proposal):
            raise forms.ValidationError(_("This form was filled in for another proposal."))
        return found


@dataclass
class Line:
    """One question: what stands there, what the file says, what is wrong with that in words, whether it is taken."""

    label: str
    old: str
    new: str
    doubts: list[str] = field(default_factory=list)
    changes: bool = False
    refused: bool = False


@dataclass
class Preview:
    """What was read of one form, and what is sent on, hidden, to the page that keeps it: (name, value)."""

    lines: list[Line] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    budget: list[str] = field(default_factory=list)
    budget_faults: list[str] = field(default_factory=list)
    budget_hidden: list[tuple[str, str]] = field(default_factory=list)
    budget_doubts: list[str] = field(default_factory=list)
    budget_now: list[str] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    duties_faults: list[str] = field(default_factory=list)
    duties_hidden: list[tuple[str, str]] = field(default_factory=list)
    duties_doubts: list[str] = field(default_factory=list)
    duties_now: list[str] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return any(line.changes for line in self.lines) or bool(self.budget_hidden or self.duties_hidden)


def data_of(sheet: Sheet, found: Returned) -> QueryDict:
    """What the file says as the form of the page is sent: only what stands in it."""
    data = QueryDict(mutable=True)
    for one in sheet.questions:
        key = one.field.key
        if key not in found.said:
            continue
        version, text = found.said[key]
        if not text and not (version and one.text):
            continue  # an empty box on a blank form says nothing; on a filled one it takes away
        values = _values(one.field, text)
        if not values and not version:
            continue  # squares without a tick are as empty as an empty box
        data.setlist(key, values)
        # A proposal's own file knows what stood there when it was made, also that nothing did; a blank form knows nothing.
        data[f"seen_{key}"] = str(version if found.mark.proposal or not one.answer else one.answer.version)
    return data


def _values(one: Field, text: str) -> list[str]:
    """The answer as its box is sent: a day ISO, figures bare, choices by their name."""
    if one.options:
        return _chosen(one, text)
    plain = unicodedata.normalize("NFKC", text).strip()
    if one.sort == "date":
        day = parse_date(plain, timezone.localdate())
        return [day.isoformat() if day else plain]
    return [figures(plain)] if one.sort in ("number", "yen") else [text]


def _chosen(one: Field, text: str) -> list[str]:
    """As the boxes are sent. Two ticks where one is asked for, and ticked words nobody offered, are for the form to refuse."""
    found = ticked(text, one.options)
    if one.sort == "several":
        return [part.strip() for part in text.split("、") if part.strip()] if found is None else found
    return [text] if found is None else ["、".join(found)] if found else []


def ticked(text: str, options: Sequence[str]) -> list[str] | None:
    """The options with a tick before them, each by the whole of its words; the text where a tick stands before other words.

    None: there is no square in it, and the text itself is what is said.
    """
    words = "|".join(re.escape(one) for one in sorted(options, key=len, reverse=True))
    before = re.compile(f"([{EMPTY}{''.join(TICKED)}])\\s*({words}){ENDS}")
    pairs, rest = before.findall(text), before.sub("", text)
    if any(sign in rest for sign in TICKED[:-1]):
        return [text]
    if not pairs and EMPTY not in rest:
        return None
    found = {option for sign, option in pairs if sign != EMPTY}
    return [option for option in options if option in found]


def figures(text: str) -> str:
    """１,２００円 as 1200; anything else as it is, for the form to say so."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("、", "").strip()
    bare = plain.removeprefix("¥").removesuffix("円").removesuffix("人").strip()
    return bare if bare.isdecimal() else plain


def preview_of(sheet: Sheet, found: Returned, signers: list[Actor]) -> Preview:
    """Everything the file says of this form, beside what stands there now."""
    data = data_of(sheet, found)
    form = SheetForm(sheet, data)
    form.is_valid()
    made = Preview(lines=[_line(one, found, form) for one in sheet.questions])
    kept = {one.field.key for one, line in zip(sheet.questions, made.lines, strict=True) if line.changes}
    for name in data:
        if name.removeprefix("seen_") in kept:
            made.hidden += [(name, value) for value in data.getlist(name)]
    if sheet.form.budget and {"income", "spending"} & set(found.tables):
        _budget(made, sheet, found)
    if sheet.form.roles and found.tables.get("duties"):
        _duties(made, sheet, found.tables["duties"], signers)
    _beside(made, sheet, found)
    return made


def _beside(made: Preview, sheet: Sheet, found: Returned) -> None:
    """What stands there now, for each table that would be written over; and whether somebody changed it since the file was made."""
    doubt = _("This has been changed since the file was made. Please compare both before you take it in.")
    if made.budget_hidden:
        made.budget_hidden.append(("seen", table_digest(budget_as_data(sheet.budget))))
        made.budget_now = [
            _money(row.side, CITY_WORDS if row.item == CITY else row.item, str(row.amount), row.words)
            for row in sheet.budget
        ]
        digests = {found.digests.get(side) for side in SIDES} - {"", None}
        made.budget_doubts += [doubt] if digests - {table_digest(budget_as_data(sheet.budget))} else []
    if made.duties_hidden:
        made.duties_hidden.append(("seen", table_digest(duties_as_data(sheet.duties))))
        made.duties_now = [_duty(duty) for duty in sheet.duties]
        was = found.digests.get("duties")
        made.duties_doubts += [doubt] if was and was != table_digest(duties_as_data(sheet.duties)) else []


def _duty(duty: Duty) -> str:
    marks = {Part.Mark.LEADS: "◎", Part.Mark.HELPS: "○"}
    parts = [f"{marks[Part.Mark(part.mark)]}{part.actor.shown_name}　{part.brings}" for part in duty.parts.all()]
    return "　".join([duty.what, *([full_date(duty.due)] if duty.due else []), *parts])


def _line(one: Question, found: Returned, form: SheetForm) -> Line:
    key = one.field.key
    if key not in found.said:
        return Line(one.field.label, one.text, "", [_("This question was not found in the file. It stays as it is.")])
    version, text = found.said[key]
    if key not in form.data:
        return Line(one.field.label, one.text, "")
    line = Line(one.field.label, one.text, text)
    if key in form.errors:
        line.doubts, line.refused = [str(words) for words in form.errors[key]], True
        return line
    line.new = form.texts.get(key, text).replace("\r\n", "\n").strip()
    line.changes = line.new != one.text
    over = too_long(one.field, line.new)
    if over:
        line.doubts.append(over)
    if line.changes and found.mark.proposal and one.answer and one.answer.version != version:
        words = _("%(who)s has changed this since the file was made. You choose on the next page.")
        line.doubts.append(words % {"who": one.answer.hat.shown_name})
    return line


def _budget(made: Preview, sheet: Sheet, found: Returned) -> None:
    """The lines of both sides as the page of the budget is sent. While one cannot be read, none is taken."""
    data: dict[str, str] = {}
    income = [_padded(row, 6) for row in found.tables.get("income", [])]
    city = next((row for row in income if row[0] == CITY_WORDS), None)
    data["city"] = figures(city[4]) if city else ""
    rows = {"income": [row for row in income if row[0] != CITY_WORDS]}
    rows["spending"] = [_padded(row, 7) for row in found.tables.get("spending", [])]
    empty = [side for side in SIDES if not rows[side] and not (side == "income" and data["city"])]
    for side in empty:  # whatever became of that half of the file: a side without a line takes nothing away
        data["city"] = _city_of(sheet) if side == "income" else data["city"]
        rows[side] = [_as_cells(row) for row in sheet.budget if row.side == side and row.item != CITY]
    for side, lines in rows.items():
        data |= {f"{side}-TOTAL_FORMS": str(len(lines)), f"{side}-INITIAL_FORMS": str(len(lines))}
        for place, row in enumerate(lines):
            said = {"item": row[0], "words": row[1], "unit": figures(row[2]), "quantity": figures(row[3])}
            said |= {"amount": figures(row[4]), "in_kind": "on" if row[5] and row[5] not in OFF else ""}
            if side == "spending":
                said["counted"] = "" if row[6] in OFF else "on"
            data |= {f"{side}-{place}-{name}": value for name, value in said.items() if value}
    asked = QueryDict(mutable=True)
    asked.update(data)
    form = BudgetForms([], asked)
    made.budget = [_money("income", CITY_WORDS, data["city"])] if data["city"] else []
    made.budget += [_money(side, row[0], row[4], row[1]) for side, lines in rows.items() for row in lines]
    if len(empty) == 1 and any(row.side == empty[0] for row in sheet.budget):
        words = _("The file has no line of this side, so what stands here stays: %(side)s.")
        made.budget_doubts = [words % {"side": SIDES[empty[0]]}]
    if max(map(len, rows.values())) > MOST_LINES:
        made.budget_faults = [_("These are very many lines. Please put some of them together.")]
    elif not form.is_valid():
        made.budget_faults = [*form.city.errors.get("city", []), *_faults(form.income), *_faults(form.spending)]
        made.budget_faults = [str(words) for words in made.budget_faults]
    elif not made.budget or _same_budget(form.lines, sheet):  # a blank table takes nothing away
        made.budget = []
    else:
        made.budget_hidden = list(data.items())


def _city_of(sheet: Sheet) -> str:
    return next((str(row.amount) for row in sheet.budget if row.item == CITY), "")


def _as_cells(row: BudgetLine) -> list[str]:
    """A line that stands there, as a file would say it."""
    in_kind, counted = "○" if row.in_kind else "", "" if row.counted else "×"
    return [row.item, row.words, str(row.unit or ""), str(row.quantity or ""), str(row.amount), in_kind, counted]


def _same_budget(lines: list[dict[str, Any]], sheet: Sheet) -> bool:
    names = ("side", "item", "words", "unit", "quantity", "amount", "in_kind", "counted")
    plain = {"words": "", "unit": 0, "quantity": 0, "in_kind": False, "counted": True}
    said = [tuple((plain | line)[name] for name in names) for line in lines]
    return sorted(said) == sorted(tuple(getattr(row, name) for name in names) for row in sheet.budget)


def _money(side: str, item: str, amount: str, words: str = "") -> str:
    number = small_number(amount)
    amount = amount if number is None else f"{number:,}"
    return "　".join(
        part for part in (str(SIDES[side]), item, amount and _("%(yen)s yen") % {"yen": amount}, words) if part
    )


def _duties(made: Preview, sheet: Sheet, rows: list[list[str]], signers: list[Actor]) -> None:
    """One line for each that carries a duty; a line without a name of what goes on with the one above."""
    known = {_bare(actor.shown_name): actor for actor in signers}
    data, place, faults = {}, -1, made.duties_faults
    for number, row in enumerate((_padded(row, 5) for row in rows), 1):
        what, day, who, mark, brings = row
        if what:
            place += 1
            data[f"duty-{place}-what"] = what
            due = parse_date(unicodedata.normalize("NFKC", day), timezone.localdate()) if day else None
            if due:
                data[f"duty-{place}-due"] = due.isoformat()
            elif day:
                faults.append(_("Line %(number)d: the day cannot be read.") % {"number": number})
        made.duties.append("　".join(part for part in (what, day, f"{mark}{who}", brings) if part))
        if not who:
            continue
        actor = known.get(_bare(who))
        if actor is None or place < 0:
            words = _("Line %(number)d: “%(who)s” is not one of those who carry it: %(known)s.")
            faults.append(words % {"number": number, "who": who, "known": "、".join(a.shown_name for a in signers)})
            continue
        data[f"duty-{place}-mark_{actor.pk}"] = "leads" if mark in ("◎", "主") else "helps"
        if brings:
            data[f"duty-{place}-brings_{actor.pk}"] = brings
    data |= {"duty-TOTAL_FORMS": str(place + 1), "duty-INITIAL_FORMS": str(place + 1)}
    asked = QueryDict(mutable=True)
    asked.update(data)
    form = duty_forms([], signers, asked)
    if place >= MOST_LINES:
        faults.append(_("These are very many lines. Please put some of them together."))
    made.duties_faults = [*faults, *([] if form.is_valid() else _faults(form))]
    if not made.duties_faults and [one.row for one in form.forms if one.row] == _as_rows(sheet):
        made.duties = []
    elif not made.duties_faults:
        made.duties_hidden = list(data.items())


def _as_rows(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "what": duty.what,
            "due": duty.due,
            "parts": [(part.actor_id, part.mark, part.brings) for part in duty.parts.all()],
        }
        for duty in sheet.duties
    ]


def _faults(made: Any) -> list[str]:
    """What is wrong with the lines of a table, each with its number."""
    found = [str(words) for words in made.non_form_errors()]
    for number, form in enumerate(made.forms, 1):
        for name, errors in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            said = [{"number": number, "label": label, "words": words} for words in errors]
            found += [_("Line %(number)d, %(label)s: %(words)s") % one for one in said]
    return found


def _padded(row: list[str], length: int) -> list[str]:
    return [*row[:length], *([""] * (length - len(row)))]


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
