"""Taking an export of Polis into a session: its statements (comments.csv) and its votes (votes.csv, participants-votes.csv)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from yoriai.assembly.actions.imports import CUT, NO_TEXT, Overlap, cut, done, held_open
from yoriai.assembly.models import Session
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.sources import source_key
from yoriai.engines.tables.taking import Line, lines, matched
from yoriai.engines.tables.values import vote
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import add_items, save_item
from yoriai.kernel.models import Actor
from yoriai.people.guests import guests_from_file
from yoriai.voices.models import Door, Statement, Vote

NO_STATEMENT = gettext_noop("The statement %(id)s is not known. Take in the file of statements (comments.csv) first.")
NO_VOTE = gettext_noop("This is no vote: it is 1, 0 or -1.")
NO_NUMBER = gettext_noop("The number of the person or of the statement is missing.")
LATER_COUNTS = gettext_noop("The same person answered this statement again further down; the later answer counts.")
REJECTED = gettext_noop("The statement was rejected where it comes from.")


@transaction.atomic
def take_statements(session: Session, table: Table, *, by: Who) -> Report:
    """Take the statements of a Polis export (comments.csv); their authors are the people of its votes."""
    session = held_open(session, by)
    aliases, matching = matched(table, [aliases_for("statements")])
    report, seen = Report(), set()
    known, overlap = _statements(session), Overlap()
    new: list[tuple[Statement, str]] = []
    for line in lines(table, aliases, matching, report):
        number, written = line.read("statement"), line.read("text")
        if number is None or not written:
            line.skip(NO_TEXT if number is not None else NO_NUMBER)
            continue
        if line.read("moderated") == -1 or number in seen:
            line.skip(*("row_repeated",) if number in seen else (REJECTED,))
            continue
        seen.add(number)
        key = _statement_key(session, number)
        title, whole = cut(written)
        if whole:
            line.doubt(CUT)
        card = known.get(key)
        if card is not None:
            overlap.meet(card.title, title)
        if card is None:
            new.append((_statement(session, key, title, whole), _voter_mark(session, line.read("author"), number)))
            line.ends("taken")
        elif (card.title, card.summary) == (title, whole):
            line.ends("unchanged")
        else:
            card.title, card.summary = title, whole
            save_item(card, "title", "summary")
            line.ends("updated")
    overlap.refuse()
    authors = guests_from_file(mark for _card, mark in new)
    for card, mark in new:
        card.by = authors[mark]
    add_items([card for card, _mark in new])
    done("statements.imported", session, by, report)
    return report


def _statement(session: Session, key: str, title: str, whole: str) -> Statement:
    return Statement(
        about_id=session.pk,
        title=title,
        summary=whole,
        door=Door.HOME,
        state=Statement.State.WRITTEN,
        visibility=session.visibility,
        source_key=key,
    )


def _statements(session: Session) -> dict[str, Statement]:
    return {
        card.source_key or "": card for card in Statement.objects.filter(about_id=session.pk, source_key__isnull=False)
    }


def _statement_key(session: Session, number: int) -> str:
    return source_key("statements", session.code, "", source_id=str(number))


def _voter_mark(session: Session, number: int | None, statement: int = 0) -> str:
    """Where a person of the file comes from; an author without a number is nobody else's author."""
    return source_key(
        "voters", session.code, "", source_id=str(number) if number is not None else f"author of {statement}"
    )


@transaction.atomic
def take_votes(session: Session, votes: Table, *, by: Who) -> Report:
    """Take the votes of a Polis export: one a row (votes.csv; the latest of each person counts) or one person a row
    (participants-votes.csv). Each person becomes one guest.
    """
    session = held_open(session, by)
    aliases, matching = matched(votes, [aliases_for("votes"), aliases_for("votes_matrix")])
    report = Report()
    rows = lines(votes, aliases, matching, report)
    taking = _Votes(session)
    if aliases.kind == "votes":
        taking.take_rows(rows)
    else:
        taking.take_matrix(rows)
    taking.write()
    done("votes.imported", session, by, report)
    return report


