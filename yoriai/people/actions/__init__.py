"""Everything people does that writes."""

from yoriai.people.actions.contacts import end_contacts, look_at_contact, look_at_contacts, put_contact
from yoriai.people.actions.outbox import send_letter, stop_letters, tell, told_by_hand
from yoriai.people.actions.seats import remind_of_hand_over

__all__ = [
    "end_contacts",
    "look_at_contact",
    "look_at_contacts",
    "put_contact",
    "remind_of_hand_over",
    "send_letter",
    "stop_letters",
    "tell",
    "told_by_hand",
]
