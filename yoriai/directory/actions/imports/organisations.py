"""Organisations of the lists cities and the national portal publish: a body with its page, 未確認 until somebody looks.

Whoever takes the body over edits its page from then on, and no file changes it any more. The names of representatives
are personal data and stay in the file.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from yoriai.directory.actions.imports.bookmark import Bookmark
from yoriai.directory.actions.imports.intake import OWN, Incoming, Intake, Known, fitted, in_words, keys_of
from yoriai.directory.actions.imports.whereabouts import Whereabouts
from yoriai.directory.models import ContactBy, Organisation
from yoriai.directory.policy import can_edit_places
from yoriai.engines.japanese.kana import hiragana
from yoriai.engines.tables.headers import fold
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Change, Report
from yoriai.engines.tables.rows.organizations import OrganizationRow, read_organizations
from yoriai.engines.tables.sources import Sources, source_key
from yoriai.engines.tables.taking import Line
from yoriai.kernel.actors.actions import add_actors, change_actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, Area
from yoriai.kernel.policy import require
from yoriai.people.models import Representation

NAMESAKE = gettext_noop("There is another organisation of this name already.")
TAKEN_NUMBER = gettext_noop("The corporate number belongs to another organisation here; it was left out.")
PERSONAL = re.compile("代表|氏名|担当者|representative", re.IGNORECASE)
CONTACT = re.compile("電話|連絡|携帯|tel|phone|fax|ファクス|ファックス|メール|mail", re.IGNORECASE)
KINDS = {"voluntary": Actor.Kind.GROUP, "": Actor.Kind.OTHER}


def take_organisations(table: Table, *, by: Who, source: str = "", bookmark: Bookmark | None = None) -> Report:
    """Take organisations, each with its page. source: whose data it is, with its licence. Raises Unreadable.

    bookmark: of a long file that goes in bit by bit; without one it goes in whole or not at all.
    """
    require(can_edit_places(by))
    report = bookmark.report if bookmark else Report()
    here = city()
    rows = read_organizations(table, report, home=here.area.code if here else "")
    OrganisationIntake(report, by, source).take(_incoming(rows), bookmark)
    return report


def _incoming(rows: Iterator[tuple[Line, OrganizationRow]]) -> Iterator[Incoming]:
    where, words = Whereabouts(), Sources("organisations", "")
    for line, row in rows:
        areas, inner = where.areas(row.position, row.address, (*row.areas, row.ward, row.district))
        facts = fitted(Organisation, line, facts_of(row))
        yield Incoming(
            line=line,
            keys=_keys(row, words),
            facts=facts,
            themes=where.themes(row.themes, row.fields),
            areas=areas,
            code=row.source_id,
            parts=(KINDS.get(row.kind) or Actor.Kind(row.kind), hiragana(row.reading)[:160], inner),
        )


def _keys(row: OrganizationRow, words: Sources) -> tuple[str, str]:
    """By its id in the source, its corporate number, or its name and address; a section of a city by its whole name."""
    about = {"name": fold(row.name), "at": fold(row.address or row.phone or row.ward or row.district)}
    named = words.key({"name": about["name"]} if row.path else about)[0]
    by_number = source_key("organisations", "法人番号", "", source_id=row.corporate_number)
    otherwise = (by_number, named) if row.corporate_number else (named, named)
    return keys_of("organisations", row.of_city, "" if row.counted else row.source_id, row.name, otherwise)


def facts_of(row: OrganizationRow) -> dict[str, Any]:
    """What a row says of its organisation; what has no field stands in the description."""
    purpose = row.purpose if row.purpose != row.about else ""
    told = in_words(
        ("できること", row.can), ("力を借りたいこと", row.wants), ("活動の場所", row.meeting_place), ("解散", row.dissolved),
        ("備考", row.remarks), *(one for one in row.more if not _keeps_quiet(row, one[0])),
    )  # fmt: skip
    contact = "" if row.contact_public is False else row.contact
    return {
        "title": row.name,
        "summary": "\n".join(filter(None, [row.about, purpose, *told])),
        "short_name": row.short,
        "english_name": row.english,
        "easy": row.easy,
        "days": row.active_on,
        "people": f"{row.members}人" if row.members is not None else "",
        "households": row.households,
        "for_whom": row.for_whom,
        "joining": row.join,
        "postcode": row.postcode,
        "address": row.address,
        "phone": row.phone,
        "fax": row.fax,
        "mail": row.mail,
        "contact": contact,
        "contact_by": {None: "", True: ContactBy.SHOWN, False: ContactBy.INTRODUCTION}[row.contact_public],
        "website": row.url,
        "links": "\n".join(row.social),
        "founded": row.founded,
        "corporate_number": row.corporate_number,
        "authority": row.authority,
        "latitude": row.position[0] if row.position else None,
        "longitude": row.position[1] if row.position else None,
    }


def _keeps_quiet(row: OrganizationRow, column: str) -> bool:
    """Whether the words of an unreadable cell are personal, or a contact that is for introductions only."""
    return bool(PERSONAL.search(column) or (row.contact_public is False and CONTACT.search(column)))


class OrganisationIntake(Intake[Organisation]):
    """Rows become bodies with a page."""

    model = Organisation
    verb = "organisations.imported"
    marks = ("corporate_number", "address", "phone", "mail", "website")

    def __init__(self, report: Report, by: Who, source: str) -> None:
        super().__init__(report, by, source)
        # Pages a row of this file speaks of: no other row speaks of the same.
        self._claimed: set[int] = set()

    def known(self, some: tuple[Incoming, ...]) -> Known:
        """By key, by corporate number, and by a name with one mark that is equal; and which of them keep their page themselves."""
        by_key = {
            entry.source_key: entry for entry in self._of(Q(source_key__in={k for row in some for k in row.keys}))
        }
        self.by_code(some, by_key)
        titles = [row.facts["title"] for row in some]
        numbers = [row.facts["corporate_number"] for row in some if "corporate_number" in row.facts]
        others = list(self._of(Q(corporate_number__in=numbers) | Q(title__in=titles)))
        self._numbers = {page.corporate_number: page.pk for page in others if page.corporate_number}
        claimed = self._claimed | {page.pk for page in by_key.values()}
        for row in some:
            if by_key.keys() & set(row.keys):
                continue
            page = next((page for page in others if page.pk not in claimed and self._is(page, row)), None)
            if page is not None:
                by_key[row.keys[0]] = page
                claimed.add(page.pk)
        self._claimed |= {page.pk for page in by_key.values()}
        pages = [page.actor_id for page in by_key.values()]
        self._held = set(
            Representation.objects.filter(body__in=pages, accepted__isnull=False, ended=None).values_list(
                "body", flat=True
            )
        )
        self._names = set(
            Actor.objects.filter(name__in=[title[:120] for title in titles]).values_list("name", flat=True)
        )
        return self.with_rows(by_key)

    def _of(self, which: Q) -> Any:
        return Organisation.objects.filter(which).select_related("actor")

    def _is(self, page: Organisation, row: Incoming) -> bool:
        number = row.facts.get("corporate_number")
        if number and page.corporate_number:
            return bool(number == page.corporate_number)
        same = [row.facts.get(name) and getattr(page, name) == row.facts[name] for name in self.marks]
        return page.title == row.facts["title"] and any(same)

    def may_change(self, entry: Organisation, row: Incoming) -> bool:
        """Not where somebody speaks for the organisation: then its page is its own (R11)."""
        if entry.actor_id in self._held:
            row.line.doubt(OWN)
            return False
        self._free_number(entry.pk, row)
        return True

    def _free_number(self, page: int | None, row: Incoming) -> None:
        """A corporate number is one organisation's: of two that claim it, the first keeps it."""
        number = row.facts.get("corporate_number")
        if number and self._numbers.setdefault(number, page) != page:
            del row.facts["corporate_number"]
            row.line.doubt(TAKEN_NUMBER)

    def made(self, row: Incoming, key: str) -> Organisation:
        """The page, with a body that is added with it."""
        self._free_number(-row.line.number, row)
        kind, reading, area = row.parts
        name = row.facts["title"][:120]
        if name in self._names:
            row.line.doubt(NAMESAKE)
        page = super().made(row, key)
        page.actor = Actor(kind=kind, name=name, reading=reading, area=area)
        return page

    def add(self, new: list[tuple[Organisation, Incoming]]) -> None:
        """The bodies first, then their pages under their own names."""
        add_actors([page.actor for page, _row in new])
        for page, _row in new:
            page.actor_id, page.by = page.actor.pk, page.actor
        super().add(new)
        self._claimed |= {page.pk for page, _row in new}

    def parts_changed(self, entry: Organisation, row: Incoming) -> list[Change]:
        """The body's own name and reading."""
        _kind, reading, area = row.parts
        name, actor = row.facts["title"][:120], entry.actor
        reading, area_id = reading or actor.reading, area.pk if isinstance(area, Area) else actor.area_id
        if (actor.name, actor.reading, actor.area_id) == (name, reading, area_id):
            return []
        change = Change("reading", actor.reading, reading)
        change_actor(actor, name=name, reading=reading, area=area or actor.area)
        return [change]
