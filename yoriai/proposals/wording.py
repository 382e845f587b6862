"""What the places and values of a plan are called, for forms, corrections, faults and the comparison: the engine knows no language."""

import datetime as dt
import re
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yoriai.engines.schemes import LAST_MINUTE, Plan
from yoriai.proposals.models import Paper
from yoriai.ui.dates import clock, full_date

Words = str | Promise

STEPS: dict[str, Words] = {
    "consulting": gettext_lazy("Consultation before it is written"),
    "in_talks": gettext_lazy("Talks with the section"),
    "first_review": gettext_lazy("First look of the panel, at the papers"),
    "presenting": gettext_lazy("Presentation in public"),
    "awaiting_budget": gettext_lazy("Waiting until the budget is passed"),
}
SORTS: dict[str, Words] = {
    "line": gettext_lazy("one line"),
    "text": gettext_lazy("a text"),
    "choice": gettext_lazy("one of several"),
    "several": gettext_lazy("as many of several as fit"),
    "number": gettext_lazy("a whole number"),
    "yen": gettext_lazy("an amount in yen"),
    "date": gettext_lazy("a day"),
}
SHOWN: dict[str, Words] = {
    "public": gettext_lazy("everybody, once it is adopted"),
    "parties": gettext_lazy("those who shape it and judge it"),
    "office": gettext_lazy("its own group and the office alone"),
}
# 保存年限: the kinds of papers of one project.
KEPT: dict[str, Words] = {
    "sheets": gettext_lazy("Sheets as handed in, and the answers they were made of"),
    "papers": gettext_lazy("Papers the group brought, and who opened them when"),
    "advice": gettext_lazy("Consultations, talks with sections, words beside the sheets"),
    "panel": gettext_lazy("The panel's sheets and decisions"),
    "agreement": gettext_lazy("The agreement, its signatures and changes"),
    "work": gettext_lazy("Log, photos and money spent"),
    "look_back": gettext_lazy("Looking back, and the talk over it"),
    "steps": gettext_lazy("Steps, letters and records"),
}
# What a scheme may ask a group to bring; what each is called stands with the papers themselves.
PAPERS: dict[str, Words] = {kind.value: kind.label for kind in Paper.Kind}
# What decides where two means are the same.
TIES: dict[str, Words] = {
    "together": gettext_lazy("Proposals with the same mean share a rank: they are taken together, or none of them."),
    "chair": gettext_lazy("Proposals with the same mean share a rank: the chair decides between them."),
    "first_criterion": gettext_lazy("Between proposals with the same mean the first criterion decides."),
    "lot": gettext_lazy("Proposals with the same mean share a rank: the lot decides between them."),
}
# The parts of the year the platform knows: it takes dates for what waits from these.
PHASES: dict[str, Words] = {
    "call": gettext_lazy("The call: from when until when proposals come in"),
    "matching": gettext_lazy("Finding the section"),
    "talks": STEPS["in_talks"],
    "first_review": STEPS["first_review"],
    "presentation": STEPS["presenting"],
    "panel": gettext_lazy("Meeting of the panel"),
    "result": gettext_lazy("Result is told"),
    "budget": gettext_lazy("Budget is passed"),
    "agreement": gettext_lazy("Agreement is signed"),
    "completion": gettext_lazy("Work on the project"),
    "report": gettext_lazy("Report and accounts"),
    "look_back": gettext_lazy("Looking back, each side and together"),
    "meeting": gettext_lazy("Meeting at which the projects are told"),
}
NAMES: dict[str, Any] = {
    "name": gettext_lazy("Name of the scheme"),
    "year": gettext_lazy("Fiscal year of the call (2027 for 令和9年度)"),
    "about": gettext_lazy("What the scheme is, in a few sentences"),
    "model": gettext_lazy("What it is modelled on"),
    "money": gettext_lazy("What the city's money is called"),
    "contract": gettext_lazy("Kinds of agreement"),
    "fixes": gettext_lazy("What the agreement must fix"),
    "rights": gettext_lazy("Whose the results are"),
    "look_back": gettext_lazy("How both sides look back"),
    "eligibility": gettext_lazy("Who may propose"),
    "exclusions": gettext_lazy("What cannot be proposed"),
    "types": gettext_lazy("Classes"),
    "phases": gettext_lazy("Dates of the year"),
    "fields": gettext_lazy("Questions"),
    "forms": gettext_lazy("Forms"),
    "papers": gettext_lazy("Papers of the group"),
    "rounds": gettext_lazy("Rounds of the panel"),
    "keeps": gettext_lazy("How long papers are kept"),
    "rules": pgettext_lazy("scheme", "Rules"),
    "types.name": gettext_lazy("Name of the class"),
    "types.about": gettext_lazy("What the class is for"),
    "types.who": gettext_lazy("For whom this class is"),
    "types.cap": gettext_lazy("The city's part at most, yen"),
    "types.ratio": gettext_lazy("The city's share of the cost at most, percent"),
    "types.partners": gettext_lazy("Partners needed beside the group"),
    "types.themed": gettext_lazy("Answers a theme set by a section"),
    "types.years": gettext_lazy("Years a project may take"),
    "types.skips": gettext_lazy("Steps this class leaves out"),
    "types.rounds": gettext_lazy("Rounds of the panel in this class"),
    "types.contract": gettext_lazy("Kinds of agreement in this class"),
    "types.supporter": gettext_lazy("An organisation beside the group takes the money and looks after it"),
    "types.guardian": gettext_lazy("For those too young to agree alone, a guardian agrees"),
    "types.guardian_below": gettext_lazy("The age below which a guardian agrees"),
    "phases.name": gettext_lazy("What this part of the year is called"),
    "phases.starts": gettext_lazy("First day"),
    "phases.ends": gettext_lazy("Last day"),
    "phases.about": gettext_lazy("In words, where the days are not fixed yet"),
    "fields.label": gettext_lazy("The question itself"),
    "fields.sort": gettext_lazy("What sort of answer"),
    "fields.help": gettext_lazy("A word of help"),
    "fields.most": gettext_lazy("Signs at most"),
    "fields.options": gettext_lazy("The choices"),
    "fields.shown": gettext_lazy("Who reads the answer"),
    "forms.name": gettext_lazy("Name of the form"),
    "forms.about": gettext_lazy("What stands at its head"),
    "forms.fields": gettext_lazy("Questions on this form"),
    "forms.required": gettext_lazy("Questions that need an answer"),
    "forms.budget": gettext_lazy("The budget table stands on it"),
    "forms.roles": gettext_lazy("The table of roles stands on it"),
    "papers.key": gettext_lazy("What sort of paper it is"),
    "papers.needed": gettext_lazy("Needed"),
    "keeps.key": gettext_lazy("Kind of papers"),
    "keeps.years": gettext_lazy("Years for which they are kept"),
    "rounds.name": gettext_lazy("Name of the round"),
    "rounds.scale": gettext_lazy("Points for each criterion, at most"),
    "rounds.public": gettext_lazy("The round is held in public"),
    "rounds.criteria": gettext_lazy("Criteria"),
    "rounds.criteria.name": gettext_lazy("Name of the criterion"),
    "rounds.criteria.weight": gettext_lazy("Weight, of 100"),
    "rounds.criteria.about": gettext_lazy("What is looked at"),
    "rules.consultation": gettext_lazy("A consultation comes first, always"),
    "rules.closes_at": gettext_lazy("The minute with which the last day of the call ends"),
    "rules.grace_minutes": gettext_lazy("Minutes of grace after the last day has ended"),
    "rules.correction_days": gettext_lazy("Days to put something right"),
    "rules.answer_days": gettext_lazy("Days in which a section answers"),
    "rules.result_days": gettext_lazy("Days from handing in to the answer (0: by the dates of the year)"),
    "rules.rolling": gettext_lazy("Proposals are taken all through the call, each answered for itself"),
    "rules.matching_first": gettext_lazy("A section is found by the idea sheet first, then both write the proposal"),
    "rules.trim": gettext_lazy("Highest and lowest totals left out, on each side"),
    "rules.pass_at": gettext_lazy("Pass line, percent"),
    "rules.quorum": gettext_lazy("Score sheets needed for a result"),
    "rules.tie": gettext_lazy("When two are equal"),
    "rules.ties_years": gettext_lazy("Years for which ties of a member to a proposer count"),
    "rules.talk_minutes": gettext_lazy("Minutes to present"),
    "rules.question_minutes": gettext_lazy("Minutes for questions"),
    "rules.again_after_year": gettext_lazy("A second year is judged anew"),
    "rules.sentences_required": gettext_lazy("A member of the panel gives a sentence for each criterion"),
    "rules.keep_years": gettext_lazy("Years for which papers are kept"),
}
VALUES: dict[str, dict[str, Words]] = {
    "types.skips": STEPS,
    "fields.sort": SORTS,
    "fields.shown": SHOWN,
    "papers.key": PAPERS,
    "keeps.key": KEPT,
    "rules.tie": TIES,
}


