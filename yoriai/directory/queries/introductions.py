"""Introductions: who may still be asked, what each of the two may read, and how to reach the other once both agree."""

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from yoriai.directory.models import Confirmer, Consent, Entry, Introduction, Organisation, Outcome
from yoriai.directory.queries.exchange import MODELS, OTHER, paused
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Ask

WHAT = "introduction"
TOGETHER = ("agreed", "met", "trial", "partnered")


@dataclass(slots=True)
class Page:
    """What stands on the page of an introduction for this reader. contact: of the other one, once both have agreed."""

    introduction: Introduction
    consented: list[Actor] = field(default_factory=list)
    contact: str = ""
    asker: Actor | None = None
    told: list[Outcome] = field(default_factory=list)

    @property
    def ends(self) -> list[Actor]:
        """The two."""
        return [self.introduction.one, self.introduction.other]


def of_actor(actor: Actor) -> QuerySet[Introduction]:
    """Introductions this actor is one of the two of."""
    return Introduction.objects.filter(Q(one=actor) | Q(other=actor))


def is_full(actor: Actor, now: dt.datetime) -> bool:
    """Whether the actor has been part of as many introductions this month as the city allows."""
    begin = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return of_actor(actor).filter(created__gte=begin).count() >= settings.INTRODUCTIONS_A_MONTH


def may_be_asked(actor: Actor, by: Actor, now: dt.datetime) -> bool:
    """Whether a request may reach the actor now: it does not rest, its month is not full, and it did not decline this one lately.

    Callers tell nobody which of the three it was.
    """
    if paused(timezone.localdate(now)).filter(actor=actor).exists() or is_full(actor, now):
        return False
    lately = Introduction.objects.filter(state="declined", changed__gte=now - dt.timedelta(days=180))
    return not lately.filter(Q(one=by, other=actor) | Q(one=actor, other=by)).exists()


def under_way(one: Actor, other: Actor, about: Entry) -> bool:
    """Whether the two are being introduced about this already."""
    pair = Q(one=one, other=other) | Q(one=other, other=one)
    open_states = ["asked", *TOGETHER]
    return Introduction.objects.filter(pair, Q(about=about.pk) | Q(answers=about.pk), state__in=open_states).exists()


def past_their_date(today: dt.date) -> QuerySet[Introduction]:
    """Those nobody answered in time."""
    waiting = Ask.objects.filter(what=WHAT, state=Ask.State.ASKED, due__gte=today).values("item")
    return Introduction.objects.filter(state="asked").exclude(pk__in=waiting).order_by("pk")


def with_contacts_to_forget(now: dt.datetime) -> QuerySet[Consent]:
    """Contact data that serves nobody any more: it has ended, somebody has left, or a year has passed."""
    over = ~Q(introduction__state__in=["asked", *TOGETHER]) | Q(actor__left__isnull=False) | Q(by__left__isnull=False)
    return Consent.objects.exclude(contact="").filter(over | Q(at__lt=now - dt.timedelta(days=366)))


def page_of(introduction: Introduction, who: Who) -> Page:
    """For one of the two or the connector. The connector reads no contact data: the two find each other."""
    consents = list(Consent.objects.filter(introduction=introduction).select_related("actor"))
    page = Page(introduction, [consent.actor for consent in consents])
    page.asker = asker_of(introduction)
    page.told = list(Outcome.objects.filter(introduction=introduction).select_related("by").order_by("at"))
    mine = {introduction.one_id, introduction.other_id} & who.hats
    if introduction.state in TOGETHER and len(mine) == 1:
        page.contact = next((consent.contact for consent in consents if consent.actor_id not in mine), "")
    return page


def asker_of(introduction: Introduction) -> Actor | None:
    """Who asked for it: one of the two, or the connector."""
    first = Ask.objects.filter(what=WHAT, item=introduction.pk).select_related("asker").order_by("pk").first()
    return first.asker if first is not None else None


def end_of(introduction: Introduction, who: Who) -> Actor | None:
    """Which of the two this person speaks for."""
    ends = [introduction.one, introduction.other]
    return next((end for end in ends if end.pk == who.actor.pk), None) or next(
        (end for end in ends if who.wears(end.pk)), None
    )


def part_of(introduction: Introduction, who: Who) -> Who:
    """The person in the hat that has a part in it: one of the two, or the connector."""
    end = end_of(introduction, who) or introduction.connector
    return who.wearing(end) if who.wears(end.pk) else who


def is_asked(introduction: Introduction, actor: Actor) -> bool:
    """Whether the answer of this one of the two is still waited for."""
    return Ask.objects.filter(what=WHAT, item=introduction.pk, asked=actor, state=Ask.State.ASKED).exists()


def answers_of(about: Entry, who: Who) -> QuerySet[Entry]:
    """One's own open needs for an offer, and offers for a need; nothing for other kinds."""
    model = MODELS.get(OTHER.get(about.kind, ""))
    rows: QuerySet[Entry] = (model or MODELS["offer"]).objects.filter(by__in=who.hats, state=Entry.State.SHOWN)
    return rows.order_by("-pk") if model else rows.none()


def connectors() -> QuerySet[Actor]:
    """The sections and centres that may bring two together."""
    return Actor.objects.filter(confirms__ended=None, confirms__isnull=False, left=None).order_by("pk")


def connecting_hat(who: Who | None) -> Who | None:
    """The person in the hat of a connector, where they have one."""
    if who is None or not who.signed_in:
        return None
    body = Actor.objects.filter(pk__in=Confirmer.objects.filter(actor__in=who.hats, ended=None).values("actor")).first()
    return who.wearing(body) if body is not None else None


def own_entry(introduction: Introduction, actor: Actor) -> Entry | None:
    """The offer or need of this one of the two that it is about."""
    ids = [introduction.about_id, introduction.answers_id]
    found = (model.objects.filter(pk__in=ids, by=actor).first() for model in MODELS.values())
    return next((entry for entry in found if entry is not None), None)


def usual_contact(actor: Actor, entry: Entry | None = None) -> str:
    """What the actor has written elsewhere about how to reach them, to begin with; the owner's eyes only."""
    if entry is not None and entry.by_id == actor.pk and entry.contact:
        return entry.contact
    page = Organisation.objects.filter(actor=actor).first()
    return "\n".join(part for part in (page.contact, page.phone, page.mail) if part) if page else ""
