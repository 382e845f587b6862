"""Who may do what in the directory. An owner edits their own entry; the city and the centres confirm, ask and remark (R11)."""

from yoriai.directory.lifecycle import ENTRY, PAPER
from yoriai.directory.models import Confirmer, Entry, Note, Paper, Party, PendingChange
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor
from yoriai.people.policy import can_speak_for, is_office


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


def can_show(who: Who | None, entry: Entry) -> bool:
    """Its owner, while it is not shown yet or no longer."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "show")


def can_agree(who: Who | None, entry: Entry, asker_id: int | None) -> bool:
    """Another person of the same body than the one who wants it shown."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "agree") and who is not None and who.person.pk != asker_id


def can_agree_to_change(who: Who | None, entry: Entry, waiting: PendingChange | None) -> bool:
    """Another person of the same body than the one whose change waits."""
    return waiting is not None and who is not None and can_edit(who, entry) and who.person.pk != waiting.by_id


def can_take_back(who: Who | None, entry: Entry) -> bool:
    """Its owner, while it waits for the second person."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "take_back")


def can_end(who: Who | None, entry: Entry) -> bool:
    """Its owner; what has ended stays where it is and says so (R52)."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "end")


def can_confirm(who: Who | None, entry: Entry) -> bool:
    """The office, or a section or centre it has named, in that hat; and never an entry of one's own."""
    if who is None or not who.signed_in or who.wears(entry.by_id) or not entry.is_shown:
        return False
    return can_speak_for(who, who.actor) and (_is_the_office(who) or _is_confirmer(who))


def can_remark(who: Who | None, entry: Entry) -> bool:
    """The same ones."""
    return can_confirm(who, entry)


def can_withdraw_remark(who: Who | None, note: Note) -> bool:
    """Whoever made it, or the office."""
    return note.withdrawn is None and (is_office(who) or can_speak_for(who, note.by))


def can_name_confirmers(who: Who | None) -> bool:
    """The office."""
    return is_office(who)


def can_answer_for(who: Who | None, party: Party) -> bool:
    """A body somebody else has named, or a person: itself. Its owner's own name needs no consent."""
    if who is None or not who.signed_in or party.actor is None or party.actor_id == party.item.by_id:
        return False
    return _holds(who, party.actor)


def can_note_answer(who: Who | None) -> bool:
    """The office, for whoever cannot sign in; that nobody can is a fact the action checks."""
    return is_office(who)


def can_take_in(who: Who | None) -> bool:
    """The office: sheets of paper with the names of people."""
    return is_office(who)


def can_type(who: Who | None, paper: Paper) -> bool:
    """The office, until its sender has answered: from then on the entry is theirs alone (R11)."""
    return is_office(who) and PAPER.allows(paper.state, "type")


def can_note_yes(who: Who | None, paper: Paper) -> bool:
    """The office, with who said it and how."""
    return is_office(who) and PAPER.allows(paper.state, "agree")


def _holds(who: Who, owner: Actor) -> bool:
    return who.person.pk == owner.pk if owner.is_human else can_speak_for(who, owner)


def _is_the_office(who: Who) -> bool:
    here = city()
    return here is not None and who.actor.pk == here.office_id and is_office(who)


def _is_confirmer(who: Who) -> bool:
    return Confirmer.objects.filter(actor=who.actor, ended=None).exists()
