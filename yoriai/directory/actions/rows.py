"""The rows of a case, its turning points and its parties, put as they shall be: at once, or after a second person has looked."""

from typing import Any

from django.db.models import Max

from yoriai.directory.models import Case, Party, Turn
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import close_asks
from yoriai.kernel.items.models import Audience

ROWS = ("turns", "parties")
Facts = dict[str, Any]


def put_case_rows(case: Case, facts: Facts, by: Who) -> list[str]:
    """Takes `turns` and `parties` out of the facts of a change and does them. Returns which of them there were."""
    done = [name for name in ROWS if name in facts]
    if "turns" in facts:
        put_turn_rows(case, [(when, what) for when, what in facts.pop("turns")])
    for deed in facts.pop("parties", []):
        _DEEDS[deed["deed"]](case, deed, by)
    return done


def put_turn_rows(case: Case, turns: list[tuple[str, str]]) -> None:
    """Make these its turning points."""
    case.turns.all().delete()
    Turn.objects.bulk_create(Turn(case=case, when=when, what=what, place=n) for n, (when, what) in enumerate(turns))


def add_party_row(case: Case, facts: Facts) -> Party:
    """One more at the end. facts: actor (its id) or name or kind, role, brought, shown."""
    last = case.parties.aggregate(last=Max("place"))["last"]
    return Party.objects.create(item_id=case.pk, place=0 if last is None else last + 1, **facts)


def change_party_row(party: Party, role: str, brought: str, shown: str) -> None:
    """Another role: what the party agreed to is not what stands there now, so it is asked again."""
    if (party.role, party.brought) != (role, brought):
        party.agreed, party.agreed_by, party.reply = None, None, ""
        party.shown = shown
    elif party.agreed is None:  # how it stands there is its own to say, once it has answered
        party.shown = shown
    party.role, party.brought = role, brought
    party.save(update_fields=["role", "brought", "shown", "agreed", "agreed_by", "reply"])


def remove_party_row(case: Case, party: Party, by: Who) -> None:
    """It no longer stands there; what it was asked is closed."""
    if party.actor_id is not None:
        close_asks("named_party", case, by=by, asked=[party.actor_id])
        Audience.objects.filter(item_id=case.pk, actor=party.actor_id).delete()
    party.delete()


def _add(case: Case, deed: Facts, by: Who) -> None:
    facts = {name: value for name, value in deed.items() if name != "deed"}
    if facts.get("actor_id") is None or not case.parties.filter(actor=facts["actor_id"]).exists():
        add_party_row(case, facts)


def _change(case: Case, deed: Facts, by: Who) -> None:
    party = case.parties.select_for_update().filter(pk=deed["party"]).first()
    if party is not None:  # it may have been taken out meanwhile
        change_party_row(party, deed["role"], deed["brought"], deed["shown"])


def _remove(case: Case, deed: Facts, by: Who) -> None:
    party = case.parties.filter(pk=deed["party"]).first()
    if party is not None:
        remove_party_row(case, party, by)


_DEEDS = {"add": _add, "change": _change, "remove": _remove}
