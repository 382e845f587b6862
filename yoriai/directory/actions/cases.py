"""Cases: their turning points, their parties, and the consent of whoever is named by somebody else (R42, R66)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yoriai.directory.actions.changes import keep_rows_apart
from yoriai.directory.actions.rows import add_party_row, change_party_row, put_turn_rows, remove_party_row
from yoriai.directory.models import Case, Entry, Party
from yoriai.directory.policy import can_answer_for, can_edit, can_note_answer
from yoriai.directory.queries.cases import can_answer_alone, to_ask
from yoriai.directory.queries.entries import TIME_TO_ANSWER, needs_two
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, close_asks
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.items.models import Audience, Visibility
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record

MOST_PARTIES = 40
MOST_TURNS = 30


@transaction.atomic
def put_turns(case: Case, turns: Iterable[tuple[str, str]], *, by: Who) -> bool:
    """Make these its turning points: (when, what happened), in their order. Returns whether they stand there now, or wait."""
    case, waits = _open_to(case, by)
    rows = list(turns)
    if len(rows) > MOST_TURNS:
        raise NotPossible(_("These are very many turning points. Please keep the ones that made a difference."))
    if rows == list(case.turns.values_list("when", "what")):
        return True
    if waits:
        keep_rows_apart(case, by=by, turns=[list(row) for row in rows])
        return False
    put_turn_rows(case, rows)
    touch(case)
    record("case.changed", by=by, item=case, fields=["turns"])
    return True


@transaction.atomic
def add_party(
    case: Case,
    *,
    by: Who,
    actor: Actor | None = None,
    name: str = "",
    kind: str = "",
    role: str = "",
    brought: str = "",
    shown: str = Party.Shown.NAME,
) -> Party:
    """Somebody who took part: an actor of the platform, or a name or a kind alone. Named by its own consent only.

    Where it waits for a second person, the party returned is not saved yet.
    """
    case, waits = _open_to(case, by)
    if actor is None and not name.strip() and not kind:
        raise NotPossible(_("Please say who it is, or at least of which kind."))
    if actor is not None and case.parties.filter(actor=actor).exists():
        raise NotPossible(_("It stands there already."))
    if case.parties.count() >= MOST_PARTIES:
        raise NotPossible(_("These are very many. Please put some of them together."))
    facts = {
        "actor_id": actor.pk if actor else None, "name": "" if actor else name.strip(), "kind": "" if actor else kind,
        "role": role, "brought": brought, "shown": shown,
    }  # fmt: skip
    if waits:
        keep_rows_apart(case, by=by, parties=[{"deed": "add", **facts}])
        return Party(item_id=case.pk, **facts)
    party = add_party_row(case, facts)
    touch(case)
    record("case.party_added", by=by, item=case, inside=True, party=party.pk)
    return party


@transaction.atomic
def change_party(party: Party, *, by: Who, role: str, brought: str, shown: str) -> Party:
    """Another role: what the party agreed to is not what stands there now, so it is asked again. Its own wish stays."""
    case, waits = _open_to(_case_of(party), by)
    party = Party.objects.select_for_update().get(pk=party.pk)
    if (party.role, party.brought, party.shown) == (role, brought, shown):
        return party
    if (party.role, party.brought) == (role, brought) and party.agreed is not None:
        raise NotPossible(_("It has answered itself; how it stands there is its own to say."))
    if waits:
        deed = {"deed": "change", "party": party.pk, "role": role, "brought": brought, "shown": shown}
        keep_rows_apart(case, by=by, parties=[deed])
        return party
    change_party_row(party, role, brought, shown)
    touch(case)
    record("case.party_changed", by=by, item=case, inside=True, party=party.pk)
    return party


@transaction.atomic
def remove_party(party: Party, *, by: Who) -> None:
    """It no longer stands there; what it was asked is closed."""
    case, waits = _open_to(_case_of(party), by)
    if waits:
        keep_rows_apart(case, by=by, parties=[{"deed": "remove", "party": party.pk}])
        return
    remove_party_row(case, party, by)
    touch(case)
    record("case.party_removed", by=by, item=case, inside=True)


@transaction.atomic
def ask_named(case: Case, *, by: Who) -> int:
    """Ask those who are to be named and have not been asked. From now on they can read the draft. Returns how many."""
    require(can_edit(by, case))
    parties = to_ask(case)
    for party in parties:
        assert party.actor is not None
        ask("named_party", case, party.actor, by=by, text=_question(party), due=timezone.localdate() + TIME_TO_ANSWER)
        if case.visibility == Visibility.AUDIENCE:
            Audience.objects.get_or_create(item_id=case.pk, actor=party.actor)
    return len(parties)


@transaction.atomic
def answer_named(party: Party, *, by: Who, shown: str, reply: str = "") -> Party:
    """The party itself says how it stands there: by name or by kind only, and what it says beside it. It may change its mind."""
    require(can_answer_for(by, party))
    assert party.actor is not None
    party = _answered(party, shown, reply, party.actor)
    waiting = Ask.objects.filter(what="named_party", item_id=party.item_id, asked=party.actor, state=Ask.State.ASKED)
    for open_ask in waiting:
        answer(open_ask, _in_words(party), by=by.wearing(party.actor))  # type: ignore[arg-type]
    record("case.party_answered", by=by, item=party.item, inside=True, party=party.pk)
    return party


@transaction.atomic
def note_answer(party: Party, *, by: Who, shown: str, said: str, reply: str = "") -> Party:
    """For a party that cannot sign in: the office notes what it said, who said it, and when (the record says when)."""
    require(can_note_answer(by))
    if can_answer_alone(party):
        raise NotPossible(_("It can answer itself: somebody with an account acts for it."))
    if not said.strip():
        raise NotPossible(_("Please write who said so, and how."))
    party = _answered(party, shown, reply, by.actor)
    if party.actor_id is not None:
        close_asks("named_party", party.item, by=by, asked=[party.actor_id])
    record("case.party_answered", by=by, item=party.item, inside=True, party=party.pk, said=said.strip())
    return party


def _question(party: Party) -> str:
    if not party.role:
        return _("Your name is to stand in a case. May it be shown?")
    return _("Your name is to stand in a case, as: %(role)s. May it be shown?") % {"role": party.role}


def _answered(party: Party, shown: str, reply: str, by: Actor) -> Party:
    party = Party.objects.select_for_update().get(pk=party.pk)
    party.shown, party.reply, party.agreed, party.agreed_by = shown, reply.strip(), timezone.now(), by
    party.save(update_fields=["shown", "reply", "agreed", "agreed_by"])
    touch(party.item)
    return party


def _in_words(party: Party) -> str:
    named = party.shown == Party.Shown.NAME
    yes = pgettext("answer", "You may show our name.") if named else pgettext("answer", "Please show our kind only.")
    return f"{yes}\n{party.reply}".strip()


def _case_of(party: Party) -> Case:
    case: Case = Case.objects.get(pk=party.item_id)
    return case


def _open_to(case: Case, by: Who) -> tuple[Case, bool]:
    """The case, held, for its owner; and whether what is changed must wait for a second person, because it is read already."""
    require(can_edit(by, case))
    case = locked(case)
    if case.state == Entry.State.WAITING:
        raise NotPossible(_("It waits for a second person. Make it a draft again before you change this part."))
    return case, case.state in (Entry.State.SHOWN, Entry.State.ENDED) and needs_two(case)
