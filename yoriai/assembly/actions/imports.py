"""Taking voices into a session from files: paper cards and free answers typed in elsewhere.

Each row is known by its source key, so the same file twice changes nothing. All or nothing: one transaction a file.
"""

from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from yoriai.assembly import policy
from yoriai.assembly.models import Session
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.sources import Sources
from yoriai.engines.tables.taking import Line, lines, matched
from yoriai.engines.tables.values import choice
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items import codes
from yoriai.kernel.items.actions import add_items, locked, save_item, touch
from yoriai.kernel.models import Actor, Area, ItemArea, ItemTheme, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.voices.actions import one_line, stir
from yoriai.voices.lifecycle import STATEMENT
from yoriai.voices.models import Door, Statement

WHEN = _("Voices can be taken in while the session is open or being summed up.")
OTHER_FILE = _(
    "The numbers of this file belong to other words here already. Was it another questionnaire? "
    "Leave the column of numbers out, then nothing is written over."
)
NO_TEXT = gettext_noop("Nothing is written in this row.")
NO_SUCH_CARD = gettext_noop("No card with the code %(code)s was printed for this session.")
TYPED_ALREADY = gettext_noop("The card %(code)s has been typed in already, in other words.")
CUT = gettext_noop("The text is longer than a card. Its beginning stands on the card, the whole behind it.")
UNREADABLE = gettext_noop("Part of the card could not be read.")
NO_AREA = gettext_noop("The area is not one of this city's: %(name)s.")
NO_THEME = gettext_noop("There is no such theme: %(name)s.")
SORTS = {
    **dict.fromkeys(("見えること", "見えたこと", "みえること", "気づき", "see"), Statement.Sort.SEE),
    **dict.fromkeys(("できること", "こうなるといい", "アイデア", "could"), Statement.Sort.COULD),
    **dict.fromkeys(("やること", "やります", "will"), Statement.Sort.WILL),
}
ENDS = "。！？!?"
ASKED = ("question", "place")  # without what was asked, 「駐車場」 says nothing
FACTS = ("title", "summary", "sort", "table", "said_as", "may_be_quoted")
OWN_COLUMNS = ("理由",)  # what our file of rows with faults adds


@transaction.atomic
def take_voices(session: Session, table: Table, *, by: Who) -> Report:
    """紙からの転記 from a file: every row becomes a card of its writer, a guest; who took it in is kept.

    A row with the code of a printed card fills that card. A text longer than a card is kept whole: its beginning is the
    card, the rest follows behind it. Raises Unreadable where a column is missing.
    """
    session = held_open(session, by)
    aliases, matching = matched(table, [aliases_for("voices")])
    taking, report = _Voices(session, by), Report()
    for line in lines(table, aliases, matching, report):
        taking.take(line)
    taking.overlap.refuse()
    taking.write()
    done("voices.imported", session, by, report)
    return report


def held_open(session: Session, by: Who) -> Session:
    """The session, held, if this person may take voices into it now. Raises NotPossible, NotAllowed."""
    session = locked(session)
    if session.state not in policy.TYPED_IN:
        raise NotPossible(WHEN)
    require(policy.can_take_in(by, session))
    return session


def done(verb: str, session: Session, by: Who, report: Report) -> None:
    """Tell of it once, where anything changed."""
    if report.taken or report.updated:
        touch(session)
        record(verb, by=by, item=session, inside=True, taken=report.taken, updated=report.updated)
        stir(session)


class Overlap:
    """Whether a file brings the numbers of another one: then its rows would write over other people's words."""

    LEAST = 5

    def __init__(self) -> None:
        self.met = self.foreign = 0

    def meet(self, before: str, now: str) -> None:
        """A row whose number is known, with the words that stand there and its own."""
        self.met += 1
        self.foreign += before != now and SequenceMatcher(None, before, now).quick_ratio() < 0.5

    def refuse(self) -> None:
        """Raise NotPossible where most of the words are others. Nothing of the file goes in."""
        if self.foreign >= self.LEAST and self.foreign * 2 > self.met:
            raise NotPossible(OTHER_FILE)


