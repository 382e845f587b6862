"""Everything of a scheme as tables, the second half: the panel's sheets, agreements, work, looking back, what was sent."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yoriai.proposals.models import (
    Agreement,
    Exit,
    Expense,
    LogEntry,
    LookBack,
    Mailing,
    Pending,
    Review,
    Scheme,
    Signature,
    TieBreak,
)
from yoriai.proposals.queries.panel import every_point
from yoriai.proposals.queries.tables import differences, label_of_line, words_of_duty, words_of_line
from yoriai.proposals.queries.work import LOOKED_AT, checklist

Sheet = tuple[str, list[str], Iterable[list[Any]]]
# Every side has handed in its sheet: before that nobody reads another's, the office as little as the rest.
ALL_IN = Q(proposal__state__in=("told", "completed", "onward")) | Q(proposal__review__isnull=False)


def local(when: dt.datetime | None) -> dt.datetime | None:
    """In the city's time; a workbook knows no zones."""
    return timezone.localtime(when).replace(tzinfo=None, microsecond=0) if when else None


def sheets(scheme: Scheme) -> Iterator[Sheet]:
    """(name of the sheet, its columns, its rows)."""
    code, when, who = pgettext("export", "Code"), _("When"), pgettext("export", "Who")
    yield _("The panel's sheets"), points_heads(), every_point(scheme)
    tied = [_("Round"), code, pgettext("export", "Kind"), _("Reason"), who, when]
    yield _("An order between equals"), tied, _ties(scheme)
    tables = [_("Kind of agreement"), _("Budget"), _("Roles")]
    yield (
        _("Agreements"),
        [code, _("Version"), when, _("Digest"), pgettext("export", "Text"), *tables],
        _agreements(scheme),
    )
    yield (
        _("Signatures"),
        [code, _("Version"), _("Party"), who, pgettext("export", "On paper"), when],
        _signatures(scheme),
    )
    yield _("Money spent"), [code, _("Day"), _("Item"), _("Yen"), _("For what, to whom"), who], _expenses(scheme)
    yield _("Log"), [code, _("Day"), _("What was done"), _("How many people"), who], _log(scheme)
    heads = [
        code,
        pgettext("export", "Kind"),
        _("Reason"),
        _("As it stood"),
        _("As it shall be"),
        _("Money"),
        when,
        _("Agreed on"),
    ]
    yield _("Changes and early ends"), heads, _changes(scheme)
    said = [_("What went well"), _("What could be better"), _("What we learned")]
    yield (
        _("Looking back"),
        [code, _("Party"), *(str(words) for words in LOOKED_AT.values()), *said, when],
        _look_backs(scheme),
    )
    yield (
        _("Talks over the look back"),
        [code, _("Day"), _("Coordinator"), _("Summary"), _("What was said, inside")],
        _reviews(scheme),
    )
    yield _("Ways out"), [code, pgettext("export", "Kind"), _("Next step"), _("has been done"), when], _exits(scheme)
    sent = [_("By mail"), _("By telephone, fax or post"), who, when]
    yield (
        _("What was sent to many"),
        [pgettext("mailing", "Subject"), pgettext("mailing", "Text"), *sent],
        _mailings(scheme),
    )


def points_heads() -> list[str]:
    """The columns of `every_point`."""
    return [
        _("No."), _("Joint project"), _("round"), _("Member"), _("version"), _("state"), _("criterion"), _("weight"),
        pgettext("panel", "Points"), _("Why, in a sentence"),
    ]  # fmt: skip


def _ties(scheme: Scheme) -> Iterator[list[Any]]:
    rounds = {one.key: one.name for one in scheme.the_plan.rounds}
    for row in TieBreak.objects.filter(scheme=scheme).select_related("by").order_by("pk"):
        said = [str(row.get_how_display()), row.why, row.by.shown_name]
        yield [rounds.get(row.round, row.round), "、".join(row.order), *said, local(row.at)]


def _agreements(scheme: Scheme) -> Iterator[list[Any]]:
    for row in (
        Agreement.objects.filter(proposal__scheme=scheme).select_related("proposal").order_by("proposal", "version")
    ):
        text = "\n".join(f"{heading}\n{words}" for heading, words in row.parts if words)
        # A cell of Excel holds no more; the whole stands in the PDF of the agreement.
        budget = "\n".join(f"{label_of_line(one)}　{words_of_line(one)}" for one in row.budget)
        duties = "\n".join(f"{one['what']}　{words_of_duty(one)}" for one in row.duties)
        tables = [row.contract, budget[:32_000], duties[:32_000]]
        yield [row.proposal.code, row.version, local(row.at), row.digest, text[:32_000], *tables]


def _signatures(scheme: Scheme) -> Iterator[list[Any]]:
    rows = Signature.objects.filter(agreement__proposal__scheme=scheme).order_by("pk")
    for row in rows.select_related("agreement__proposal", "actor", "person"):
        one = row.agreement
        yield [one.proposal.code, one.version, row.actor.shown_name, row.person.shown_name, row.on_paper, local(row.at)]


def _expenses(scheme: Scheme) -> Iterator[list[Any]]:
    rows = Expense.objects.filter(proposal__scheme=scheme).select_related("proposal", "line", "by")
    for row in rows.order_by("proposal", "on", "pk"):
        yield [row.proposal.code, row.on, row.line.item, row.amount, row.words, row.by.shown_name]


def _log(scheme: Scheme) -> Iterator[list[Any]]:
    rows = LogEntry.objects.filter(proposal__scheme=scheme).select_related("proposal", "by")
    for row in rows.order_by("proposal", "on", "pk"):
        yield [row.proposal.code, row.on, row.text, row.people, row.by.shown_name]


def _changes(scheme: Scheme) -> Iterator[list[Any]]:
    for row in Pending.objects.filter(proposal__scheme=scheme).select_related("proposal", "joins").order_by("pk"):
        tables = [f"{one.label}: {one.before} → {one.after}" for one in differences(row)]
        money = "\n".join(filter(None, [row.money, *tables]))
        words = [row.get_sort_display(), row.reason, row.before, row.after, money]
        yield [row.proposal.code, *words, local(row.asked), local(row.agreed)]


def _look_backs(scheme: Scheme) -> Iterator[list[Any]]:
    rows = LookBack.objects.filter(ALL_IN, proposal__scheme=scheme, handed_in__isnull=False)
    for row in rows.select_related("proposal", "actor").order_by("proposal", "pk"):
        marks = [row.marks.get(key) for key in LOOKED_AT]
        yield [row.proposal.code, row.actor.shown_name, *marks, row.good, row.better, row.learned, local(row.handed_in)]


def _reviews(scheme: Scheme) -> Iterator[list[Any]]:
    for row in Review.objects.filter(proposal__scheme=scheme).select_related("proposal").order_by("pk"):
        yield [row.proposal.code, row.on, row.coordinator, row.summary, row.said]


def _exits(scheme: Scheme) -> Iterator[list[Any]]:
    for row in Exit.objects.filter(proposal__scheme=scheme).select_related("proposal").order_by("pk"):
        done = "\n".join(str(words) for key, words in checklist(row.sort) if key in row.ticked)
        yield [row.proposal.code, row.get_sort_display(), row.words, done, local(row.at)]


def _mailings(scheme: Scheme) -> Iterator[list[Any]]:
    for row in Mailing.objects.filter(scheme=scheme).select_related("by").order_by("pk"):
        yield [row.subject, row.text, row.by_mail, row.by_hand, row.by.shown_name, local(row.at)]
