"""What the pages for students, companies and business-minded readers show (R50, R55–R58)."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from yoriai.directory.models import (
    Activity,
    Case,
    Entry,
    Event,
    Introduction,
    Need,
    Offer,
    Organisation,
    Outcome,
    Resource,
    Way,
)
from yoriai.kernel.items.models import Item
from yoriai.kernel.models import Actor

EACH = 6
LEARNING = (Actor.Kind.STUDENTS, Actor.Kind.UNIVERSITY, Actor.Kind.SCHOOL)
GIVING = (Actor.Kind.COMPANY, Actor.Kind.SHOPS)
# 企業の貢献のかたち (R57); the rest of `Way` is how students take part.
FORMS_OF_GIVING = (Way.STAFF, Way.GOODS, Way.ROOM, Way.DONATION, Way.PRO_BONO, Way.PRODUCT, Way.INTERNSHIP, Way.GRANT)
WENT_WELL = (Introduction.State.MET, Introduction.State.TRIAL, Introduction.State.PARTNERED)


def of_way(*ways: str) -> "QuerySet[Item]":
    """Offers and needs of these forms that stand today, the newest first."""
    offers = Offer.objects.public().filter(way__in=ways, state=Entry.State.SHOWN).values("pk")
    needs = Need.objects.public().filter(way__in=ways, state=Entry.State.SHOWN).values("pk")
    return Item.objects.public().filter(Q(pk__in=offers) | Q(pk__in=needs)).order_by("-pk")


def by_kinds(kinds: tuple[str, ...], *of: type[Entry]) -> "QuerySet[Item]":
    """What bodies of these kinds show: activities, events, cases and so on."""
    wanted = [model.KIND for model in of]
    return Item.objects.public().filter(kind__in=wanted, by__kind__in=kinds, state=Entry.State.SHOWN).order_by("-pk")


def calls_for_people() -> "QuerySet[Item]":
    """Needs of people where beginners are welcome: what a student can begin with."""
    calls = Need.objects.public().filter(resource=Resource.PEOPLE, beginners=True, state=Entry.State.SHOWN)
    return Item.objects.public().filter(pk__in=calls.values("pk")).order_by("-pk")


def done_by_students() -> "QuerySet[Item]":
    """What students and schools began themselves (R56)."""
    return by_kinds(LEARNING, Activity, Event, Case)


def pages_of(kinds: tuple[str, ...]) -> "QuerySet[Item]":
    """The pages of bodies of these kinds."""
    return by_kinds(kinds, Organisation)


def forms_of_giving() -> list[tuple[str, str, int, int]]:
    """(form, its label, offers that stand, needs that ask for it), in the order of the list."""
    offers = _counted(Offer.objects.public())
    needs = _counted(Need.objects.public())
    return [(way.value, str(way.label), offers.get(way.value, 0), needs.get(way.value, 0)) for way in FORMS_OF_GIVING]


def _counted(rows: "QuerySet[Offer] | QuerySet[Need]") -> dict[str, int]:
    counted = rows.filter(state=Entry.State.SHOWN).values("way").annotate(number=Count("pk"))
    return dict(counted.values_list("way", "number"))


def looking() -> "QuerySet[Item]":
    """Who is looking for something a company could give: needs of anything but hands."""
    needs = Need.objects.public().filter(state=Entry.State.SHOWN).exclude(resource=Resource.PEOPLE)
    return Item.objects.public().filter(pk__in=needs.values("pk")).order_by("-pk")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a gift, in the receiver's words (R58): about which thing, and who says so."""

    about: Item
    words: str
    by: Actor


def told_of(kinds: tuple[str, ...], *, actor: Actor | None = None, year: int | None = None) -> list[Told]:
    """What the other side said came of it, where a body of these kinds (or this one) was one of the two. Public things only."""
    mine = Q(introduction__one=actor) | Q(introduction__other=actor)
    theirs = Q(introduction__one__kind__in=kinds) | Q(introduction__other__kind__in=kinds)
    rows = Outcome.objects.filter(
        mine if actor else theirs, state__in=WENT_WELL, introduction__about__visibility="public"
    )
    rows = rows.exclude(words="")
    rows = rows.exclude(by=actor) if actor else rows.exclude(by__kind__in=kinds)
    if year is not None:
        rows = rows.filter(at__year=year)
    return [
        Told(row.introduction.about, row.words, row.by)
        for row in rows.select_related("introduction__about", "by").order_by("-at")[: EACH * 4]
        if row.introduction.about is not None
    ]


def businesses() -> "QuerySet[Activity]":
    """Community and social business (R50): activities that say who pays, who works and what is left."""
    said = ~Q(who_pays="") & (~Q(who_works="") | ~Q(whats_left=""))
    return Activity.objects.public().filter(said, state=Entry.State.SHOWN).select_related("by")
