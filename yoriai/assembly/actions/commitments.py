"""やること: who, what, by when (R19); and the gentle question afterwards what became of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly import policy
from yoriai.assembly.actions.points import TITLE, next_place, written_of
from yoriai.assembly.lifecycle import COMMITMENT
from yoriai.assembly.models import Commitment, FollowUp, Point, Session
from yoriai.kernel.actors.actions import add_guest
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask
from yoriai.kernel.items.actions import add_item, locked, save_item
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Actor, Ask, Link
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.actions import put_contact
from yoriai.people.models import Contact
from yoriai.people.queries import can_be_reached
from yoriai.voices.actions import checked_text, one_line, stir
from yoriai.voices.models import Statement

# Contact data kept for a follow-up ends so long after the date, when the second question has been answered or not.
KEPT_AFTER = dt.timedelta(days=120)
# Who said it is under way, or changed it, is asked again after so long.
ASKED_AGAIN = dt.timedelta(days=90)
VERBS = {
    Commitment.State.UNDER_WAY: "start",
    Commitment.State.DONE: "finish",
    Commitment.State.CHANGED: "change",
    Commitment.State.LET_GO: "let_go",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """How an owner without an account can be asked again; way is one of `Contact.Way`."""

    way: str
    value: str


def _owner(owner: Actor | None, name: str, reach: Reach | None) -> tuple[Actor, bool]:
    """The owner and whether their contact has to be kept. R19: without a way to ask again it stays a できること."""
    if owner is None:
        if not one_line(name):
            raise NotPossible(_("Please write who will do it."))
        owner = add_guest(one_line(name))
    if reach is not None and reach.value.strip():
        if reach.way not in Contact.Way.values:
            raise NotPossible(_("Please choose how they can be reached."))
        return owner, True
    if not can_be_reached(owner):
        raise NotPossible(
            _(
                "Nobody could ask %(name)s how it went. Note a telephone number, a fax or a mail address, "
                "or keep it as something we could do."
            )
            % {"name": owner.shown_name}
        )
    return owner, False


@transaction.atomic
def add_commitment(
    session: Session,
    title: str,
    *,
    by: Who,
    due: dt.date,
    owner: Actor | None = None,
    name: str = "",
    reach: Reach | None = None,
    with_whom: str = "",
    points: Iterable[Point] = (),
    cards: Iterable[Statement] = (),
) -> Commitment:
    """Somebody will do it by a date: an account, an organisation, or a name with contact data kept for this alone.

    Raises NotPossible where the owner cannot be asked again: then it stays a できること.
    """
    session = locked(session)
    require(policy.can_sum_up(by, session))
    title = checked_text(title, TITLE)
    owner, kept = _owner(owner, name, reach)
    if not dt.date(2000, 1, 1) <= due <= timezone.localdate() + dt.timedelta(days=3 * 366):
        raise NotPossible(_("Please choose a date within the next three years."))
    team = by.wearing(session.assembly.team)
    commitment = Commitment(
        session=session,
        title=title,
        by=owner,
        due=due,
        when=timezone.make_aware(dt.datetime.combine(due, dt.time(12))),
        with_whom=one_line(with_whom)[:120],
        state=Commitment.State.PROMISED,
        visibility=session.visibility,
        place_in_list=next_place(session),
    )
    add_item(commitment, themes=session.themes.all(), areas=session.areas.all())
    if kept and reach is not None:
        ends = max(due, timezone.localdate()) + KEPT_AFTER
        put_contact(owner, reach.way, reach.value, purpose="follow_up", ends=ends, item=commitment, by=team)
    _tie(commitment, points, cards, team)
    record("commitment.made", by=team, item=commitment, session=session.pk)
    stir(session)
    return commitment


def _tie(commitment: Commitment, points: Iterable[Point], cards: Iterable[Statement], team: Who) -> None:
    for point in points:
        if point.session_id != commitment.session_id:
            raise NotPossible(_("This belongs to another session."))
        link(point, commitment, Link.Kind.BECAME, by=team.actor)
    for card in written_of(commitment.session_id, cards):
        link(card, commitment, Link.Kind.BECAME, by=team.actor)


@transaction.atomic
def follow_up(commitment: Commitment, state: str, words: str = "", *, by: Who, by_phone: bool = False) -> FollowUp:
    """その後: done, under way, changed, let go; nobody is blamed. by_phone: the owner said it, `by` typed it."""
    commitment = locked(commitment)
    require(policy.can_tell(by, commitment))
    if state not in VERBS:
        raise NotPossible(_("Please choose how it stands."))
    commitment.state = COMMITMENT.after(commitment.state, VERBS[Commitment.State(state)])
    save_item(commitment, "state")
    teller = commitment.by if by_phone else by.actor
    told = FollowUp.objects.create(
        commitment=commitment,
        state=state,
        words=one_line(words)[:400],
        by=teller,
        typed_by=by.person if by_phone else None,
    )
    Ask.objects.filter(what="follow_up", item_id=commitment.pk, state=Ask.State.ASKED).update(
        state=Ask.State.ANSWERED, answer=told.words, answered=timezone.now()
    )
    if state in (Commitment.State.DONE, Commitment.State.LET_GO):
        Contact.objects.filter(purpose="follow_up", item_id=commitment.pk).delete()
    record("commitment.told", by=by, item=commitment, state=state)
    stir(commitment.session)
    return told


def to_ask(today: dt.date) -> "list[Commitment]":
    """What is past its date and nobody was asked about: never told of since, or told long ago that it goes on."""
    since = timezone.make_aware(dt.datetime.combine(today, dt.time())) - ASKED_AGAIN
    recent = FollowUp.objects.filter(commitment=OuterRef("pk"), at__gte=since)
    after_date = FollowUp.objects.filter(commitment=OuterRef("pk"), at__date__gte=F("commitment__due"))
    asked = Ask.objects.filter(Q(state=Ask.State.ASKED) | Q(created__gte=since), item=OuterRef("pk"), what="follow_up")
    going_on = (Commitment.State.PROMISED, Commitment.State.UNDER_WAY, Commitment.State.CHANGED)
    waiting = Commitment.objects.filter(due__lt=today, state__in=going_on)
    waiting = waiting.filter(~Exists(asked), ~Exists(recent) | ~Exists(after_date))
    return list(waiting.select_related("by", "session__assembly__team").order_by("due", "pk"))


@transaction.atomic
def ask_what_became(today: dt.date) -> int:
    """Ask the owners of what is past its date, in the name of the team. Returns how many. May run twice."""
    count = 0
    for commitment in to_ask(today):
        team = Who.alone(commitment.session.assembly.team, signed_in=False)
        ask("follow_up", commitment, commitment.by, by=team, due=today + dt.timedelta(days=14))
        count += 1
    return count
