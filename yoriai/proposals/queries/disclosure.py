"""開示用一式: all there is of one proposal, in the order it came, with what is to be looked at before it is handed out."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from yoriai.kernel.asks.registry import sort_of
from yoriai.kernel.models import Actor, Ask, Record
from yoriai.people.models import Outgoing
from yoriai.proposals.lifecycle import AGREE_STOP, PART
from yoriai.proposals.models import Agreement, LookBack, Proposal, ScoreSheet, TableVersion, TieBreak
from yoriai.proposals.queries.partners import INVITATIONS
from yoriai.proposals.queries.tables import differences, label_of_line, words_of_duty, words_of_line
from yoriai.proposals.queries.talks import every_passing_on
from yoriai.proposals.queries.versions import versions_of_table
from yoriai.proposals.queries.work import LOOKED_AT, checklist, every_sheet_is_in
from yoriai.proposals.wording import paper_readers

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
    """One paper: when, of which sort, its title, on whose behalf, by whom. kind: whose term it has (`keeping.terms`), if any."""

    at: dt.datetime
    sort: str | Promise
    title: str
    hat: str = ""
    person: str = ""
    facts: list[Fact] = field(default_factory=list)
    kind: str = ""


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
        self.kind = ""
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
        self.papers.append(Sheaf(at, sort, str(title), _body(hat), name, kept, self.kind))

    def memo(self, at: dt.datetime, title: Any, text: str, *, hat: Any = "", person: Any = "") -> None:
        """A note inside city hall: on a sheet of its own."""
        if text:
            name = person.shown_name if isinstance(person, Actor) else str(person or "")
            note = self.fact(_("note"), text)
            self.memos.append(
                Sheaf(at, gettext_lazy("Note inside city hall"), str(title), _body(hat), name, [note], self.kind)
            )


def _body(hat: Any) -> str:
    """A body's name; a person's own hat says nothing more than the person."""
    return hat.shown_name if isinstance(hat, Actor) and not hat.is_human else ""


def the_whole(proposal: Proposal) -> Whole:
    """Everything of one proposal. The number of queries does not grow with it."""
    found = Gathering(proposal)
    for found.kind, gather in (
        ("steps", _steps), ("sheets", _answers), ("sheets", _tables),
        ("sheets", _documents), ("papers", _papers), ("advice", _advice), ("advice", _invited),
        ("", _young), ("advice", _talks), ("panel", _panel), ("agreement", _agreement), ("work", _work), ("look_back", _looking_back),
        ("steps", _letters),
    ):  # fmt: skip
        gather(found)
    handed_in = LookBack.objects.filter(proposal=proposal).count()
    closed = 0 if every_sheet_is_in(proposal) else handed_in
    records = Record.objects.filter(item=proposal.pk).select_related("person", "hat").order_by("pk")
    order = sorted(range(len(found.papers)), key=lambda place: (found.papers[place].at, place))
    return Whole([found.papers[place] for place in order], found.memos, closed, list(records))


def _steps(found: Gathering) -> None:
    for row in found.proposal.steps.select_related("person", "hat").order_by("id"):
        facts = [found.fact(_("reason"), row.reason), found.fact(_("for everybody"), row.public_text)]
        found.put(row.at, _("Step"), row.target_words, facts, hat=row.hat, person=row.person)
        found.memo(row.at, row.target_words, row.note, hat=row.hat, person=row.person)


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


def _tables(found: Gathering) -> None:
    for which, label in TableVersion.Which.choices:
        for one in versions_of_table(found.proposal, which):
            title = _("%(question)s, version %(number)d") % {"question": label, "number": one.version}
            facts = [found.fact(*part) for part in one.parts]
            found.put(one.at, _("A table as it was left"), title, facts, hat=one.hat, person=one.person)


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


def _papers(found: Gathering) -> None:
    """What was brought, who may see it, its digest. The files themselves are opened, and looked at, on the page of papers."""
    for row in found.proposal.papers.select_related("person", "hat", "gone_by"):
        name = found.fact(_("name of the file"), row.name, shown="office" if row.is_private else "")
        facts = [name, found.fact(_("read by"), paper_readers(row.kind)), found.fact(_("mark (SHA-256)"), row.digest)]
        facts.append(found.fact(_("on paper from"), row.on_paper_from))
        if row.gone is not None:
            facts.append(found.fact(_("taken away"), f"{timezone.localtime(row.gone):%Y-%m-%d %H:%M}　{row.gone_by}"))
        found.put(row.at, _("Paper of the group"), row.get_kind_display(), facts, hat=row.hat, person=row.person)


def _yen(amount: int, words: str) -> str:
    return "　".join(filter(None, (_("%(yen)s yen") % {"yen": f"{amount:,}"}, words)))


def _spent(planned: int, spent: int) -> str:
    return _("planned %(planned)s yen, spent %(spent)s yen") % {"planned": f"{planned:,}", "spent": f"{spent:,}"}


def _advice(found: Gathering) -> None:
    for row in found.proposal.consultations.select_related("by", "homework_done__by"):
        facts = [
            found.fact(pgettext("consultation", "with whom"), row.with_whom),
            found.fact(_("what was advised"), row.advice),
            found.fact(_("until next time"), row.homework),
        ]
        found.put(row.at, _("Consultation"), "", facts, hat=row.by, person=row.by if row.by.is_human else "")
        done = getattr(row, "homework_done", None)
        if done is not None:
            found.put(
                done.at, _("Homework that is done"), "", [found.fact(_("until next time"), row.homework)], hat=done.by
            )
    for booked in found.proposal.bookings.select_related("slot__by", "by"):
        hour = f"{timezone.localtime(booked.slot.starts):%Y-%m-%d %H:%M}"
        facts = [found.fact(_("when"), hour), found.fact(_("how"), booked.slot.get_way_display())]
        gone = booked.cancelled and f"{timezone.localtime(booked.cancelled):%Y-%m-%d %H:%M}"
        facts += [found.fact(pgettext("consultation", "with whom"), booked.slot.by), found.fact(_("called off"), gone)]
        found.put(booked.at, _("Booking of a consultation"), "", facts, hat=booked.by)
    labels = {one.key: one.label for one in found.proposal.scheme.the_plan.fields}
    for word in found.proposal.remarks.select_related("by"):
        title = labels.get(word.key, word.key)
        found.put(word.at, _("Word beside a sheet"), title, [found.fact(_("word"), word.text)], hat=word.by)


NOT_INVITED = {PART: gettext_lazy("Asked of a partner"), AGREE_STOP: gettext_lazy("Asked of the other side")}


def _invited(found: Gathering) -> None:
    """Who was asked to carry it, to join it, to imagine it, to agree to a change of their part; with which words, and what they said.
    A no is never handed out unseen."""
    invited = Q(what__in=(*INVITATIONS, PART)) | Q(what=AGREE_STOP, state=Ask.State.DECLINED)
    for row in found.proposal.asks.filter(invited).select_related("asker", "asked").order_by("pk"):
        shown = "" if row.state == Ask.State.ANSWERED else "office"
        day = timezone.localdate(row.answered).isoformat() if row.answered else ""
        facts = [
            found.fact(_("Who was asked"), row.asked.shown_name, shown=shown),
            found.fact(_("word"), row.text),
            found.fact(row.get_state_display(), "　".join(filter(None, (day, row.answer))), shown=shown),
        ]
        sort = NOT_INVITED.get(row.what, gettext_lazy("Invitation"))
        found.put(row.created, sort, sort_of(row.what).label, facts, hat=row.asker)


def _young(found: Gathering) -> None:
    """Who takes the money, and guardians' consents while there are any. What the group calls a child is never handed out unseen."""
    for one in found.proposal.supporters.select_related("actor", "agreed_by"):
        facts = [found.fact(_("has said yes"), timezone.localdate(one.agreed).isoformat() if one.agreed else "")]
        found.put(one.asked, _("Supporting organisation"), one.actor, facts, hat=one.actor, person=one.agreed_by or "")
    for row in found.proposal.consents.select_related("noted_by"):
        facts = [Fact(_("initials, or what you call them"), row.known_as, PRIVATE)]
        facts += [
            found.fact(_("how"), row.get_how_display()),
            found.fact(_("day"), row.given and row.given.isoformat()),
        ]
        found.put(row.written, _("A guardian's consent"), "", facts, person=row.noted_by or "")


