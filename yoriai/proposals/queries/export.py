"""Everything of a scheme as tables, for the office to take away."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yoriai.kernel.models import Ask
from yoriai.proposals.models import (
    Answer,
    BudgetLine,
    Consultation,
    Document,
    Duty,
    FormerAnswer,
    Paper,
    Proposal,
    Scheme,
    Step,
    TableVersion,
    Talk,
    Verdict,
)
from yoriai.proposals.queries import export_work as work
from yoriai.proposals.queries.export_work import Sheet
from yoriai.proposals.queries.export_work import local as _local
from yoriai.proposals.queries.office import WORDS
from yoriai.proposals.queries.partners import INVITATIONS
from yoriai.proposals.queries.turns import turns_of
from yoriai.proposals.queries.versions import as_kept
from yoriai.proposals.wording import SHOWN


def everything(scheme: Scheme) -> Iterator[Sheet]:
    """(name of the sheet, its columns, its rows): the way in, from the proposals to what was handed in; then the panel and the work."""
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
    version = [_("Version"), who, _("On behalf of"), when, pgettext("export", "Text")]
    yield pgettext("export", "As it stood before"), [code, _("Of what"), *version], _former(scheme)
    yield _("Consultations"), [code, when, _("With whom"), _("Advice"), _("Until next time")], _consultations(scheme)
    asked = [
        _("Who asked"),
        _("Who was asked"),
        pgettext("export", "Text"),
        _("How it stands"),
        pgettext("export", "Answer"),
        when,
    ]
    yield pgettext("export", "Invitations"), [code, *asked], _invitations(scheme)
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
    yield (
        _("Papers of the group"),
        [code, pgettext("papers", "Kind"), _("Name of the file"), when, _("Digest")],
        _papers(scheme),
    )
    yield from work.sheets(scheme)


def _proposals(scheme: Scheme) -> Iterator[list[Any]]:
    names = {kind.key: kind.name for kind in scheme.the_plan.types}
    rows = Proposal.objects.filter(scheme=scheme).select_related("by", "companion").order_by("number", "pk")
    turns = turns_of(rows, scheme)
    for row in rows:
        yield [
            row.number, row.code, row.title, names.get(row.type, row.type), row.by.shown_name, row.state_label,
            str(WORDS.get(turns[row.pk], "")), row.due, _local(row.submitted), row.companion.shown_name if row.companion else "",
        ]  # fmt: skip


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


def _former(scheme: Scheme) -> Iterator[list[Any]]:
    """Answers, budgets and tables of roles that somebody has written anew: each version but the newest. Three queries."""
    fields = {one.key: one.label for one in scheme.the_plan.fields}
    answers = FormerAnswer.objects.filter(answer__proposal__scheme=scheme)
    for row in answers.select_related("answer__proposal", "person", "hat").order_by(
        "answer__proposal", "answer", "version"
    ):
        by = [row.version, row.person.shown_name, row.hat.shown_name, _local(row.at)]
        yield [row.answer.proposal.code, fields.get(row.answer.key, row.answer.key), *by, row.text]
    tables = TableVersion.objects.filter(proposal__scheme=scheme).select_related("proposal", "person", "hat")
    rows = list(tables.order_by("proposal", "which", "version"))
    newest = {(row.proposal_id, row.which): row.pk for row in rows}
    for table, kept in zip(rows, as_kept(rows), strict=True):
        if newest[table.proposal_id, table.which] != table.pk:
            by = [kept.version, kept.person.shown_name, kept.hat.shown_name, _local(kept.at)]
            yield [table.proposal.code, table.get_which_display(), *by, kept.text]


def _consultations(scheme: Scheme) -> Iterator[list[Any]]:
    for row in Consultation.objects.filter(proposal__scheme=scheme).select_related("proposal").order_by("at"):
        yield [row.proposal.code, _local(row.at), row.with_whom, row.advice, row.homework]


def _invitations(scheme: Scheme) -> Iterator[list[Any]]:
    rows = Ask.objects.filter(what__in=INVITATIONS, item__in=Proposal.objects.filter(scheme=scheme).values("pk"))
    for row in rows.select_related("item", "asker", "asked").order_by("item", "pk"):
        words = [row.asker.shown_name, row.asked.shown_name, row.text, str(row.get_state_display()), row.answer]
        yield [row.item.code, *words, _local(row.answered)]


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


def _papers(scheme: Scheme) -> Iterator[list[Any]]:
    for row in Paper.objects.filter(proposal__scheme=scheme, gone=None).select_related("proposal").order_by("pk"):
        yield [row.proposal.code, str(row.get_kind_display()), row.name, _local(row.at), row.digest]
