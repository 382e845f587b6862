"""一斉のお知らせ: whom it reaches by which way, who is left out and why, and how it reads for one of them."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yoriai.directory.models import Party
from yoriai.engines.schemes import filled, together
from yoriai.kernel.models import Actor, Item
from yoriai.people.models import Outgoing
from yoriai.people.queries import readers_of_each, way_to
from yoriai.proposals.models import Interest, Mailing, PanelSeat, Proposal, Scheme, ScoreSheet, Talk
from yoriai.proposals.queries.office import narrowed
from yoriai.proposals.queries.panel import OPEN_TO_SCORES
from yoriai.proposals.queries.reviews import round_of
from yoriai.ui.dates import as_given

ROLES: dict[str, str | Promise] = {
    "group": gettext_lazy("The proposing group"),
    "partners": gettext_lazy("Partners who have said yes"),
    "sections": gettext_lazy("Sections that were asked"),
    "companion": gettext_lazy("The companion"),
    "panel": gettext_lazy("Members of the panel whose sheet is still to come"),
}
# As `people.letters` cuts it; a test compares.
LONGEST_SUBJECT = 200
# What can stand between braces in the text, in the words of the office, and what is put there.
OF_PROPOSAL: dict[str, tuple[str | Promise, Callable[[Proposal], str]]] = {
    "事業名": (gettext_lazy("title of the project"), lambda one: one.title),
    "受付番号": (gettext_lazy("its number"), lambda one: str(one.number or _("not yet"))),
    "団体名": (gettext_lazy("name of the group"), lambda one: one.by.shown_name),
    "締切": (gettext_lazy("by when something waits"), lambda one: as_given(one.until) if one.until else str(_("not fixed"))),
    "段階": (gettext_lazy("how it stands"), lambda one: one.state_label),
    "ページ": (gettext_lazy("address of its page"), lambda one: settings.BASE_URL + one.get_absolute_url()),
}  # fmt: skip
OF_READER: dict[str, str | Promise] = {
    "宛名": gettext_lazy("name of whoever reads it"),
    "制度名": gettext_lazy("name of the scheme"),
}
FILLED_IN: dict[str, str | Promise] = {**{name: words for name, (words, _value) in OF_PROPOSAL.items()}, **OF_READER}
WAYS: dict[str, str | Promise] = {
    Outgoing.Way.MAIL: pgettext_lazy("mailing", "By mail"),
    Outgoing.Way.BY_HAND: pgettext_lazy("mailing", "On the list for telephone, fax and post"),
    Outgoing.Way.PAGE: pgettext_lazy("mailing", "Only on their own page"),
}


@dataclass(slots=True)
class Receiver:
    """Somebody who gets it once, whatever they are in it for: as what, about which proposals, by which way (`Outgoing.Way`)."""

    actor: Actor
    roles: list[str] = field(default_factory=list)
    proposals: dict[int, Proposal] = field(default_factory=dict)
    way: str = ""

    @property
    def item(self) -> Item | None:
        """What the notice leads to."""
        return leads_to(self.actor, list(self.proposals.values()))

    @property
    def roles_in_words(self) -> str:
        """As what they get it."""
        return "、".join(str(ROLES[role]) for role in self.roles)


@dataclass(frozen=True, slots=True)
class Reached:
    """The exact list, and who is left out: why, and their names."""

    receivers: list[Receiver]
    left_out: list[tuple[str, list[str]]]

    def by(self, way: str) -> list[Receiver]:
        """Those it reaches this way."""
        return [one for one in self.receivers if one.way == way]

    @property
    def ways(self) -> list[tuple[str | Promise, list[Receiver]]]:
        """(the way in words, who), for each way somebody is reached by."""
        return [(words, found) for way, words in WAYS.items() if (found := self.by(way))]

    def digest(self, subject: str, text: str) -> str:
        """Of who gets it about what, and of the letter: another list or other words have another one."""
        said = subject, text, sorted((one.actor.pk, one.way, sorted(one.proposals)) for one in self.receivers)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]

    @property
    def frozen(self) -> list[list[Any]]:
        """As `Mailing.to` keeps it."""
        return [[one.actor.pk, list(one.proposals)] for one in self.receivers]


def leads_to(actor: Actor, proposals: Sequence[Proposal]) -> Proposal | None:
    """Of several proposals the first for which their telephone, fax or address is kept: it may be looked at for that one alone.

    None: the scheme.
    """
    if len(proposals) == 1:
        return proposals[0]
    kept = {contact.item_id for contact in actor.contacts.all()}
    return next((one for one in proposals if one.pk in kept), None)


def meant(scheme: Scheme, *, of: Sequence[str] = (), turn: str = "", state: str = "", type: str = "") -> list[Proposal]:
    """The proposals it is about: those ticked, else those of the filter. One query."""
    rows = (
        Proposal.objects.filter(scheme=scheme, code__in=of)
        if of
        else narrowed(scheme, turn=turn, state=state, type=type)
    )
    found = list(rows.select_related("by", "companion").order_by("number", "pk").defer("search"))
    for proposal in found:
        proposal.scheme = scheme
    return found


class _Gathering:
    """Who is found as what, before it is known who reads for them."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Actor, list[Proposal]]] = []
        self.left_out: dict[str, list[str]] = {}

    def add(self, role: str, actor: Actor, proposals: Iterable[Proposal]) -> None:
        self.found.append((role, actor, list(proposals)))

    def leave(self, why: str, name: str) -> None:
        names = self.left_out.setdefault(why, [])
        if name not in names:
            names.append(name)