class _Votes:
    """What was answered already, and what is to be written."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.cards = {key: card.pk for key, card in _statements(session).items()}
        self.known = {
            (by, card): value
            for by, card, value in Vote.objects.filter(statement__about=session.pk).values_list(
                "by", "statement", "value"
            )
        }
        self.now = timezone.now()
        self.new: list[Vote] = []

    def take_rows(self, rows: Iterable[Line]) -> None:
        """votes.csv: looked through twice, since a later row of the same person and statement counts instead."""
        kept: list[tuple[Line, int, int, int, int]] = []
        latest: dict[tuple[int, int], tuple[int, int]] = {}
        for line in rows:
            voter, number, value, at = (line.read(name) for name in ("voter", "statement", "vote", "at"))
            if voter is None or number is None:
                line.skip(NO_NUMBER)
            elif value is None:
                line.skip(NO_VOTE)
            elif _statement_key(self.session, number) not in self.cards:
                line.skip(NO_STATEMENT, id=number)
            else:
                kept.append((line, voter, number, value, at or 0))
                latest[voter, number] = max(latest.get((voter, number), (0, 0)), (at or 0, line.number))
        people = guests_from_file({_voter_mark(self.session, voter) for _line, voter, *_rest in kept})
        for line, voter, number, value, at in kept:
            if latest[voter, number][1] != line.number:
                line.skip(LATER_COUNTS)
            else:
                person = people[_voter_mark(self.session, voter)]
                line.ends(self._put(person, self.cards[_statement_key(self.session, number)], value, at))

    def take_matrix(self, rows: Iterable[Line]) -> None:
        """participants-votes.csv: a row goes in if one of its votes does."""
        told = list(rows)
        people = guests_from_file(
            {_voter_mark(self.session, number) for line in told if (number := line.read("voter")) is not None}
        )
        for line in told:
            number = line.read("voter")
            if number is None:
                line.skip(NO_NUMBER)
                continue
            ends = self._one_person(line, people[_voter_mark(self.session, number)])
            line.ends(next((end for end in ("taken", "updated") if end in ends), "unchanged"))

    def _one_person(self, line: Line, person: Actor) -> set[str]:
        ends = set()
        for statement, header in line.matching.many["votes"].items():
            value = vote(line.row.cells[header])
            card = self.cards.get(_statement_key(self.session, int(statement)))
            if value.doubt:
                line.doubt(NO_VOTE)
            elif value.value is not None and card is None:
                line.doubt(NO_STATEMENT, id=statement)
            elif value.value is not None and card is not None:
                ends.add(self._put(person, card, value.value, 0))
        return ends

    def _put(self, person: Actor, card: int, value: int, at: int) -> Any:
        before = self.known.get((person.pk, card))
        self.known[person.pk, card] = value
        if before == value:
            return "unchanged"
        made = Vote(statement_id=card, by=person, value=value, door=Door.HOME)
        made.created = _moment(at) or self.now
        self.new.append(made)
        return "taken" if before is None else "updated"

    def write(self) -> None:
        """One row a person and statement, by the database's own constraint; with the time each was given, where it is known."""
        for start in range(0, len(self.new), 1000):
            some = self.new[start : start + 1000]
            given = [made.created for made in some]
            rows = Vote.objects.bulk_create(
                some, update_conflicts=True, unique_fields=["by", "statement"], update_fields=["value", "changed"]
            )
            for row, at in zip(rows, given, strict=True):
                row.created = at
            Vote.objects.bulk_update([row for row in rows if row.created != self.now], ["created"])


def _moment(milliseconds: int) -> dt.datetime | None:
    """A time of the file, if it is one."""
    if not 946_684_800_000 < milliseconds < 4_102_444_800_000:
        return None
    return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
