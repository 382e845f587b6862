"""Cases of collaboration: our own sheet, and the lists of projects cities publish.

A party is named only where the file says that it agreed; else its kind stands there. A case that is not for everybody, or
whose text names a party that has not agreed, goes in as a draft.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from yoriai.directory.actions.imports.bookmark import Bookmark
from yoriai.directory.actions.imports.intake import Incoming, Intake, fitted, in_words, keys_of
from yoriai.directory.actions.imports.whereabouts import Whereabouts
from yoriai.directory.models import Case, Cause, Entry, Party
from yoriai.directory.policy import can_edit_places
from yoriai.engines.tables.headers import fold
from yoriai.engines.tables.kinds import kind_of
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Change, Report
from yoriai.engines.tables.rows.cases import CaseRow, read_cases
from yoriai.engines.tables.sources import Sources
from yoriai.engines.tables.taking import Line
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import require

NOT_FOR_ALL = gettext_noop("It is not for everybody, or does not say so: it went in as a draft.")
NAMED = gettext_noop("The text names a party that has not agreed to be named: it went in as a draft.")
CAUSES = {
    "目的のずれ": Cause.PURPOSE, "丸投げ": Cause.LEFT_ALONE, "担当交代": Cause.HANDED_OVER, "情報不足": Cause.INFORMATION,
    "予算時期": Cause.BUDGET, "役割不明": Cause.ROLES, "担い手不足": Cause.HANDS, "広報不足": Cause.PUBLICITY,
}  # fmt: skip
KINDS = {"voluntary": Actor.Kind.GROUP, "": ""}


def take_cases(table: Table, *, by: Who, source: str = "", bookmark: Bookmark | None = None) -> Report:
    """Take cases with their parties. source: whose data it is, with its licence. Raises Unreadable.

    bookmark: of a long file that goes in bit by bit; without one it goes in whole or not at all.
    """
    require(can_edit_places(by))
    report = bookmark.report if bookmark else Report()
    CaseIntake(report, by, source).take(_incoming(read_cases(table, report)), bookmark)
    return report


def _incoming(rows: Iterator[tuple[Line, CaseRow]]) -> Iterator[Incoming]:
    where, words = Whereabouts(), Sources("cases", "")
    for line, row in rows:
        facts = fitted(Case, line, facts_of(row))
        parties = parties_of(row)
        shown = not line.has("visible") or row.visible == "public"
        if not shown:
            line.doubt(NOT_FOR_ALL)
        elif _names_somebody(facts, parties):
            line.doubt(NAMED)
            shown = False
        named = words.key({"title": fold(row.title), "period": fold(row.period)})[0]
        keys = keys_of("cases", "", row.source_id, row.title, (named, named))
        areas, _inner = where.areas(None, "", row.areas)
        yield Incoming(line, keys, facts, where.themes(row.themes), areas, (shown, parties), row.source_id)


def _names_somebody(facts: dict[str, Any], parties: list[Party]) -> bool:
    """Whether a party that has not agreed stands in the text by its name."""
    text = "\n".join(value for value in facts.values() if isinstance(value, str))
    return any(len(party.name) > 2 and party.agreed is None and party.name in text for party in parties)


def parties_of(row: CaseRow) -> list[Party]:
    """Who takes part, as what. Those the file names as having agreed are named; of the others their kind is shown."""
    agreed = {fold(name) for name in row.consents}
    return [
        Party(
            name=one.party[:120],
            kind=KINDS.get(kind := kind_of("", one.party), kind),
            role=one.role[:120],
            brought=one.role[120:320],
            agreed=timezone.now() if fold(one.party) in agreed else None,
            place=place,
        )
        for place, one in enumerate(row.roles)
    ]


def facts_of(row: CaseRow) -> dict[str, Any]:
    """What a row says of its case; what has no field stands in the description."""
    told = in_words(
        ("役立てたもの", row.resources), ("経緯", row.course), ("写真", "\n".join(row.pictures)), ("備考", row.remarks),
        ("うまくいかなかったわけ", "、".join(kind for kind in row.failure_kinds if kind not in CAUSES)),
        ("原因", row.causes), *row.more,
    )  # fmt: skip
    return {
        "title": row.title,
        "summary": "\n".join(filter(None, [row.summary, *told])),
        "period": row.period,
        "began_with": row.beginning,
        "problem": row.problem,
        "shared_purpose": row.shared_aim,
        "results": row.results,
        "ripples": row.spread,
        "cost": row.cost,
        "failures": row.failures,
        "causes": [CAUSES[kind] for kind in row.failure_kinds if kind in CAUSES],
        "lesson": row.lessons,
        "again": row.again,
        "goes_on": row.goes_on,
        "contact": "\n".join(filter(None, [row.contact, row.phone, row.mail])),
        "website": row.url,
    }


class CaseIntake(Intake[Case]):
    """Rows become cases with their parties."""

    model = Case
    verb = "cases.imported"
    marks = ("period", "website")

    def made(self, row: Incoming, key: str) -> Case:
        """Shown, or a draft of whoever brings the file."""
        case = super().made(row, key)
        if not row.parts[0]:
            case.state, case.visibility = Entry.State.DRAFT, Visibility.AUDIENCE
        return case

    def add(self, new: list[tuple[Case, Incoming]]) -> None:
        """The cases, then their parties."""
        super().add(new)
        Party.objects.bulk_create([self._of(case, party) for case, row in new for party in row.parts[1]])

    def _of(self, case: Case, party: Party) -> Party:
        party.item_id = case.pk
        party.agreed_by = self.by.actor if party.agreed else None
        return party

    def parts_changed(self, entry: Case, row: Incoming) -> list[Change]:
        """Parties are added, and named once they agree; none is taken away, for it may have spoken for itself meanwhile."""
        there = {party.name: party for party in Party.objects.filter(item_id=entry.pk)}
        told = []
        for party in row.parts[1]:
            old = there.get(party.name)
            if old is None:
                self._of(entry, party).save()
            elif party.agreed and old.agreed is None:
                old.agreed, old.agreed_by = party.agreed, self.by.actor
                old.save(update_fields=["agreed", "agreed_by"])
            else:
                continue
            told.append(party.name)
        return [Change("parties", "", "、".join(told))] if told else []
