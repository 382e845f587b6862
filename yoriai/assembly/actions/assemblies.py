"""Founding a forum, and who calls for it (R26)."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from yoriai.assembly import policy
from yoriai.assembly.models import Assembly, Caller, Session
from yoriai.kernel.actors.actions import add_actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import add_item, touch
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.models import Representation


@transaction.atomic
def found_assembly(
    name: str,
    *,
    by: Who,
    team: Actor | None = None,
    summary: str = "",
    themes: Iterable[Theme] = (),
    areas: Iterable[Area] = (),
) -> Assembly:
    """A new forum with one steering team of citizens and staff (R24).

    team=None: a new one, with the founder on its first seat, on the side of the staff; they invite the citizens.
    """
    require(policy.can_found(by))
    if not name.strip():
        raise NotPossible(_("Please give the forum a name."))
    team = team or _new_team(name.strip(), by)
    if team.kind != Actor.Kind.TEAM:
        raise NotPossible(_("A forum is steered by a team."))
    assembly = add_item(
        Assembly(title=name.strip(), summary=summary.strip(), team=team, by=team), themes=themes, areas=areas
    )
    record("assembly.founded", by=by, item=assembly)
    return assembly


def _new_team(forum: str, by: Who) -> Actor:
    with translation.override(settings.LANGUAGE_CODE):
        team = add_actor(Actor.Kind.TEAM, (_("%(forum)s: steering team") % {"forum": forum})[:120])
    seat = Representation.objects.create(
        person=by.person, body=team, side=Representation.Side.STAFF, invited_by=by.person, accepted=timezone.now()
    )
    record("seat.accepted", by=by, inside=True, seat=seat.pk, body=team.pk)
    return team


@transaction.atomic
def add_caller(thing: Assembly | Session, name: str, *, by: Who, of: str = "", actor: Actor | None = None) -> Caller:
    """Somebody calls for the setting up of a forum, or for one session. Named twice is named once."""
    require(policy.can_steer(by, thing) or policy.can_found(by))
    if not name.strip():
        raise NotPossible(_("Please write the name of who calls."))
    caller, new = Caller.objects.get_or_create(
        item_id=thing.pk, name=name.strip()[:80], defaults={"of": of.strip()[:80], "actor": actor}
    )
    if new:
        touch(thing)
        record("caller.added", by=by, item=thing, name=caller.name)
    return caller


@transaction.atomic
def remove_caller(thing: Assembly | Session, caller: Caller, *, by: Who) -> None:
    """The name was a mistake, or is withdrawn."""
    require(policy.can_steer(by, thing) or policy.can_found(by))
    Caller.objects.filter(pk=caller.pk, item_id=thing.pk).delete()
    touch(thing)
    record("caller.removed", by=by, item=thing)