def _talks(found: Gathering) -> None:
    for passing in every_passing_on(found.proposal):
        facts = [found.fact(_("reason"), passing.data.get("reason", ""))]
        found.put(
            passing.at, _("Passed on to another section"), "", facts, hat=passing.hat, person=passing.person or ""
        )
    for row in found.proposal.talks.select_related("section"):
        names = ("city_can", "city_cannot", "law", "money", "instead")
        facts = [found.fact(row._meta.get_field(name).verbose_name, getattr(row, name)) for name in names]  # type: ignore[union-attr]
        decided = row.decided_on.isoformat() if row.decided_on else ""
        facts = [found.fact(_("answer"), row.get_can_display()), *facts, found.fact(_("day of the decision"), decided)]
        found.put(row.sent or row.since, _("The city's answer"), row.section, facts, hat=row.section)
        found.memo(row.since, row.section, row.memo, hat=row.section)


def _panel(found: Gathering) -> None:
    for near in found.proposal.interests.select_related("seat__actor", "declared_by"):
        said_by = near.declared_by or _("found by the platform")
        facts = [Fact(_("reason"), near.why, PRIVATE), found.fact(_("said by"), said_by)]
        found.put(near.at, _("Stands too near to judge"), near.seat.actor, facts, person=near.seat.actor)
    for asked in found.proposal.panel_questions.select_related("by"):
        facts = [found.fact(_("question of the panel"), asked.text), found.fact(_("what was answered"), asked.answer)]
        found.put(asked.at, _("Question at the presentation"), "", facts, hat=asked.by)
    for mark in found.proposal.check_marks.exclude(answer="", note="").select_related("by"):
        found.memo(mark.at, mark.words, f"{mark.get_answer_display()}　{mark.note}".strip(), person=mark.by)
    rounds = {one.key: one for one in found.proposal.scheme.the_plan.rounds}
    rows = ScoreSheet.objects.filter(proposal=found.proposal).select_related("seat__actor").prefetch_related("scores")
    for row in rows:
        names = {one.key: one.name for one in rounds[row.round].criteria}
        facts = [
            found.fact(names[one.criterion], f"{'' if one.points is None else one.points}　{one.sentence}".strip())
            for one in row.scores.all()
        ]
        facts = [Fact(one.label, one.text, one.mask or PRIVATE) for one in facts]
        facts += [Fact(_("opinion"), row.opinion, PRIVATE), Fact(_("opened again because"), row.reopened_why)]
        at = row.submitted or row.changed
        found.put(at, _("Sheet of a member of the panel"), rounds[row.round].name, facts, person=row.seat.actor)
    code = found.proposal.code
    for tie in TieBreak.objects.filter(scheme=found.proposal.scheme_id, order__contains=[code]).select_related("by"):
        place = _("%(place)d of %(all)d") % {"place": tie.order.index(code) + 1, "all": len(tie.order)}
        facts = [found.fact(_("place among equals"), place), found.fact(tie.get_how_display(), tie.why)]
        found.put(tie.at, _("An order between equals"), rounds[tie.round].name, facts, person=tie.by)
    for verdict in found.proposal.verdicts.select_related("by"):
        told = ("public_text", "conditions", "advice", "other_way")
        facts = [found.fact(verdict._meta.get_field(name).verbose_name, getattr(verdict, name)) for name in told]  # type: ignore[union-attr]
        facts.append(found.fact(_("whether it can be proposed again"), verdict.get_again_display()))
        found.put(verdict.at, _("What the panel said"), verdict.get_outcome_display(), facts, hat=verdict.by)