def paper_readers(kind: str) -> Words:
    """Who reads a paper of this kind."""
    return SHOWN["office"] if kind in Paper.PRIVATE else READERS


READERS = gettext_lazy("group, partners, companion, the section asked, the office, and the panel while it judges")
PLACE = re.compile(r"[.\[\]]+")


def column_of(where: str) -> str:
    """The column a place lies in, without the keys of rows: `rounds.final.criteria.public.weight` → `rounds.criteria.weight`."""
    parts = [part for part in PLACE.split(where) if part]
    return ".".join(parts if parts[:1] == ["rules"] else parts[::2])


def place_words(where: str, plan: Plan | None = None, gone: Any = None) -> str:
    """A place of a plan in words: `types.free.cap` → 自由提案型：市の負担の上限. gone: the row itself, where the plan has it no more."""
    parts = [part for part in PLACE.split(where) if part]
    label = NAMES.get(column_of(where))
    names = _names_of_rows([] if parts[:1] == ["rules"] else parts, plan, gone)
    told = [*names, str(label)] if label is not None and len(parts) % 2 else [str(label or ""), *names]
    return "：".join(one for one in told if one) or where


def _names_of_rows(parts: list[str], plan: Plan | None, gone: Any) -> list[str]:
    """What the rows on the way are called; by their number where a file could not be read as far."""
    names: list[str] = []
    row: Any = plan
    for column, key in zip(parts[::2], parts[1::2], strict=False):
        row = _row(getattr(row, column, ()), key)
        if f"{column}.key" in VALUES:
            names.append(str(VALUES[f"{column}.key"].get(key, key)))
        elif row is not None:
            names.append(str(getattr(row, "name", "") or getattr(row, "label", "") or key))
        elif isinstance(gone, dict) and not names:
            names.append(str(gone.get("name") or gone.get("label") or key))
        elif key.isdigit():
            names.append(_("number %(number)s") % {"number": key})
    return names


