"""Suggestions as their reader may see them, each with its reason in one sentence (R38, R54)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from yoriai.directory.models import Entry, Introduction, Passed, Pause, Suggestion
from yoriai.directory.queries.board import BESIDE, live
from yoriai.directory.queries.exchange import MODELS, paused
from yoriai.kernel.items.models import Item

# As what a partner may be suggested, in the order of the page, and how many of it.
MOST = {"exchange": 5, "venue": 3, "gathering": 2, "project": 3}
HEADINGS: dict[str, str | Promise] = {
    "exchange": gettext_lazy("Offers and needs that fit"),
    "venue": gettext_lazy("Places that may suit"),
    "gathering": gettext_lazy("Where you could talk about it"),
    "project": gettext_lazy("Who does something like it"),
}
MOST_WORDS = 2
A_DAY = dt.timedelta(hours=23)
AN_HOUR = dt.timedelta(minutes=55)


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion for its reader: the partner, as what, why, and in what the two are like and unlike."""

    row: Suggestion
    partner: Item
    matched: str
    why: str
    marks: tuple[str, ...]

    @property
    def heading(self) -> str:
        """What stands above all that are matched as this one is."""
        return str(HEADINGS[self.matched])

    @property
    def may_be_introduced(self) -> bool:
        """Whether somebody stands behind it who may want to talk; a hall and a gathering are simply open."""
        return self.matched in ("exchange", "project")


def are_due(now: dt.datetime) -> bool:
    """Whether an offer, a need or a rest has changed since they were made, something beside them an hour ago, or a day has passed."""
    made, today = Suggestion.objects.aggregate(made=Max("made"))["made"], timezone.localdate(now)
    if made is None or now - made > A_DAY:
        return any(Item.objects.filter(live(matched, today)).exists() for matched in ("exchange", "project"))
    later = Q(since__gt=made) | Q(ended__gt=made)
    if Pause.objects.filter(later).exists() or any(
        model.objects.filter(changed__gt=made).exists() for model in MODELS.values()
    ):
        return True
    beside = (Item.objects.filter(live(matched, today), changed__gt=made) for matched in BESIDE)
    return now - made > AN_HOUR and any(rows.exists() for rows in beside)


def suggestions_for(entries: Iterable[Entry], today: dt.date) -> dict[int, list[Shown]]:
    """For whoever owns these, by their ids. Who has their hands full is left out, and nobody sees why."""
    found: defaultdict[int, list[Shown]] = defaultdict(list)
    passed = Passed.objects.filter(actor=OuterRef("item__by"), item=OuterRef("partner_id"))
    rows = open_pairs(today).filter(item__in=[entry.pk for entry in entries])
    for row in rows.filter(~Exists(passed), ~Exists(introduced())).order_by("-score", "pk"):
        found[row.item_id].append(shown(row))
    return defaultdict(list, {pk: _a_few(some) for pk, some in found.items()})


def _a_few(some: list[Shown]) -> list[Shown]:
    """Of each sort the best few, sort after sort."""
    had: Counter[str] = Counter()
    kept = []
    for one in some:
        had[one.matched] += 1
        if had[one.matched] <= MOST[one.matched]:
            kept.append(one)
    return sorted(kept, key=lambda one: list(MOST).index(one.matched))


def introduced() -> QuerySet[Introduction]:
    """Introductions about the partner, its reader being one of the two, however they went; for Exists over suggestions."""
    about = Q(about=OuterRef("partner_id")) | Q(answers=OuterRef("partner_id"))
    return Introduction.objects.filter(about, Q(one=OuterRef("item__by")) | Q(other=OuterRef("item__by")))


def open_pairs(today: dt.date) -> QuerySet[Suggestion]:
    """Pairs of which both are open to everybody today and neither has their hands full."""
    resting = paused(today).values("actor")
    pairs = Suggestion.objects.select_related("item__by", "partner__by").defer("item__search", "partner__search")
    for side in ("item__", "partner__"):
        there = Q(pk__in=[])
        for matched in MOST:
            there |= live(matched, today, side)
        pairs = pairs.filter(there).exclude(**{f"{side}by__in": resting})
        for kind in MODELS:
            pairs = pairs.exclude(**{f"{side}as_{kind}__closes__lt": today})
    return pairs


def shown(row: Suggestion) -> Shown:
    """The suggestion as the owner of its item reads it."""
    matched = row.partner.registered.matched
    return Shown(row, row.partner, matched, why(row.why, matched), marks(row.why))


def why(parts: dict[str, Any], matched: str = "exchange") -> str:
    """The reason in one sentence."""
    facts = {name: _listed(parts[name]) for name in ("shared", "ours", "theirs")}
    facts |= {"area": parts["area"], "km": parts["km"]}
    if parts["reason"] == "area":
        return (_("It is in %(area)s, as yours is.") if parts["area"] else _("It is about %(km)s km away.")) % facts
    if parts["reason"] == "theme":
        if matched in ("venue", "gathering"):
            return _("It is about the theme %(shared)s, as yours is.") % facts
        return _("Both of you work on the theme %(shared)s.") % facts
    if matched in ("venue", "gathering"):
        return _("It is about %(theirs)s, and you say %(ours)s.") % facts
    if parts["reason"] == "words":
        return _("Both of you speak of %(shared)s.") % (facts | {"shared": facts["ours"]})
    if facts["ours"] == facts["theirs"]:
        return _("Both of you speak of %(theirs)s: it is about %(shared)s.") % facts
    return _("You say %(ours)s, they say %(theirs)s: both are about %(shared)s.") % facts


def marks(parts: dict[str, Any]) -> tuple[str, ...]:
    """What is like and unlike, in a few words each, so that the mix can be seen."""
    words = {
        ("kind", True): pgettext("partner", "another kind of organisation"),
        ("field", True): pgettext("partner", "another field"),
        ("field", False): pgettext("partner", "the same field"),
        ("ward", True): pgettext("partner", "from another part of the city"),
        ("ward", False): pgettext("partner", "from close by"),
    }
    traits = [(name, True) for name in parts["unlike"]] + [(name, False) for name in parts["like"]]
    return tuple(words[trait] for trait in sorted(traits) if trait in words)


def _listed(words: list[str]) -> str:
    return "".join(_("“%(word)s”") % {"word": word} for word in words[:MOST_WORDS])
