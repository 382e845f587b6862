"""The state's lists of organisations become a register to look up: no entries are made of them, and no page shows them unasked."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.directory.models import Registered
from yoriai.directory.policy import can_edit_places
from yoriai.engines.japanese.kana import hiragana
from yoriai.engines.tables.headers import fold
from yoriai.engines.tables.official_lists import bare_name
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.organizations import OrganizationRow, read_organizations
from yoriai.engines.tables.sources import source_key
from yoriai.engines.tables.taking import Line
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record

AT_ONCE = 500
SAID = (
    "number", "name", "bare", "reading", "postcode", "address", "purpose", "fields", "founded", "authority", "ended", "sort",
)  # fmt: skip


@transaction.atomic
def take_register(table: Table, *, by: Who, source: str = "") -> Report:
    """Take the rows of a list of the state. source: whose it is, with its licence; without it nobody could name it.

    Raises NotPossible without a source, and Unreadable.
    """
    require(can_edit_places(by))
    if not source.strip():
        raise NotPossible(_("Please say whose data it is, with its licence: it is named beside what is taken from it."))
    report, here = Report(), city()
    rows = read_organizations(table, report, home=here.area.code if here else "")
    met: set[str] = set()
    for some in batched(_fresh(rows, met), AT_ONCE):
        _take(some, source.strip()[:200], report)
    if report.taken or report.updated:
        record("register.imported", by=by, inside=True, taken=report.taken, updated=report.updated)
    return report


def _fresh(rows: Iterator[tuple[Line, OrganizationRow]], met: set[str]) -> Iterator[tuple[Line, dict[str, Any]]]:
    for line, row in rows:
        facts = _facts(row)
        if facts["key"] in met:
            line.skip("row_repeated")
            continue
        met.add(facts["key"])
        yield line, facts


def _facts(row: OrganizationRow) -> dict[str, Any]:
    npo = row.purpose or row.fields or row.authority
    sort = Registered.Sort.NPO if npo else Registered.Sort.CORPORATE
    about = row.corporate_number or f"{fold(row.name)} {fold(row.address)}"
    return {
        "key": source_key("register", sort, "", source_id=about),
        "sort": str(sort),
        "number": row.corporate_number,
        "name": row.name[:200],
        "bare": bare_name(fold(row.name))[:200],
        "reading": hiragana(row.reading)[:200],
        "postcode": row.postcode[:8],
        "address": row.address[:200],
        "purpose": row.purpose or row.about,
        "fields": list(row.fields),
        "founded": row.founded[:40],
        "authority": row.authority[:80],
        "ended": row.dissolved[:200],
    }


def _take(some: tuple[tuple[Line, dict[str, Any]], ...], source: str, report: Report) -> None:
    today = timezone.localdate()
    known = {row.key: row for row in Registered.objects.filter(key__in=[facts["key"] for _line, facts in some])}
    new, changed = [], []
    for line, facts in some:
        row = known.get(facts["key"])
        if row is None:
            new.append(Registered(**facts, source=source, taken=today))
            line.ends("taken")
            continue
        differs = any(getattr(row, name) != facts[name] for name in SAID)
        for name in SAID:
            setattr(row, name, facts[name])
        row.source, row.taken = source, today
        changed.append(row)
        line.ends("updated" if differs else "unchanged")
    Registered.objects.bulk_create(new)
    Registered.objects.bulk_update(changed, [*SAID, "source", "taken"])