def _row(rows: Any, key: str) -> Any:
    if not isinstance(rows, tuple):
        return None
    if key.isdigit() and 0 < int(key) <= len(rows):
        return rows[int(key) - 1]
    return next((row for row in rows if key in (getattr(row, "key", None), getattr(row, "code", None))), None)


def value_words(where: str, value: Any, plan: Plan | None = None) -> str:
    """A value of a plan in words, as it stands in a correction: a day in its era, yen with commas, a list line by line."""
    return _said(column_of(where), value, _called(plan) if plan else {})


def _called(plan: Plan) -> dict[str, str]:
    """What the rows are called that others name by their keys: questions on forms, rounds of a class."""
    return {row.key: row.name for row in plan.rounds} | {row.key: row.label for row in plan.fields}


def closing_words(minute: dt.time) -> str:
    """With what the last day of a call ends: 午後5時15分, or the day itself."""
    return _("the end of the day") if minute == LAST_MINUTE else clock(minute)


NAMES_ROWS = ("forms.fields", "forms.required", "types.rounds")


def _said(column: str, value: Any, called: dict[str, str]) -> str:
    if value is None or value == "" or value == []:
        return _("(nothing)")
    if isinstance(value, bool):
        return _("applies") if value else _("does not apply")
    if isinstance(value, dict):
        return _row_words(column, value, called)
    if isinstance(value, list):
        return "\n".join(_said(column, each, called) for each in value)
    if isinstance(value, int):
        return f"{value:,}" if column == "types.cap" else str(value)
    if column in ("phases.starts", "phases.ends"):
        return full_date(dt.date.fromisoformat(str(value)))
    if column == "rules.closes_at":
        return closing_words(dt.time.fromisoformat(value))
    if column in NAMES_ROWS:
        return called.get(value, str(value))
    return str(VALUES.get(column, {}).get(value, value))


def _row_words(column: str, row: dict[str, Any], called: dict[str, str]) -> str:
    """A whole row that came or went: its name, and what else is said of it, one fact a line."""
    told = []
    for name, value in row.items():
        label = NAMES.get(f"{column}.{name}")
        if label is not None and value not in (None, "", [], 0, False):
            told.append(f"{label}：{_said(f'{column}.{name}', value, called)}")
    return "\n".join(told)