def cut(text: str) -> tuple[str, str]:
    """A text as a card holds it, and the whole of a longer one (else ""): cut behind a sentence, else at the last sign."""
    line = one_line(text)
    most = Statement.MOST_CHARACTERS
    if len(line) <= most:
        return line, ""
    end = max(line.rfind(sign, 0, most - 1) for sign in ENDS) + 1
    whole = "\n".join(filter(None, (one_line(part) for part in text.splitlines())))
    return line[: end if end > most // 2 else most - 1] + "…", whole


class _Voices:
    """The cards of the session that came from files or were printed, and those to be written."""

    def __init__(self, session: Session, by: Who) -> None:
        self.session, self.by, self.now = session, by, timezone.now()
        here = Statement.objects.filter(about_id=session.pk)
        self.known = {card.source_key: card for card in here.filter(source_key__isnull=False)}
        self.printed = {card.code: card for card in here.filter(number__isnull=False)}
        self.keys = Sources("voices", session.code, without=OWN_COLUMNS)
        self.seen: set[str] = set()
        self.new: list[Statement] = []
        self.names: list[str] = []
        self.overlap = Overlap()
        self.ties: list[tuple[Statement, list[int], list[int]]] = []
        self.areas = {area.name: area for area in Area.objects.order_by("-pk").defer("outline")}
        self.themes = {theme.name: theme for theme in Theme.objects.order_by("-pk")}
        self.unknown: set[str] = set()

    def take(self, line: Line) -> None:
        """One row."""
        written = line.read("text")
        if not written or not one_line(written):
            line.skip(NO_TEXT)
            return
        code = codes.clean(line.text("code"))
        key, repeated = self.keys.key(line.row.cells, f"card {code}" if code else line.text("source_id"))
        if repeated or key in self.seen:
            line.skip("id_repeated", id=code or line.text("source_id"))
            return
        self.seen.add(key)
        facts, ties = self._facts(line, written), self._ties(line)
        if code and key not in self.known:
            self._fill(line, code, key, facts)
        elif key in self.known:
            self._change(line, self.known[key], facts)
        else:
            self._add(line, key, facts, ties)

    def _facts(self, line: Line, written: str) -> dict[str, Any]:
        title, whole = cut(written)
        if whole:
            line.doubt(CUT)
        sort = choice(line.text("kind"), SORTS)
        if sort.doubt:
            line.doubt(sort.doubt)
        place = "".join(sign for sign in line.text("table") if sign.isdigit())
        if line.read("unreadable"):
            line.doubt(UNREADABLE)
        asked = [
            f"{line.matching.found[name]}：{line.text(name)}" for name in ASKED if line.has(name) and line.text(name)
        ]
        return {
            "title": title,
            "summary": "\n".join(filter(None, [whole, *asked])),
            "sort": sort.value or "",
            "table": int(place) if place and int(place) < 1000 else None,
            "said_as": line.text("age_band")[:40],
            "may_be_quoted": bool(line.read("consent")),
        }

    def _add(self, line: Line, key: str, facts: dict[str, Any], ties: tuple[list[int], list[int]]) -> None:
        card = Statement(
            about_id=self.session.pk,
            state=Statement.State.WRITTEN,
            visibility=self.session.visibility,
            door=Door.PAPER,
            typed_by=self.by.person,
            typed_at=self.now,
            source_key=key,
            **facts,
        )
        self.new.append(card)
        self.names.append(one_line(line.text("nickname"))[:120])
        self.ties.append((card, *ties))
        line.ends("taken")

    def _fill(self, line: Line, code: str, key: str, facts: dict[str, Any]) -> None:
        """The row is a printed card, typed in elsewhere."""
        card = self.printed.get(code)
        if card is None:
            line.skip(NO_SUCH_CARD, code=code)
        elif card.state == Statement.State.WRITTEN:
            same = card.title == facts["title"]
            line.ends("unchanged") if same else line.skip(TYPED_ALREADY, code=code)
        else:
            card.state = STATEMENT.after(card.state, "write")
            card.by = Actor.objects.create(kind=Actor.Kind.GUEST, name=one_line(line.text("nickname"))[:120])
            card.visibility, card.source_key = self.session.visibility, key
            card.typed_by, card.typed_at = self.by.person, self.now
            for name, value in facts.items():
                setattr(card, name, value)
            save_item(card, "state", "by", "visibility", "source_key", "typed_by", "typed_at", *FACTS)
            line.ends("taken")

    def _change(self, line: Line, card: Statement, facts: dict[str, Any]) -> None:
        """The row came before: what its columns say now counts; what it has no column for stays."""
        self.overlap.meet(card.title, facts["title"])
        columns = {"sort": "kind", "table": "table", "said_as": "age_band", "may_be_quoted": "consent"}
        told = {name: value for name, value in facts.items() if name not in columns or line.has(columns[name])}
        changed = [name for name, value in told.items() if getattr(card, name) != value]
        for name in changed:
            setattr(card, name, told[name])
        if changed:
            save_item(card, *changed)
        line.ends("updated" if changed else "unchanged")

    def _ties(self, line: Line) -> tuple[list[int], list[int]]:
        """Themes and areas the row names. A name nobody knows is told once, not on every row."""
        theme, area = line.text("theme"), line.text("area")
        for name, known, said in ((theme, theme in self.themes, NO_THEME), (area, area in self.areas, NO_AREA)):
            if name and not known and name not in self.unknown:
                self.unknown.add(name)
                line.doubt(said, name=name)
        themes = [self.themes[theme].pk] if theme in self.themes else []
        areas = [int(pk) for pk in self.areas[area].path.split("/") if pk] if area in self.areas else []
        return themes, areas

    def write(self) -> None:
        """Write the new cards: one guest each."""
        actors = Actor.objects.bulk_create([Actor(kind=Actor.Kind.GUEST, name=name) for name in self.names])
        for card, actor in zip(self.new, actors, strict=True):
            card.by = actor
        add_items(self.new)
        ItemTheme.objects.bulk_create(
            [ItemTheme(item_id=card.pk, theme_id=pk) for card, themes, _areas in self.ties for pk in themes]
        )
        ItemArea.objects.bulk_create(
            [ItemArea(item_id=card.pk, area_id=pk) for card, _themes, areas in self.ties for pk in areas]
        )
