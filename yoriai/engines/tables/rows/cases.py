"""Cases of collaboration out of a table: our own sheet, and the lists of projects cities publish."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..amounts import price
from ..headers import aliases_for
from ..reading import Table
from ..report import Report
from ..taking import Line, entries, matched
from ..value import Value, plain
from ..values import ADDRESS, choice, link
from ..years import months
from .cells import Told, together

VISIBLE = {
    "庁内": "hall", "庁内のみ": "hall", "関係者": "parties", "関係者のみ": "parties", "公開": "public", "一般公開": "public",
    "全体公開": "public", "可": "public",
}  # fmt: skip
FAILURES = (
    "目的のずれ", "丸投げ", "担当交代", "情報不足", "予算時期", "役割不明", "担い手不足", "広報不足",
)  # fmt: skip
PARTED = re.compile(r"[;；\n]+")
SAID = re.compile(r"\s*[・●○■□]?\s*(?P<party>[^:：…→]{1,60}?)\s*[:：…→]\s*(?P<role>.+)", re.S)
IN_BRACKETS = re.compile(r"\s*[・●○■□]?\s*(?P<party>[^(（]{1,60}?)\s*[(（](?P<role>[^()（）]{1,200})[)）]\s*")


@dataclass(frozen=True, slots=True)
class Role:
    """One party of a case and what it did; "" where the row does not tell."""

    party: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case. Texts are "" and other values None where the row says nothing.

    period: as written; begins, ends: its first and last day, where they can be read. cost_yen: the amount in yen, where
    there is one only. failure_kinds: of FAILURES, and others as written. visible: hall, parties, public or "". consents:
    the parties that agreed to be named. more: column and words of cells that could not be read.
    """

    title: str
    source_id: str = ""
    summary: str = ""
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    period: str = ""
    begins: dt.date | None = None
    ends: dt.date | None = None
    roles: tuple[Role, ...] = ()
    beginning: str = ""
    problem: str = ""
    shared_aim: str = ""
    resources: str = ""
    course: str = ""
    results: str = ""
    spread: str = ""
    cost: str = ""
    cost_yen: int | None = None
    failures: str = ""
    failure_kinds: tuple[str, ...] = ()
    causes: str = ""
    lessons: str = ""
    again: str = ""
    goes_on: str = ""
    contact: str = ""
    phone: str = ""
    mail: str = ""
    pictures: tuple[str, ...] = ()
    url: str = ""
    visible: str = ""
    consents: tuple[str, ...] = ()
    remarks: str = ""
    section: str = ""
    more: Told = ()


def read_cases(table: Table, report: Report) -> Iterator[tuple[Line, CaseRow]]:
    """The cases of a table, each with its line, which the caller ends or skips. Raises Unreadable("columns_missing")."""
    aliases, matching = matched(table, [aliases_for("cases")])
    for line in entries(table, aliases, matching, report, ("title",)):
        yield line, _case(line)


def _case(line: Line) -> CaseRow:
    span = line.by("period", months)
    visible = line.by("visible", lambda cell: choice(cell, VISIBLE))
    kinds = line.read("failure_kinds") or ()
    if any(kind not in FAILURES for kind in kinds):
        line.doubt("choice_unknown")
    return CaseRow(
        title=" ".join(line.label("title").split()),
        source_id=line.text("source_id"),
        summary=line.text("summary"),
        themes=line.read("themes") or (),
        areas=line.read("areas") or (),
        period=line.cell("period").strip() if plain(line.cell("period")) else "",
        begins=span[0] if span else None,
        ends=span[1] if span else None,
        roles=_roles(line),
        beginning=line.text("beginning"),
        problem=line.text("problem"),
        shared_aim=line.text("shared_aim"),
        resources=line.text("resources"),
        course=line.text("course"),
        results=line.text("results"),
        spread=line.text("spread"),
        cost=together([line.text("cost"), line.text("funding")]),
        cost_yen=_cost(line),
        failures=line.text("failures"),
        failure_kinds=kinds,
        causes=line.text("causes"),
        lessons=line.text("lessons"),
        again=line.text("again"),
        goes_on=line.text("goes_on"),
        contact=line.label("contact"),
        phone=line.read("phone") or "",
        mail=line.read("mail") or "",
        pictures=_pictures(line),
        url=line.read("link") or "",
        visible=visible or "",
        consents=line.read("consents") or (),
        remarks=line.text("note"),
        section=line.section,
        more=line.unread(but=("period",)),
    )


def _roles(line: Line) -> tuple[Role, ...]:
    """The parties with their roles: of one cell, of a column each, of columns of the group and of the city."""
    pieces = PARTED.split(line.text("roles"))
    if len(pieces) == 1:  # 商店会（出店）／市（道路）: only where each of them is a party with its role
        closer = re.split("[／/、]", pieces[0])
        with_roles = [bool(SAID.fullmatch(piece) or IN_BRACKETS.fullmatch(piece)) for piece in closer]
        if all(with_roles):
            pieces = closer
        elif not any(with_roles):  # 新聞店、郵便局
            pieces = re.split("、", pieces[0])
    found = [role for piece in pieces if (role := _role(piece))]
    roles = dict(line.series("party_roles"))
    found += [Role(party.strip(), roles.get(key, "").strip()) for key, party in line.series("parties") if plain(party)]
    for field, said in (("group", "group_role"), ("city_section", "city_role")):
        did, named = line.text(said), {one.party for one in found}
        found += [Role(party, did) for party in line.read(field) or () if party not in named]
    return tuple(dict.fromkeys(found))


def _role(piece: str) -> Role | None:
    """「長町北町内会：声かけ」, 「区役所（会場）」, 「大学」."""
    if not plain(piece):
        return None
    hit = SAID.fullmatch(piece) or IN_BRACKETS.fullmatch(piece)
    return Role(hit["party"].strip(), hit["role"].strip()) if hit else Role(piece.strip(" 　・●○■□"))


def _cost(line: Line) -> int | None:
    """The amount where the cell tells one: 120,000円, 120千円, 1,200."""
    told = price(line.cell("cost"))
    one = told.value if told.doubt is None else None
    line.note(
        "cost", Value(one or (line.cell("cost").strip() or None), told.doubt if not one else None, line.cell("cost"))
    )
    return one.least if one else None


def _pictures(line: Line) -> tuple[str, ...]:
    """The addresses in the cell of pictures."""
    return tuple(
        found for address in ADDRESS.findall(line.text("pictures")) if (found := link(address.rstrip(";；、,")).value)
    )
