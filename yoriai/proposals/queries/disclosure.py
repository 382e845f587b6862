"""開示用一式: all there is of one proposal, in the order it came, with what is to be looked at before it is handed out."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yoriai.kernel.models import Actor, Record
from yoriai.people.models import Outgoing
from yoriai.proposals.models import Agreement, LookBack, Proposal, ScoreSheet
from yoriai.proposals.queries.work import LOOKED_AT, every_sheet_is_in

REACHED = re.compile(r"0\d{1,4}[-ー－(（]?\d{1,4}[-ー－)）]?\d{3,4}|[\w.+-]+@[\w-]+\.[\w.-]+|〒\d{3}-?\d{4}")
PRIVATE = gettext_lazy("for the group and the office only")
NAME = gettext_lazy("name of a person")
REACH = gettext_lazy("a number or an address")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a paper. mask: why somebody must look at it before it is handed out; empty where nothing was found."""

    label: str
    text: str
    mask: str | Promise = ""


@dataclass(slots=True)
class Sheaf:
    """One paper: when, of which sort, its title, on whose behalf, by whom."""

    at: dt.datetime
    sort: str | Promise
    title: str
    hat: str = ""
    person: str = ""
    facts: list[Fact] = field(default_factory=list)


@dataclass(slots=True)
class Whole:
    """Papers in order; the notes inside city hall apart; how many look backs are closed still; the bare records."""

    papers: list[Sheaf]
    memos: list[Sheaf]
    closed: int
    records: list[Record]