def _agreement(found: Gathering) -> None:
    rows = Agreement.objects.filter(proposal=found.proposal).select_related("by")
    for row in rows.prefetch_related("signatures__actor", "signatures__person"):
        facts = [found.fact(heading, text) for heading, text in row.parts]
        title = _("version %(number)s") % {"number": row.version}
        facts.append(found.fact(_("Kind of agreement"), row.contract))
        facts += [found.fact(label_of_line(one), words_of_line(one)) for one in row.budget]
        facts += [found.fact(one["what"], words_of_duty(one)) for one in row.duties]
        facts.append(found.fact(_("mark (SHA-256)"), row.digest))
        found.put(row.at, _("Agreement"), title, facts, hat=row.by)
        for one in row.signatures.all():
            facts = [found.fact(_("signed on paper"), one.on_paper), found.fact(_("mark (SHA-256)"), one.digest)]
            found.put(one.at, _("Signature"), title, facts, hat=one.actor, person=one.person)
    for change in found.proposal.pendings.select_related("asked_by", "answered_by"):
        names = ("reason", "before", "after", "money", "public_text", "decided_on")
        facts = [found.fact(change._meta.get_field(name).verbose_name, getattr(change, name)) for name in names]  # type: ignore[union-attr]
        if change.answered_by is not None:
            said = _("has said yes") if change.agreed else _("said no, or it was taken back")
            day = change.agreed or change.dropped
            facts.append(found.fact(said, f"{timezone.localdate(day) if day else ''}　{change.answered_by}"))
        papers = (change.on_paper_from, change.joined_on_paper, change.answered_on_paper)
        facts += [found.fact(_("on paper from"), one) for one in papers if one]
        facts += [found.fact(one.label, f"{one.before} → {one.after}") for one in differences(change)]
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
        for row in found.proposal.look_backs.filter(handed_in__isnull=False).select_related("actor", "person"):
            facts = [found.fact(words, row.marks.get(key)) for key, words in LOOKED_AT.items()]
            for name in ("good", "better", "learned"):
                facts.append(found.fact(row._meta.get_field(name).verbose_name, getattr(row, name)))  # type: ignore[union-attr]
            facts.append(found.fact(_("on paper from"), row.on_paper_from))
            at = row.handed_in or row.changed
            found.put(at, _("Looking back"), row.actor, facts, hat=row.actor, person=row.person)
    for one in found.proposal.no_look_backs.select_related("actor", "by"):
        facts = [found.fact(_("reason"), one.reason)]
        found.put(one.at, _("Gone on without a sheet"), one.actor, facts, hat=one.actor, person=one.by)
    review = getattr(found.proposal, "review", None)
    if review is not None:
        facts = [found.fact(_("coordinator"), review.coordinator), found.fact(_("what was said"), review.said)]
        facts.append(found.fact(_("summary"), review.summary))
        found.put(review.at, _("Talk over the look back"), "", facts, hat=review.by)
    way_out = getattr(found.proposal, "exit", None)
    if way_out is not None:
        done = [words for key, words in checklist(way_out.sort) if key in way_out.ticked]
        facts = [found.fact(way_out.get_sort_display(), way_out.words)]
        facts += [found.fact(_("has been done"), words) for words in done]
        found.put(way_out.at, _("Next step"), "", facts, hat=way_out.by)


def _letters(found: Gathering) -> None:
    for row in Outgoing.objects.filter(item=found.proposal.pk).select_related("to"):
        subject = found.fact(pgettext("mailing", "Subject"), row.subject)
        facts = [subject, found.fact(pgettext("export", "Text"), row.text)]
        # A title is never masked: a subject that names somebody stands among the lines alone.
        found.put(row.created, _("Letter"), "" if subject.mask else row.subject, facts, hat=row.to, person=row.to)