def reached(scheme: Scheme, proposals: Sequence[Proposal], roles: Sequence[str]) -> Reached:
    """Who gets it, by which way. A fixed number of queries, whatever there is."""
    all_found = _Gathering()
    for role in ROLES:
        if role in roles:
            FIND[role](scheme, {one.pk: one for one in proposals}, all_found)
    readers = readers_of_each(actor for _role, actor, _about in all_found.found)
    rows: dict[int, Receiver] = {}
    for role, actor, about in all_found.found:
        if not readers[actor.pk]:
            all_found.leave(_("Their account has been closed."), actor.shown_name)
        for reader in readers[actor.pk]:
            row = rows.setdefault(reader.pk, Receiver(reader))
            row.roles += [role] if role not in row.roles else []
            row.proposals |= {one.pk: one for one in about}
    prefetch_related_objects([row.actor for row in rows.values()], "user", "contacts")
    for row in rows.values():
        row.way = way_to(row.actor, row.item or scheme)
    return Reached(list(rows.values()), list(all_found.left_out.items()))


def _groups(_scheme: Scheme, proposals: dict[int, Proposal], into: _Gathering) -> None:
    for one in proposals.values():
        into.add("group", one.by, [one])


def _companions(_scheme: Scheme, proposals: dict[int, Proposal], into: _Gathering) -> None:
    for one in proposals.values():
        if one.companion is not None:
            into.add("companion", one.companion, [one])
        else:
            into.leave(_("Nobody goes along with this proposal."), one.title)


def _partners(_scheme: Scheme, proposals: dict[int, Proposal], into: _Gathering) -> None:
    for row in Party.objects.filter(item__in=proposals).select_related("actor"):
        one = proposals[row.item_id]
        if row.actor is None or row.actor_id == one.by_id:
            continue
        if row.agreed is None:
            into.leave(_("They have not said yes yet."), row.actor.shown_name)
        else:
            into.add("partners", row.actor, [one])


def _sections(_scheme: Scheme, proposals: dict[int, Proposal], into: _Gathering) -> None:
    asked = set()
    for talk in Talk.objects.filter(proposal__in=proposals, ended=None).select_related("section"):
        asked.add(talk.proposal_id)
        into.add("sections", talk.section, [proposals[talk.proposal_id]])
    for pk, one in proposals.items():
        if pk not in asked:
            into.leave(_("No section has been asked about this proposal."), one.title)


def _panel(scheme: Scheme, proposals: dict[int, Proposal], into: _Gathering) -> None:
    open_now = {pk: one for pk, one in proposals.items() if one.state in OPEN_TO_SCORES}
    near = set(Interest.objects.filter(proposal__in=open_now).values_list("seat_id", "proposal_id"))
    sheets = ScoreSheet.objects.filter(proposal__in=open_now, state=ScoreSheet.State.SUBMITTED)
    done = set(sheets.values_list("seat_id", "proposal_id", "round"))
    rounds = {pk: round_of(one).key for pk, one in open_now.items()}
    for seat in PanelSeat.objects.filter(scheme=scheme, ended=None).select_related("actor"):
        judges = [pk for pk in open_now if (seat.pk, pk) not in near]
        waits = [open_now[pk] for pk in judges if (seat.pk, pk, rounds[pk]) not in done]
        if waits:
            into.add("panel", seat.actor, waits)
        else:
            why = _("All their sheets are in.") if judges else _("None of these proposals waits for their sheet.")
            into.leave(why, seat.actor.shown_name)


FIND = {"group": _groups, "partners": _partners, "sections": _sections, "companion": _companions, "panel": _panel}


def worded(text: str, reader: Actor, proposals: Sequence[Proposal], scheme: Scheme) -> str:
    """The text as this reader gets it: what differs between their proposals stands after the name of each."""
    values = {"宛名": reader.shown_name, "制度名": scheme.title}
    for name, (_words, value) in OF_PROPOSAL.items():
        values[name] = together((one.title if name != "事業名" else value(one), value(one)) for one in proposals)
    return filled(text, values)


def subject_line(text: str) -> str:
    """The subject as its letter will carry it: one line, and so long."""
    return " ".join(text.split())[:LONGEST_SUBJECT]


def written(mailing: Mailing) -> list[tuple[Actor, list[Proposal]]]:
    """To whom a mailing goes, about which proposals, as it was frozen. Three queries."""
    wanted = {pk for _to, about in mailing.to for pk in about}
    proposals = {one.pk: one for one in Proposal.objects.filter(pk__in=wanted).select_related("by")}
    actors = Actor.objects.prefetch_related("contacts").in_bulk([to for to, _about in mailing.to])
    return [
        (actors[to], [proposals[pk] for pk in about if pk in proposals]) for to, about in mailing.to if to in actors
    ]


def mailings_of(scheme: Scheme) -> "QuerySet[Mailing]":
    """What was sent to those of a scheme."""
    return Mailing.objects.filter(scheme=scheme).select_related("by")


def what_became(mailings: Sequence[Mailing]) -> dict[int, dict[str, Any]]:
    """Of each: how many mails went and wait, how many lines of the office's list are ticked off and open. One query.

    The outbox forgets after a year; then only the figures of the day on which it was sent are left.
    """
    wanted = Outgoing.objects.filter(
        record__verb="mailing.posted", record__data__mailing__in=[one.pk for one in mailings]
    )
    sent, mail, hand = Q(sent__isnull=False), Q(way=Outgoing.Way.MAIL), Q(way=Outgoing.Way.BY_HAND)
    rows = wanted.order_by().values("record__data__mailing").annotate(
        mails=Count("pk", filter=sent & mail),
        mails_open=Count("pk", filter=~sent & mail),
        calls=Count("pk", filter=sent & hand),
        calls_open=Count("pk", filter=~sent & hand),
    )  # fmt: skip
    return {row["record__data__mailing"]: dict(row) for row in rows}
