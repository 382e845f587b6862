"""Writing the reading dictionary: from a city's list of names, and word by word by the office."""

import unicodedata

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from yoriai.engines.japanese.entries import NotAnEntry, entry, key
from yoriai.engines.japanese.readings import Reader
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.taking import Line, lines, matched
from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.models import Area
from yoriai.kernel.city.policy import can_run_city
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.readings.models import Reading, Synonym
from yoriai.kernel.readings.queries import KEY, city_reader
from yoriai.kernel.records.actions import record
from yoriai.kernel.search.actions import ask_rebuild

WHY_NOT = {
    "no name": gettext_noop("There is no word that could be read."),
    "no reading": gettext_noop("The reading is blank."),
    "too long": gettext_noop("The word or its reading is too long."),
    "not kana": gettext_noop("The reading holds characters that are not kana."),
}
BY_HAND = gettext_noop("The office has corrected this reading by hand; it was kept.")
OTHERWISE = gettext_noop("The same word is read otherwise above (%(reading)s); the first one counts.")


@transaction.atomic
def take_readings(table: Table, *, by: Who) -> Report:
    """Take a list of names and how they are read (columns `name,kana`). What was corrected by hand stays.

    Raises Unreadable where a column is missing.
    """
    require(can_run_city(by))
    aliases, matching = matched(table, [aliases_for("readings")])
    before, report = city_reader(), Report()
    known = {row.key: row for row in Reading.objects.filter(kind=Reading.Kind.PLACE)}
    fresh: list[Reading] = []
    changed: list[Reading] = []
    seen: set[str] = set()
    for line in lines(table, aliases, matching, report):
        row = _row(line)
        if row is None:
            continue
        old = known.setdefault(row.key, row)
        if old is row:
            fresh.append(row)
            line.ends("taken")
        elif old.reading == row.reading:
            line.ends("unchanged")
        elif row.key in seen or old.corrected:
            line.doubt(OTHERWISE if row.key in seen else BY_HAND, reading=old.reading)
            line.ends("unchanged")
        else:
            old.surface, old.reading, old.changed = row.surface, row.reading, timezone.now()
            changed.append(old)
            line.ends("updated")
        seen.add(row.key)
    Reading.objects.bulk_create(fresh, batch_size=1000)
    Reading.objects.bulk_update(changed, ["surface", "reading", "changed"], batch_size=500)
    if fresh or changed:
        _read_anew(Area.objects.all(), before)
        record("readings.imported", by=by, inside=True, taken=report.taken, updated=report.updated)
        ask_rebuild([row.surface for row in (*fresh, *changed)])
        _known_to_all()
    return report


def _row(line: Line) -> Reading | None:
    try:
        made = entry(line.cell("name"), line.cell("kana"), Reading.Kind.PLACE)
    except NotAnEntry as no:
        line.skip(WHY_NOT[no.code])
        return None
    return Reading(surface=made.surface, key=key(made.surface), reading=made.reading, kind=Reading.Kind.PLACE)


def _read_anew(areas: "QuerySet[Area]", before: Reader) -> None:
    """Areas are sorted by their reading: what was guessed before is guessed anew, what a list or a person gave stays."""
    now = city_reader()
    stale = []
    for area in areas.defer("outline"):
        reading = now.hiragana(area.name)
        if area.reading != reading and area.reading in ("", before.hiragana(area.name)):
            area.reading = reading[:120]
            stale.append(area)
    Area.objects.bulk_update(stale, ["reading"], batch_size=500)


def _known_to_all() -> None:
    """This process reads anew at once, the others within ten seconds."""
    transaction.on_commit(lambda: cache.delete(KEY))


@transaction.atomic
def put_reading(surface: str, reading: str, kind: str, *, by: Who) -> Reading:
    """Say by hand how a word is read; said again, the later counts. Raises NotPossible for what is no reading."""
    require(can_run_city(by))
    if kind not in Reading.Kind.values:
        raise NotPossible(_("Please choose what it is."))
    try:
        made = entry(surface, reading, kind)
    except NotAnEntry as no:
        raise NotPossible(_(WHY_NOT[no.code])) from None
    before = city_reader()
    facts = {"surface": made.surface, "reading": made.reading, "by": by.actor, "corrected": timezone.now()}
    row, _new = Reading.objects.update_or_create(key=key(made.surface), kind=kind, defaults=facts)
    _read_anew(Area.objects.filter(name__contains=row.surface), before)
    ask_rebuild([row.surface])
    record("reading.corrected", by=by, inside=True, surface=row.surface, reading=row.reading, kind=kind)
    _known_to_all()
    return row


@transaction.atomic
def remove_reading(row: Reading, *, by: Who) -> None:
    """The word is read again as the language has it, or as another entry says."""
    require(can_run_city(by))
    before = city_reader()
    record("reading.removed", by=by, inside=True, surface=row.surface, reading=row.reading, kind=row.kind)
    row.delete()
    ask_rebuild([row.surface])
    _read_anew(Area.objects.filter(name__contains=row.surface), before)
    _known_to_all()


@transaction.atomic
def put_synonym(word: str, same: str, *, by: Who) -> Synonym:
    """Take two words for one in every search; twice is once. Raises NotPossible for what is no pair of words."""
    require(can_run_city(by))
    word, same = _one_word(word), _one_word(same)
    if key(word) == key(same):
        raise NotPossible(_("Please write two different words."))
    known = Synonym.objects.filter(word=same, same=word).first()
    row = known or Synonym.objects.get_or_create(word=word, same=same, defaults={"by": by.actor})[0]
    record("synonym.added", by=by, inside=True, word=word, same=same)
    _known_to_all()
    return row


@transaction.atomic
def remove_synonym(row: Synonym, *, by: Who) -> None:
    """The two words are two again."""
    require(can_run_city(by))
    record("synonym.removed", by=by, inside=True, word=row.word, same=row.same)
    row.delete()
    _known_to_all()


def _one_word(text: str) -> str:
    word = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(word) < 2 or " " in word:
        raise NotPossible(_("Please write one word of two signs or more, without a space."))
    return word[:60]
