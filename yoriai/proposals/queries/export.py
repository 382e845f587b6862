"""Everything of a scheme as tables, for the office to take away."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yoriai.proposals.models import (
    Answer,
    BudgetLine,
    Consultation,
    Document,
    Duty,
    Proposal,
    Scheme,
    Step,
    Talk,
    Verdict,
)
from yoriai.proposals.queries.office import WORDS
from yoriai.proposals.wording import SHOWN

Sheet = tuple[str, list[str], Iterator[list[Any]]]


def everything(scheme: Scheme) -> Iterator[Sheet]:
    """(name of the sheet, its columns, its rows): proposals, steps, answers, money, roles, talks, results, what was handed in."""
    code, when, who = pgettext("export", "Code"), _("When"), pgettext("export", "Who")
    heads = [_("No."), code, _("Title of the project"), _("Class"), _("Group"), _("How it stands")]
    yield (
        _("Proposals"),
        [*heads, _("Whose turn"), pgettext("desk of a scheme", "Until when"), _("Handed in on"), _("Companion")],
        _proposals(scheme),
    )
    words = [_("Reason"), _("For everybody"), _("Note, inside")]
    yield _("Steps"), [code, pgettext("export", "From"), _("To"), who, _("On behalf of"), when, *words], _steps(scheme)
    yield (
        pgettext("export", "Answers"),
        [code, _("The question itself"), pgettext("export", "Text"), _("Who reads the answer")],
        _answers(scheme),
    )
    yield _("Budget lines"), [code, _("Side"), _("Item"), _("Reckoned as"), _("Yen")], _budget(scheme)
    part = [pgettext("export", "Mark"), _("Brings"), pgettext("desk of a scheme", "Until when")]
    yield _("Roles"), [code, _("Duty"), who, *part], _duties(scheme)
    yield _("Consultations"), [code, when, _("With whom"), _("Advice"), _("Until next time")], _consultations(scheme)
    can = [
        _("Whether it can be done"),
        _("What the city can do"),
        _("What the city cannot do"),
        _("Day of the decision"),
    ]
    yield _("Replies of sections"), [code, _("Section"), *can], _talks(scheme)
    told = [_("For everybody"), _("Conditions"), _("Advice"), _("Another way")]
    yield _("Results of the panel"), [code, _("Round"), _("Outcome"), *told, when], _verdicts(scheme)
    yield _("Documents"), [code, _("Form"), _("Version"), when, _("Digest")], _documents(scheme)


def _proposals(scheme: Scheme) -> Iterator[list[Any]]:
    names = {kind.key: kind.name for kind in scheme.the_plan.types}
    for row in Proposal.objects.filter(scheme=scheme).select_related("by", "companion").order_by("number", "pk"):
        yield [
            row.number, row.code, row.title, names.get(row.type, row.type), row.by.shown_name, row.state_label,
            str(WORDS.get(row.turn, "")), row.due, _local(row.submitted), row.companion.shown_name if row.companion else "",
        ]  # fmt: skip


def _local(when: dt.datetime | None) -> dt.datetime | None:
    """In the city's time; a workbook knows no zones."""
    return timezone.localtime(when).replace(tzinfo=None, microsecond=0) if when else None


def _steps(scheme: Scheme) -> Iterator[list[Any]]:
    labels = {state.value: str(state.label) for state in Proposal.State}
    rows = Step.objects.filter(proposal__scheme=scheme).select_related("proposal", "person", "hat").order_by("id")
    for row in rows:
        person, hat = (actor.shown_name if actor else "" for actor in (row.person, row.hat))
        yield [
            row.proposal.code, labels.get(row.source, row.source), labels.get(row.target, row.target), person, hat, _local(row.at),
            row.reason, row.public_text, row.note,
        ]  # fmt: skip


def _answers(scheme: Scheme) -> Iterator[list[Any]]:
    fields = {one.key: one for one in scheme.the_plan.fields}
    for row in Answer.objects.filter(proposal__scheme=scheme).select_related("proposal").order_by("proposal", "id"):
        known = fields.get(row.key)
        yield [row.proposal.code, known.label if known else row.key, row.text, str(SHOWN[known.shown]) if known else ""]


def _budget(scheme: Scheme) -> Iterator[list[Any]]:
    rows = BudgetLine.objects.filter(proposal__scheme=scheme).select_related("proposal")
    for row in rows.order_by("proposal", "side", "place", "id"):
        item = _("The city's part") if row.item == "city" else row.item
        yield [row.proposal.code, row.get_side_display(), item, row.words, row.amount]


def _duties(scheme: Scheme) -> Iterator[list[Any]]:
    rows = Duty.objects.filter(proposal__scheme=scheme).select_related("proposal").prefetch_related("parts__actor")
    for row in rows.order_by("proposal", "place", "id"):
        for part in row.parts.all():
            yield [row.proposal.code, row.what, part.actor.shown_name, part.get_mark_display(), part.brings, row.due]


def _consultations(scheme: Scheme) -> Iterator[list[Any]]:
    for row in Consultation.objects.filter(proposal__scheme=scheme).select_related("proposal").order_by("at"):
        yield [row.proposal.code, _local(row.at), row.with_whom, row.advice, row.homework]


def _talks(scheme: Scheme) -> Iterator[list[Any]]:
    for row in Talk.objects.filter(proposal__scheme=scheme).select_related("proposal", "section").order_by("pk"):
        can = str(row.get_can_display()) if row.can else ""
        yield [row.proposal.code, row.section.shown_name, can, row.city_can, row.city_cannot, row.decided_on]


def _verdicts(scheme: Scheme) -> Iterator[list[Any]]:
    rounds = {one.key: one.name for one in scheme.the_plan.rounds}
    for row in Verdict.objects.filter(proposal__scheme=scheme).select_related("proposal").order_by("pk"):
        yield [
            row.proposal.code, rounds.get(row.round, row.round), row.get_outcome_display(), row.public_text, row.conditions, row.advice,
            row.other_way, _local(row.at),
        ]  # fmt: skip


def _documents(scheme: Scheme) -> Iterator[list[Any]]:
    for row in Document.objects.filter(proposal__scheme=scheme).select_related("proposal").order_by("pk"):
        yield [row.proposal.code, row.form, row.version, _local(row.at), row.digest]
