"""Suggestions as their reader may see them, each with its reason in one sentence (R54)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yoriai.directory.models import Entry, Introduction, Need, Offer, Passed, Pause, Suggestion
from yoriai.directory.queries.exchange import MODELS, OTHER, paused

MOST = 5
MOST_WORDS = 2
A_DAY = dt.timedelta(hours=23)


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion for one side: the partner, why, and in what the two are like and unlike."""

    row: Suggestion
    partner: Offer | Need
    why: str
    marks: tuple[str, ...]


def are_due(now: dt.datetime) -> bool:
    """Whether something has changed since the suggestions were made, or they are a day old."""
    made = Suggestion.objects.aggregate(made=Max("made"))["made"]
    if made is None or now - made > A_DAY:
        return any(model.objects.filter(state=Entry.State.SHOWN).exists() for model in MODELS.values())
    later = Q(since__gt=made) | Q(ended__gt=made)
    return Pause.objects.filter(later).exists() or any(
        model.objects.filter(changed__gt=made).exists() for model in MODELS.values()
    )


def suggestions_for(entries: Iterable[Offer | Need], today: dt.date) -> dict[int, list[Shown]]:
    """For whoever owns these offers and needs, by their ids. Who has their hands full is left out, and nobody sees why."""
    found: defaultdict[int, list[Shown]] = defaultdict(list)
    ids = [entry.pk for entry in entries]
    for side, other in OTHER.items():
        passed = Passed.objects.filter(actor=OuterRef(f"{side}__by"), item=OuterRef(f"{other}_id"))
        rows = open_pairs(today).filter(**{f"{side}__in": ids, "why__for__contains": [side]})
        for row in rows.filter(~Exists(passed), ~Exists(introduced())).order_by("-score", "pk"):
            some = found[getattr(row, f"{side}_id")]
            if len(some) < MOST:
                some.append(shown(row, side))
    return found


def introduced() -> QuerySet[Introduction]:
    """Introductions of the two of a suggestion, however they went; for Exists over suggestions."""
    pair, turned = ("about", "answers"), ("answers", "about")
    wanted = [Q(**{one: OuterRef("offer_id"), two: OuterRef("need_id")}) for one, two in (pair, turned)]
    return Introduction.objects.filter(wanted[0] | wanted[1])


def open_pairs(today: dt.date) -> QuerySet[Suggestion]:
    """Pairs of which both are open to everybody today and neither has their hands full."""
    resting = paused(today).values("actor")
    pairs = Suggestion.objects.select_related("offer__by", "need__by")
    for side in MODELS:
        pairs = pairs.filter(**{f"{side}__state": Entry.State.SHOWN, f"{side}__visibility": "public"})
        pairs = pairs.filter(Q(**{f"{side}__closes": None}) | Q(**{f"{side}__closes__gte": today}))
        pairs = pairs.exclude(**{f"{side}__by__in": resting})
    return pairs


def shown(row: Suggestion, side: str) -> Shown:
    """The suggestion as the owner of its `side` reads it."""
    partner = row.need if side == "offer" else row.offer
    return Shown(row, partner, why(row.why, side), marks(row.why))


def why(parts: dict[str, Any], side: str) -> str:
    """The reason in one sentence, seen from one side."""
    shared = _listed(parts["shared"])
    if parts["reason"] == "meaning":
        facts = {"shared": shared, "ours": _listed(parts[side]), "theirs": _listed(parts[OTHER[side]])}
        if facts["ours"] == facts["theirs"]:
            return _("Both of you speak of %(theirs)s: it is about %(shared)s.") % facts
        return _("You say %(ours)s, they say %(theirs)s: both are about %(shared)s.") % facts
    if parts["reason"] == "theme":
        return _("Both of you work on the theme %(shared)s.") % {"shared": shared}
    return _("Both of you speak of %(shared)s.") % {"shared": _listed(parts[side])}


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
