"""What a city has in Decidim, from the open-data export it offers for download (a ZIP of one CSV for each kind).

    archive = read_decidim(path)
    for line, proposal in archive.proposals(report): …

Columns are found by name, in every edition since 0.24; a language is a column of its own (title/ja, body/en). Parts the
archive lacks are told in `notes`. Users are persons and are not read.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .headers import aliases_for
from .html_text import plain_text
from .reading import Table, read
from .reasons import Reason, Unreadable
from .records import Limits, open_source
from .report import Report
from .rows.cells import Told
from .taking import Line, lines, matched
from .unzipping import parts
from .value import Value

PART = re.compile(r"(?:.*-)?(?:open-data-)?(?P<entity>[a-z]+(?:_[a-z]+)*)\.csv", re.IGNORECASE)
# The kind of table of each part; comments stand in one part for each thing they are on.
ENTITIES = {
    "proposals": "decidim_proposals",
    "meetings": "decidim_meetings",
    "user_groups": "decidim_groups",
    "organizations": "decidim_groups",
}
EXPECTED = ("proposals", "comments", "meetings", "user_groups")
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|UTC|[+-]\d{2}:?\d{2})?")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal. state: as Decidim has it (accepted, rejected, evaluating, …), or "withdrawn". author_ids, authors: of
    people or groups, in the same order as far as Decidim tells. amends: the page of the proposal it changes."""

    source_id: str
    title: str
    body: str = ""
    language: str = ""
    state: str = ""
    answer: str = ""
    author_ids: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    votes: int = 0
    likes: int = 0
    address: str = ""
    position: tuple[float, float] | None = None
    subjects: tuple[str, ...] = ()
    space: str = ""
    space_url: str = ""
    url: str = ""
    meeting_urls: tuple[str, ...] = ()
    amends: str = ""
    reference: str = ""
    published_at: dt.datetime | None = None
    more: Told = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment. on_kind: proposal, meeting, comment, debate, … ; on_id: its id in Decidim; talk: what the talk is on,
    as the name of the file tells. alignment: 1 for, -1 against, 0 neither."""

    source_id: str
    body: str
    language: str = ""
    author_ids: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    group_id: str = ""
    group: str = ""
    on_kind: str = ""
    on_id: str = ""
    talk: str = ""
    url: str = ""
    alignment: int = 0
    depth: int = 0
    created_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting. kind: in_person, online or hybrid. organisations: names of those that came."""

    source_id: str
    title: str
    description: str = ""
    language: str = ""
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    kind: str = ""
    place: str = ""
    hints: str = ""
    address: str = ""
    position: tuple[float, float] | None = None
    online_url: str = ""
    places: int | None = None
    attendees: int | None = None
    organisations: tuple[str, ...] = ()
    report: str = ""
    withdrawn: bool = False
    author_ids: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    space: str = ""
    space_url: str = ""
    url: str = ""
    proposal_urls: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A group of Decidim. Its members are persons and are not read."""

    source_id: str
    name: str
    nickname: str = ""
    about: str = ""
    url: str = ""
    members: int | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Decidim:
    """An archive that was read whole. languages: which is taken where a text stands in several, in order."""

    tables: Mapping[str, tuple[tuple[str, Table], ...]]
    notes: tuple[Reason, ...]
    languages: Sequence[str]

    def proposals(self, report: Report) -> Iterator[tuple[Line, Proposal]]:
        """The proposals, each with its line, which the caller ends or skips."""
        return self._rows("decidim_proposals", report, self._proposal)

    def comments(self, report: Report) -> Iterator[tuple[Line, Comment]]:
        """The comments, those of a talk in the order they were written, as Decidim exports them."""
        return self._rows("decidim_comments", report, self._comment)

    def meetings(self, report: Report) -> Iterator[tuple[Line, Meeting]]:
        """The meetings."""
        return self._rows("decidim_meetings", report, self._meeting)

    def organisations(self, report: Report) -> Iterator[tuple[Line, Organisation]]:
        """The groups, without those that were taken down."""
        return self._rows("decidim_groups", report, self._organisation)

    def _rows[T](self, kind: str, report: Report, made: Callable[[Line, str], T | None]) -> Iterator[tuple[Line, T]]:
        for entity, table in self.tables.get(kind, ()):
            aliases, matching = matched(table, [aliases_for(kind)])
            for line in lines(table, aliases, matching, report):
                row = made(line, entity)
                if row is None:
                    line.skip("decidim_blank")
                else:
                    yield line, row

    def _proposal(self, line: Line, _entity: str) -> Proposal | None:
        title, language = self._said(line, "titles", "title")
        if not title or not line.text("source_id"):
            return None
        subjects = [
            self._said(line, series, field)[0] for series, field in (("categories", "category"), ("scopes", "scope"))
        ]
        taxonomies = _names(self._said(line, "taxonomy_names", "taxonomies")[0])
        return Proposal(
            source_id=line.text("source_id"),
            title=" ".join(title.split()),
            body=self._said(line, "bodies", "body")[0],
            language=language,
            state="withdrawn" if line.read("withdrawn") else line.text("state"),
            answer=self._said(line, "answers", "answer")[0],
            author_ids=_names(line.text("author_id")),
            authors=_names(line.text("author")),
            votes=line.read("votes") or 0,
            likes=line.read("likes") or 0,
            address=line.text("address"),
            position=line.position(),
            subjects=tuple(dict.fromkeys(filter(None, [*subjects, *taxonomies]))),
            space=line.text("space"),
            space_url=line.read("space_link") or "",
            url=line.read("link") or "",
            meeting_urls=_names(line.text("meetings")),
            amends=line.read("amends") or "" if line.read("is_amendment") else "",
            reference=line.text("reference"),
            published_at=line.by("published_at", moment),
        )

    def _comment(self, line: Line, entity: str) -> Comment | None:
        body, language = self._said(line, "bodies", "body")
        if not body or not line.text("source_id"):
            return None
        return Comment(
            source_id=line.text("source_id"),
            body=body,
            language=line.text("language") or language,
            author_ids=_names(line.text("author_id")),
            authors=_names(line.text("author")),
            group_id=line.text("group_id"),
            group=line.text("group"),
            on_kind=line.text("on_kind").rpartition("::")[2].casefold(),
            on_id=line.text("on_id"),
            talk=entity.removesuffix("_comments").removesuffix("comments"),
            url=line.read("link") or "",
            alignment=line.read("alignment") or 0,
            depth=line.read("depth") or 0,
            created_at=line.by("created_at", moment),
        )

    def _meeting(self, line: Line, _entity: str) -> Meeting | None:
        title, language = self._said(line, "titles", "title")
        if not title or not line.text("source_id"):
            return None
        return Meeting(
            source_id=line.text("source_id"),
            title=" ".join(title.split()),
            description=self._said(line, "descriptions", "description")[0],
            language=language,
            starts_at=line.by("start_time", moment),
            ends_at=line.by("end_time", moment),
            kind=line.text("kind"),
            place=self._said(line, "locations", "place")[0],
            hints=self._said(line, "location_hints", "hints")[0],
            address=line.text("address"),
            position=line.position(),
            online_url=line.read("online_link") or "",
            places=line.read("places") or None,
            attendees=line.read("attendees"),
            organisations=line.read("organizations") or (),
            report=self._said(line, "reports", "report")[0],
            withdrawn=bool(line.read("withdrawn")),
            author_ids=_names(line.text("author_id")),
            authors=_names(line.text("author")),
            space=line.text("space"),
            space_url=line.read("space_link") or "",
            url=line.read("link") or "",
            proposal_urls=_names(line.text("proposals")),
            reference=line.text("reference"),
        )

    def _organisation(self, line: Line, _entity: str) -> Organisation | None:
        name, _ = self._said(line, "names", "name")
        if not name or line.read("deleted"):
            return None
        return Organisation(
            source_id=line.text("source_id"),
            name=" ".join(name.split()),
            nickname=line.text("nickname"),
            about=plain_text(line.text("about")),
            url=line.read("link") or "",
            members=line.read("members"),
            verified="verified" in line.text("badge").casefold(),
        )

    def _said(self, line: Line, series: str, field: str) -> tuple[str, str]:
        """A text and its language: of the first language wanted, else of one a person wrote, else of a machine's."""
        texts = {key: text for key, cell in line.series(series) if (text := plain_text(cell))}
        written = [key for key in texts if not key.startswith("machinetranslations")]
        for key in (*self.languages, *written, *texts):
            if key in texts:
                return texts[key], key.removeprefix("machinetranslations")
        return plain_text(line.cell(field)), ""


