"""Versions laid side by side: of one answer, of a table, of a form as it was handed in."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yoriai.engines.schemes import Beside, compare
from yoriai.kernel.models import Actor
from yoriai.proposals.models import Document, Proposal, TableVersion
from yoriai.proposals.queries.sheets import ALL
from yoriai.proposals.queries.tables import label_of_line, words_of_duty, words_of_line

SIGNS = {"leads": "◎", "helps": "○"}


@dataclass(frozen=True, slots=True)
class Changed:
    """What a form says otherwise than the version before it."""

    earlier: Document
    rows: list[Beside]


def since_before(document: Document, may: Collection[str]) -> Changed | None:
    """Each part that differs from the version before, as far as this reader may read it; None for a first version."""
    rows = Document.objects.filter(proposal=document.proposal_id, form=document.form)
    earlier = rows.filter(version__lt=document.version).order_by("-version").first()
    if earlier is None:
        return None
    beside = compare(_parts(earlier.content, may), _parts(document.content, may))
    return Changed(earlier, [row for row in beside if row.changed])


def put_right(proposal: Proposal) -> list[Document]:
    """The forms that were handed in anew and say something else than before, in the order of the scheme. One query."""
    newest: dict[str, list[Document]] = {}
    for row in Document.objects.filter(proposal=proposal).order_by("version"):
        newest.setdefault(row.form, []).append(row)
    pairs = [rows[-2:] for rows in newest.values() if len(rows) > 1]
    return [new for old, new in pairs if _parts(old.content, ALL) != _parts(new.content, ALL)]


@dataclass(frozen=True, slots=True)
class Kept:
    """A table as somebody left it: its number, who, on whose behalf, when, and its lines."""

    version: int
    person: Actor
    hat: Actor
    at: dt.datetime
    parts: list[tuple[str, str]]

    @property
    def text(self) -> str:
        """Line by line."""
        return "\n".join("　".join(filter(None, part)) for part in self.parts)


def versions_of_table(proposal: Proposal, which: str) -> list[Kept]:
    """Every version of the budget or the table of roles, the oldest first. Two queries at most."""
    rows = TableVersion.objects.filter(proposal=proposal, which=which).select_related("person", "hat")
    return as_kept(list(rows))


def as_kept(rows: Sequence[TableVersion]) -> list[Kept]:
    """Those tables with their lines in words, in the order given. One query where there are roles."""
    roles = [row for row in rows if row.which == TableVersion.Which.ROLES]
    carry = {part["actor"] for row in roles for duty in row.rows for part in duty["parts"]}
    names = {actor.pk: actor.shown_name for actor in Actor.objects.filter(pk__in=carry)} if roles else {}

    def lines(row: TableVersion) -> list[tuple[str, str]]:
        return [_carried(each, names) if row.which == TableVersion.Which.ROLES else _line(each) for each in row.rows]

    return [Kept(row.version, row.person, row.hat, row.at, lines(row)) for row in rows]


def _line(row: dict[str, Any]) -> tuple[str, str]:
    """(side and name, all the rest of a line of the budget)."""
    reckoned = f"{row['unit']:,} × {row['quantity']:,}" if row["unit"] and row["quantity"] else ""
    marks = [_("work or things, at their worth")] if row["in_kind"] else []
    marks += [] if row["counted"] else [_("not from the city's part")]
    return label_of_line(row), "　".join(filter(None, [words_of_line(row), reckoned, *marks]))


def _carried(row: dict[str, Any], names: dict[int, str]) -> tuple[str, str]:
    """(what, who with which mark and with what, until when)."""
    told = [{**part, "who": names.get(part["actor"], "")} for part in row["parts"]]
    return row["what"], words_of_duty({**row, "parts": told})


def _parts(content: dict[str, Any], may: Collection[str]) -> list[tuple[str, str]]:
    """(heading, text) of all that stands on a frozen form: question by question, then each table with a line a row."""
    parts = [(one["label"], one["text"]) for one in content["questions"] if one["shown"] in may]
    if "parties" not in may:
        return parts
    if content["budget"]:
        parts.append((_("Budget"), "\n".join(map(_money, content["budget"]))))
    if content["duties"]:
        parts.append((_("Who does what"), "\n".join(map(_duty, content["duties"]))))
    return parts


def _money(row: dict[str, Any]) -> str:
    side = _("income") if row["side"] == "income" else _("spending")
    item = _("The city's part") if row["item"] == "city" else row["item"]
    return "　".join(part for part in (side, item, f"{row['amount']:,}", row["words"]) if part)


def _duty(row: dict[str, Any]) -> str:
    parts = [f"{SIGNS.get(part['mark'], '')}{part['who']}　{part['brings']}".strip() for part in row["parts"]]
    return "　".join(part for part in (row["what"], row["due"], *parts) if part)
