"""Files that come in: which kinds there are, how one is opened, looked at, rehearsed and taken.

The command `yoriai import` and the desk's page /imports/ are two doors to this.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from yoriai.assembly.actions.imports import take_voices
from yoriai.assembly.actions.polis import take_statements, take_votes
from yoriai.assembly.models import Session
from yoriai.directory.actions import (
    Bookmark,
    take_cases,
    take_decidim,
    take_events,
    take_organisations,
    take_places,
    take_register,
    whole,
)
from yoriai.engines.tables.decidim import Decidim, read_decidim
from yoriai.engines.tables.geo import Shapes, read_geojson
from yoriai.engines.tables.headers import Aliases, aliases_for, choose
from yoriai.engines.tables.official_lists import with_columns
from yoriai.engines.tables.reading import Table, read
from yoriai.engines.tables.records import Limits
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.taking import guesses, matched, unused
from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.actions import take_areas, take_shapes
from yoriai.kernel.policy import NotPossible
from yoriai.kernel.readings.actions import take_readings
from yoriai.kernel.themes.actions import take_themes
from yoriai.web.progress import watched
from yoriai.web.sentences import sentence


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `tables`: the alias files it may be; `of_session`: whether it goes into a session."""

    name: str
    label: str | Promise
    tables: tuple[str, ...]
    of_session: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind("voices", gettext_lazy("Cards and free answers typed in elsewhere"), ("voices",), of_session=True),
        Kind(
            "votes",
            gettext_lazy("Statements and votes (Polis)"),
            ("votes", "votes_matrix", "statements"),
            of_session=True,
        ),
        Kind("organizations", gettext_lazy("Organisations"), ("organizations",)),
        Kind("register", gettext_lazy("The state's list of organisations, only to look up"), ("organizations",)),
        Kind("events", gettext_lazy("Events"), ("events",)),
        Kind("places", gettext_lazy("Places"), ("places",)),
        Kind("cases", gettext_lazy("Cases of collaboration"), ("cases",)),
        Kind("decidim", gettext_lazy("Open-data export of Decidim (ZIP)"), ()),
        Kind("areas", gettext_lazy("Areas and their outlines"), ("areas",)),
        Kind("readings", gettext_lazy("Readings"), ("readings",)),
        Kind("themes", gettext_lazy("Themes"), ("themes",)),
    )
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be read from its first row to its last: a table, shapes, or the tables of an archive."""

    kind: Kind
    name: str
    table: Table | None = None
    shapes: Shapes | None = None
    archive: Decidim | None = None

    @property
    def candidates(self) -> list[Aliases]:
        """What sort of table it may be."""
        return [aliases_for(name) for name in self.kind.tables]

    @property
    def rows(self) -> int:
        """How many rows or shapes."""
        if self.archive is not None:
            return sum(len(table) for parts in self.archive.tables.values() for _name, table in parts)
        return len(self.table) if self.table is not None else len(self.shapes.shapes) if self.shapes else 0

    @property
    def notes(self) -> list[str]:
        """How the file was read where that is not plain, in sentences."""
        if self.table is None:
            return [sentence(note) for holder in (self.shapes, self.archive) if holder for note in holder.notes]
        found = guesses(*choose(self.table.headers, self.candidates))
        return [sentence(note) for note in (*self.table.notes, *found)]


def open_file(kind: Kind, source: Path | bytes, name: str, limits: Limits | None = None) -> Opened:
    """Read the file whole. Raises Unreadable with a reason, and nothing else: what it is, its content tells."""
    if kind.name == "areas" and _begins_with(source, b"{"):
        return Opened(kind, name, shapes=read_geojson(source))
    if kind.name == "decidim":
        return Opened(kind, name, archive=read_decidim(source, limits=limits))
    candidates = [aliases_for(alias) for alias in kind.tables]
    if kind.name == "register":
        source = _with_columns(source)
    table = read(source, name, candidates, limits=limits)
    matched(table, candidates)
    return Opened(kind, name, table=table)


def _with_columns(source: Path | bytes) -> Path | bytes:
    """国税庁's list without names of columns, with them; what cannot be opened is told by the reader."""
    try:
        return with_columns(source if isinstance(source, bytes) else source.read_bytes())
    except OSError:
        return source


def _begins_with(source: Path | bytes, sign: bytes) -> bool:
    if isinstance(source, bytes):
        start = source[:64]
    else:
        try:
            with source.open("rb") as file:
                start = file.read(64)
        except OSError:
            return False
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(sign)


BY_BITS = {"places", "organizations", "events", "cases"}


def take(
    opened: Opened,
    *,
    by: Who,
    session: Session | None = None,
    source: str = "",
    rehearsal: bool = False,
    told: Callable[[int], None] | None = None,
    bookmark: Bookmark | None = None,
) -> Report:
    """Take the whole file or nothing of it. A rehearsal does everything and takes it back: its report is the same.

    bookmark: of a long file (BY_BITS) that goes in bit by bit, and goes on after a break. told: hears from time to time how
    many rows have been read. Raises what the actions raise: NotAllowed, NotPossible, Unreadable (a column is missing).
    """
    if told is not None and opened.table is not None:
        opened = replace(opened, table=watched(opened.table, told))
    with (
        override(settings.LANGUAGE_CODE),
        whole(bookmark),
    ):  # what an import writes itself stands in the city's language
        report = _taken(opened, by, session, source, bookmark)
        if rehearsal:
            transaction.set_rollback(True)
    return report


def _taken(opened: Opened, by: Who, session: Session | None, source: str, bookmark: Bookmark | None) -> Report:
    if opened.shapes is not None:
        return take_shapes(opened.shapes, by=by)
    if opened.archive is not None:
        return take_decidim(opened.archive, by=by, source=source)
    table = opened.table
    assert table is not None
    match opened.kind.name:
        case "areas":
            return take_areas(table, by=by)
        case "places":
            return take_places(table, by=by, source=source, bookmark=bookmark)
        case "organizations":
            return take_organisations(table, by=by, source=source, bookmark=bookmark)
        case "register":
            return take_register(table, by=by, source=source)
        case "events":
            return take_events(table, by=by, source=source, bookmark=bookmark)
        case "cases":
            return take_cases(table, by=by, source=source, bookmark=bookmark)
        case "readings":
            return take_readings(table, by=by)
        case "themes":
            return take_themes(table, by=by)
    if session is None:
        raise NotPossible(_("Please say which session the file belongs to."))
    if opened.kind.name == "voices":
        return take_voices(session, table, by=by)
    if choose(table.headers, opened.candidates)[0].kind == "statements":
        return take_statements(session, table, by=by)
    return take_votes(session, table, by=by)


def not_used(opened: Opened, report: Report) -> list[str]:
    """Columns that were left alone, in the words of the file."""
    if opened.table is None:
        return []
    return unused(choose(opened.table.headers, opened.candidates)[1], report)