def read_decidim(
    source: Path | str | bytes, languages: Sequence[str] = ("ja", "en"), limits: Limits | None = None
) -> Decidim:
    """Read the archive whole. Raises Unreadable, and nothing else: not_a_zip, unzips_too_large, encrypted, no_decidim,
    columns_missing, and what `reading.read` raises of a part."""
    limits = limits or Limits()
    tables: dict[str, list[tuple[str, Table]]] = {}
    left: list[str] = []
    with open_source(source, limits) as file:
        try:
            for name, part in parts(file, limits):
                hit = PART.fullmatch(name)
                entity = hit["entity"].casefold() if hit else ""
                kind = "decidim_comments" if entity.endswith("comments") else ENTITIES.get(entity, "")
                table = _table(part, name, kind, limits) if kind else None
                if table is not None:
                    tables.setdefault(kind, []).append((entity, table))
                elif not kind:
                    left.append(name)
        except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError) as fault:
            raise Unreadable("not_a_zip") from fault
    if not tables:
        raise Unreadable("no_decidim")
    found = {entity for group in tables.values() for entity, _table in group}
    absent = [one for one in EXPECTED if not any(entity == one or entity.endswith(f"_{one}") for entity in found)]
    notes = [Reason("parts_absent", {"names": ", ".join(absent)})] if absent else []
    notes += [Reason("parts_left", {"names": ", ".join(sorted(left)[:20])})] if left else []
    return Decidim({kind: tuple(group) for kind, group in tables.items()}, tuple(notes), tuple(languages))


def _table(part: IO[bytes], name: str, kind: str, limits: Limits) -> Table | None:
    """One part; None for one of a kind that nobody used, which Decidim writes without even its columns."""
    if not part.read(64).strip():
        return None
    aliases = [aliases_for(kind)]
    table = read(part, name, aliases, delimiters=";,\t", limits=limits)
    matched(table, aliases)
    return table


def moment(cell: str) -> Value[dt.datetime]:
    """A moment as Decidim writes it, with its time zone; UTC where none is written. Doubt: date_unreadable."""
    written = cell.strip()
    if not written:
        return Value(None, None, cell)
    hit = MOMENT.fullmatch(written)
    try:
        zone = {"": "+00:00", "Z": "+00:00", "UTC": "+00:00"}.get(hit[3] or "", hit[3] or "") if hit else ""
        return Value(dt.datetime.fromisoformat(f"{hit[1]}T{hit[2]}{zone}"), None, cell) if hit else _no_moment(cell)
    except ValueError:
        return _no_moment(cell)


def _no_moment(cell: str) -> Value[dt.datetime]:
    return Value(None, "date_unreadable", cell)


def _names(cell: str) -> tuple[str, ...]:
    """What Decidim joins with a comma and a blank."""
    return tuple(piece.strip() for piece in cell.split(", ") if piece.strip())
