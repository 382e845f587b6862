"""形式確認: the list whoever checks goes through, made from the plan; what the platform sees of each line, and what was ticked."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.proposals.models import CheckMark, Paper, Proposal
from yoriai.proposals.queries.handing_in import deadline, handed_in_forms
from yoriai.proposals.queries.papers import asked_for, papers_there
from yoriai.proposals.queries.sheets import ALL, lines_of, sheet
from yoriai.proposals.queries.span import span_of
from yoriai.proposals.queries.tables import faults_of
from yoriai.proposals.sentences import sentence
from yoriai.ui.dates import as_given, full_date

MOST_WORDS = 400
GUESSES: dict[bool | None, str] = {True: CheckMark.Answer.YES, False: CheckMark.Answer.NO, None: ""}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line. seen: what the platform found; guess: yes or no, empty where only a person can say; mark: what was ticked."""

    key: str
    words: str
    seen: str = ""
    guess: str = ""
    mark: CheckMark | None = None


def check_lines(proposal: Proposal) -> list[CheckLine]:
    """Who may propose, what is left out, the papers, the budget, the date: in this order, with what was ticked so far."""
    marks = {row.line: row for row in CheckMark.objects.filter(proposal=proposal).select_related("by")}
    return [
        CheckLine(key, words[:MOST_WORDS], seen, GUESSES[ok], marks.get(key))
        for key, words, seen, ok in _lines(proposal)
    ]


def _lines(proposal: Proposal) -> Iterator[tuple[str, str, str, bool | None]]:
    plan = proposal.scheme.the_plan
    for number, text in enumerate((*plan.eligibility, *plan.type(proposal.type).who), 1):
        yield f"who-{number}", _("May propose: %(text)s") % {"text": text}, "", None
    for number, text in enumerate(plan.exclusions, 1):
        yield f"not-{number}", _("Is not this: %(text)s") % {"text": text}, "", None
    there = {paper.kind for paper in papers_there(proposal)}
    for one in asked_for(plan):
        if one.needed or one.key in there:
            here = one.key in there
            seen = _("It is there.") if here else _("It is not there.")
            words = _("The paper is complete: %(label)s") % {"label": Paper.Kind(one.key).label}
            yield f"paper-{one.key}", words, seen, None if here else False
    yield from _budget(proposal)
    yield _years(proposal)
    until, came = deadline(proposal.scheme), proposal.submitted
    if until is not None and came is not None:
        words = _("Handed in on %(came)s; the last day was %(until)s.")
        last = proposal.scheme.last_day or until
        # Beside an hour stands an hour, beside a day a day.
        with_hour = isinstance(last, dt.datetime)
        came_in = timezone.localtime(came)
        seen = words % {"came": as_given(came_in if with_hour else came_in.date()), "until": as_given(last)}
        yield "date", _("It was handed in in time"), seen, True if came <= until else None


def _budget(proposal: Proposal) -> Iterator[tuple[str, str, str, bool | None]]:
    sheets = [one for code in handed_in_forms(proposal) if (one := sheet(proposal, code, ALL)) and one.form.budget]
    for one in sheets[:1]:
        faults = faults_of(proposal, lines_of(one.budget))
        seen = "　".join(sentence(fault) for fault in faults) or _("The platform finds no fault in its sums.")
        yield "budget", _("The budget adds up and keeps to the class"), seen, not faults


def _years(proposal: Proposal) -> tuple[str, str, str, bool | None]:
    """Which year it is for, and what could be read of its period; what could not, a person looks at."""
    span, kind = span_of(proposal), proposal.scheme.the_plan.type(proposal.type)
    seen = [_("Year %(year)d; the class allows %(years)d.") % {"year": span.year, "years": kind.years}]
    seen += ["～".join(full_date(day) for day in (one.first, one.last) if day) for one in span.said]
    if not span.known:
        seen.append(_("No days could be read from the period and the roles."))
    seen += [sentence(fault) for fault in span.faults]
    held = None if not span.said else not span.faults
    return "years", _("It keeps to the years of its class"), "　".join(seen), held


def is_in_order(proposal: Proposal) -> bool:
    """Whether somebody has gone through the list and every line was ticked with yes."""
    ticked = set(CheckMark.objects.filter(proposal=proposal).values_list("answer", flat=True))
    return ticked == {CheckMark.Answer.YES}


def not_in_order(proposal: Proposal) -> str:
    """What was ticked with no, a line each with its note: the beginning of what the group is asked to put right."""
    rows = CheckMark.objects.filter(proposal=proposal, answer=CheckMark.Answer.NO)
    return "\n".join(f"・{row.words}{f'：{row.note}' if row.note else ''}" for row in rows)