class Gathering:
    """Collects papers of one proposal and knows the people who appear in it."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.papers: list[Sheaf] = []
        self.memos: list[Sheaf] = []
        named = Actor.objects.filter(kind=Actor.Kind.PERSON).exclude(name="")
        self.people = [name for name in named.values_list("name", flat=True) if len(name) > 1]

    def fact(self, label: Any, text: Any, *, shown: str = "") -> Fact:
        """A line, marked where it is private, names a person, or tells how to reach somebody."""
        words = "" if text is None else str(text)
        if shown == "office" and words:
            return Fact(str(label), words, PRIVATE)
        plain = re.sub(r"\s", "", words)
        if any(re.sub(r"\s", "", name) in plain for name in self.people):
            return Fact(str(label), words, NAME)
        return Fact(str(label), words, REACH if REACHED.search(words) else "")

    def put(
        self, at: dt.datetime, sort: Any, title: Any, facts: Iterable[Fact], *, hat: Any = "", person: Any = ""
    ) -> None:
        """One paper; lines without words are left out."""
        kept = [one for one in facts if one.text]
        name = person.shown_name if isinstance(person, Actor) else str(person or "")
        self.papers.append(Sheaf(at, sort, str(title), _body(hat), name, kept))

    def memo(self, at: dt.datetime, title: Any, text: str, *, hat: Any = "", person: Any = "") -> None:
        """A note inside city hall: on a sheet of its own."""
        if text:
            name = person.shown_name if isinstance(person, Actor) else str(person or "")
            note = self.fact(_("note"), text)
            self.memos.append(Sheaf(at, gettext_lazy("Note inside city hall"), str(title), _body(hat), name, [note]))


def _body(hat: Any) -> str:
    """A body's name; a person's own hat says nothing more than the person."""
    return hat.shown_name if isinstance(hat, Actor) and not hat.is_human else ""


def the_whole(proposal: Proposal) -> Whole:
    """Everything of one proposal. The number of queries does not grow with it."""
    found = Gathering(proposal)
    for gather in (_steps, _answers, _documents, _advice, _talks, _panel, _agreement, _work, _looking_back, _letters):
        gather(found)
    handed_in = LookBack.objects.filter(proposal=proposal).count()
    closed = 0 if every_sheet_is_in(proposal) else handed_in
    records = Record.objects.filter(item=proposal.pk).select_related("person", "hat").order_by("pk")
    order = sorted(range(len(found.papers)), key=lambda place: (found.papers[place].at, place))
    return Whole([found.papers[place] for place in order], found.memos, closed, list(records))


def _steps(found: Gathering) -> None:
    for row in found.proposal.steps.select_related("person", "hat").order_by("id"):
        facts = [found.fact(_("reason"), row.reason), found.fact(_("for everybody"), row.public_text)]
        found.put(row.at, _("Step"), row.get_target_display(), facts, hat=row.hat, person=row.person)
        found.memo(row.at, row.get_target_display(), row.note, hat=row.hat, person=row.person)


def _answers(found: Gathering) -> None:
    fields = {one.key: one for one in found.proposal.scheme.the_plan.fields}
    for row in found.proposal.answers.select_related("person", "hat").prefetch_related("former__person", "former__hat"):
        asked = fields.get(row.key)
        label, shown = (asked.label, asked.shown) if asked else (row.key, "parties")
        every: list[Any] = [*row.former.all(), row]
        for one in every:
            title = _("%(question)s, version %(number)d") % {"question": label, "number": one.version}
            facts = [found.fact(label, one.text, shown=shown)]
            found.put(one.at, _("Answer to a question"), title, facts, hat=one.hat, person=one.person)


def _documents(found: Gathering) -> None:
    for row in found.proposal.documents.select_related("person", "hat"):
        said = row.content
        facts = [found.fact(one["label"], one["text"], shown=one["shown"]) for one in said["questions"]]
        facts += [found.fact(one["item"], _yen(one["amount"], one["words"])) for one in said["budget"]]
        facts += [found.fact(one["what"], "、".join(part["who"] for part in one["parts"])) for one in said["duties"]]
        money = said.get("accounts", {"lines": []})
        facts += [found.fact(one["item"], _spent(one["planned"], one["spent"])) for one in money["lines"]]
        facts += [found.fact(_("goes back to the city"), _yen(money["refund"], ""))] if "refund" in money else []
        facts += [found.fact(_("mark (SHA-256)"), row.digest), found.fact(_("on paper from"), row.on_paper_from)]
        title = _("%(name)s, version %(number)d") % {"name": said["name"], "number": row.version}
        found.put(row.at, _("Sheet handed in"), title, facts, hat=row.hat, person=row.person)


def _yen(amount: int, words: str) -> str:
    return "　".join(filter(None, (_("%(yen)s yen") % {"yen": f"{amount:,}"}, words)))


def _spent(planned: int, spent: int) -> str:
    return _("planned %(planned)s yen, spent %(spent)s yen") % {"planned": f"{planned:,}", "spent": f"{spent:,}"}


def _advice(found: Gathering) -> None:
    for row in found.proposal.consultations.select_related("by"):
        facts = [
            found.fact(_("with whom"), row.with_whom),
            found.fact(_("what was advised"), row.advice),
            found.fact(_("until next time"), row.homework),
        ]
        found.put(row.at, _("Consultation"), "", facts, hat=row.by, person=row.by if row.by.is_human else "")
    for word in found.proposal.remarks.select_related("by"):
        found.put(word.at, _("Word beside a sheet"), word.key, [found.fact(_("word"), word.text)], hat=word.by)


def _talks(found: Gathering) -> None:
    for row in found.proposal.talks.select_related("section"):
        names = ("city_can", "city_cannot", "law", "money", "instead")
        facts = [found.fact(row._meta.get_field(name).verbose_name, getattr(row, name)) for name in names]  # type: ignore[union-attr]
        decided = row.decided_on.isoformat() if row.decided_on else ""
        facts = [found.fact(_("answer"), row.get_can_display()), *facts, found.fact(_("day of the decision"), decided)]
        found.put(row.sent or row.since, _("The city's answer"), row.section, facts, hat=row.section)
        found.memo(row.since, row.section, row.memo, hat=row.section)


def _panel(found: Gathering) -> None:
    rows = ScoreSheet.objects.filter(proposal=found.proposal).select_related("seat__actor").prefetch_related("scores")
    for row in rows:
        facts = [found.fact(one.criterion, f"{one.points}　{one.sentence}".strip()) for one in row.scores.all()]
        facts = [Fact(one.label, one.text, one.mask or PRIVATE) for one in facts]
        facts += [Fact(_("opinion"), row.opinion, PRIVATE), Fact(_("opened again because"), row.reopened_why)]
        at = row.submitted or row.changed
        found.put(at, _("Sheet of a member of the panel"), row.round, facts, person=row.seat.actor)
    for verdict in found.proposal.verdicts.select_related("by"):
        names = ("public_text", "conditions", "advice", "other_way")
        facts = [found.fact(verdict._meta.get_field(name).verbose_name, getattr(verdict, name)) for name in names]  # type: ignore[union-attr]
        found.put(verdict.at, _("What the panel said"), verdict.get_outcome_display(), facts, hat=verdict.by)


def _agreement(found: Gathering) -> None:
    rows = Agreement.objects.filter(proposal=found.proposal).select_related("by")
    for row in rows.prefetch_related("signatures__actor", "signatures__person"):
        facts = [found.fact(heading, text) for heading, text in row.parts]
        title = _("version %(number)s") % {"number": row.version}
        facts.append(found.fact(_("mark (SHA-256)"), row.digest))
        found.put(row.at, _("Agreement"), title, facts, hat=row.by)
        for one in row.signatures.all():
            facts = [found.fact(_("signed on paper"), one.on_paper), found.fact(_("mark (SHA-256)"), one.digest)]
            found.put(one.at, _("Signature"), title, facts, hat=one.actor, person=one.person)
    for change in found.proposal.pendings.select_related("asked_by", "answered_by"):
        names = ("reason", "before", "after", "money")
        facts = [found.fact(change._meta.get_field(name).verbose_name, getattr(change, name)) for name in names]  # type: ignore[union-attr]
        found.put(change.asked, _("Asked of the other side"), change.get_sort_display(), facts, hat=change.asked_by)


def _work(found: Gathering) -> None:
    for row in found.proposal.log.select_related("by"):
        facts = [found.fact(_("day"), row.on.isoformat()), found.fact(_("what was done"), row.text)]
        facts += [found.fact(_("how many people"), row.people), found.fact(_("photo"), row.picture.name or "")]
        found.put(row.at, _("Log"), "", facts, hat=row.by)
    for spent in found.proposal.expenses.select_related("by", "line"):
        facts = [
            found.fact(spent.line.item, _yen(spent.amount, spent.words)),
            found.fact(_("day"), spent.on.isoformat()),
        ]
        found.put(spent.at, _("Money spent"), "", facts, hat=spent.by)


def _looking_back(found: Gathering) -> None:
    """Sheets of the look back are closed, for the office too, until every side's is in."""
    if every_sheet_is_in(found.proposal):
        for row in found.proposal.look_backs.select_related("actor", "person"):
            facts = [found.fact(words, row.marks.get(key)) for key, words in LOOKED_AT.items()]
            for name in ("good", "better", "learned"):
                facts.append(found.fact(row._meta.get_field(name).verbose_name, getattr(row, name)))  # type: ignore[union-attr]
            at = row.handed_in or row.changed
            found.put(at, _("Looking back"), row.actor, facts, hat=row.actor, person=row.person)
    review = getattr(found.proposal, "review", None)
    if review is not None:
        facts = [found.fact(_("coordinator"), review.coordinator), found.fact(_("what was said"), review.said)]
        facts.append(found.fact(_("summary"), review.summary))
        found.put(review.at, _("Talk over the look back"), "", facts, hat=review.by)
    way_out = getattr(found.proposal, "exit", None)
    if way_out is not None:
        facts = [found.fact(way_out.get_sort_display(), way_out.words)]
        found.put(way_out.at, _("Next step"), "", facts, hat=way_out.by)


def _letters(found: Gathering) -> None:
    for row in Outgoing.objects.filter(item=found.proposal.pk).select_related("to"):
        facts = [found.fact(row.subject, row.text)]
        found.put(row.created, _("Letter"), row.to if not row.to.is_human else "", facts, person=row.to)
