"""What the state's lists say of an organisation, to be looked at by itself."""

from dataclasses import dataclass

from django.db.models import QuerySet

from yoriai.directory.models import Registered
from yoriai.engines.tables.headers import fold
from yoriai.engines.tables.official_lists import bare_name

MOST = 10


@dataclass(frozen=True, slots=True)
class Said:
    """One fact of a list, and the row it stands in."""

    value: str
    row: Registered


def there_is_a_register() -> bool:
    """Whether the office has taken in any list."""
    return Registered.objects.exists()


def registered(number: str, name: str) -> "list[list[Registered]]":
    """The organisations of this number, else of this name; each with its rows, 内閣府's before 国税庁's."""
    rows = _rows(number, name).order_by("-sort", "pk")[: MOST * 2]
    bodies: dict[str, list[Registered]] = {}
    for row in rows:
        bodies.setdefault(row.number or row.key, []).append(row)
    return list(bodies.values())[:MOST]


def chosen(pk: int) -> "list[list[Registered]]":
    """The one its people pointed at, among several of a name."""
    row = Registered.objects.filter(pk=pk).first()
    if row is None:
        return []
    return registered(row.number, "") if row.number else [[row]]


def _rows(number: str, name: str) -> "QuerySet[Registered]":
    digits = "".join(sign for sign in fold(number) if sign.isdigit())
    if digits:
        return Registered.objects.filter(number=digits[:13])
    bare = bare_name(fold(name))
    return Registered.objects.filter(bare=bare[:200]) if bare else Registered.objects.none()


def told_by(rows: list[Registered]) -> dict[str, Said]:
    """The facts of a page as the lists have them: field of the form → what stands there, and where."""
    said: dict[str, Said] = {}
    for row in rows:
        facts = {
            "title": row.name,
            "corporate_number": row.number,
            "postcode": row.postcode,
            "address": row.address,
            "summary": row.purpose,
            "founded": row.founded,
            "authority": row.authority,
        }
        for name, value in facts.items():
            if value:
                said.setdefault(name, Said(value, row))
    return said
