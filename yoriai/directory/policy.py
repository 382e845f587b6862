"""Who may do what in the directory. An owner edits their own entry; the city and the centres confirm, ask and remark (R11)."""

from yoriai.directory.lifecycle import ENTRY
from yoriai.directory.models import Confirmer, Entry
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.people.policy import can_speak_for, is_office
from yoriai.people.queries import bodies_to_open


def can_edit_places(who: Who | None) -> bool:
    """The office, with its second factor."""
    return is_office(who)


def can_add_entry(who: Who | None) -> bool:
    """Anybody with an account, for themselves or for a body they represent (R13)."""
    return who is not None and who.signed_in and _holds(who, who.actor)


def can_add_page(who: Who | None, body: Actor) -> bool:
    """Whoever speaks for the body makes its page."""
    return not body.is_human and can_speak_for(who, body)


def can_edit(who: Who | None, entry: Entry) -> bool:
    """Whoever speaks for its owner. Nobody else, the office neither."""
    return who is not None and who.signed_in and _holds(who, entry.by)


def can_give_page(who: Who | None, entry: Entry) -> bool:
    """The office, where nobody speaks for the body whose page it is: it came from a list."""
    return is_office(who) and entry.kind == "organisation" and bodies_to_open().filter(pk=entry.by_id).exists()


def can_show(who: Who | None, entry: Entry) -> bool:
    """Its owner, while it is not shown yet or no longer."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "show")


def can_agree(who: Who | None, entry: Entry, asker_id: int | None) -> bool:
    """Another person of the same body than the one who wants it shown."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "agree") and who is not None and who.person.pk != asker_id


def can_take_back(who: Who | None, entry: Entry) -> bool:
    """Its owner, while it waits for the second person."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "take_back")


def can_end(who: Who | None, entry: Entry) -> bool:
    """Its owner; what has ended stays where it is and says so (R52)."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "end")


def can_confirm(who: Who | None, entry: Entry) -> bool:
    """The office, or a section or centre it has named, and never for an entry of one's own."""
    if who is None or not who.signed_in or who.wears(entry.by_id) or not entry.is_shown:
        return False
    return is_office(who) or (_is_confirmer(who) and can_speak_for(who, who.actor))


def can_remark(who: Who | None, entry: Entry) -> bool:
    """The same ones."""
    return can_confirm(who, entry)


def _holds(who: Who, owner: Actor) -> bool:
    return who.person.pk == owner.pk if owner.is_human else can_speak_for(who, owner)


def _is_confirmer(who: Who) -> bool:
    return Confirmer.objects.filter(actor=who.actor, ended=None).exists()
