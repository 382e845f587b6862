"""Everything people does that writes."""

from yoriai.people.actions.accounts import (
    change_profile,
    confirm_mail,
    end_sessions,
    end_unconfirmed,
    keep_what_i_wrote,
    leave,
    print_codes,
    sign_up,
)
from yoriai.people.actions.contacts import end_contacts, look_at_contact, look_at_contacts, put_contact
from yoriai.people.actions.drafts import drop_draft, end_drafts, keep_draft
from yoriai.people.actions.follows import follow, follow_by_mail, unfollow
from yoriai.people.actions.outbox import end_letters, send_letter, stop_letters, tell, told_by_hand
from yoriai.people.actions.seats import (
    accept,
    change_body,
    end,
    found,
    give_back,
    hand_over,
    invite,
    remind_of_hand_over,
    reopen,
    send_invitation,
    withdraw,
)

__all__ = [
    "accept",
    "change_body",
    "change_profile",
    "confirm_mail",
    "drop_draft",
    "end",
    "end_contacts",
    "end_drafts",
    "end_letters",
    "end_sessions",
    "end_unconfirmed",
    "follow",
    "follow_by_mail",
    "found",
    "give_back",
    "hand_over",
    "invite",
    "keep_draft",
    "keep_what_i_wrote",
    "leave",
    "look_at_contact",
    "look_at_contacts",
    "print_codes",
    "put_contact",
    "remind_of_hand_over",
    "reopen",
    "send_invitation",
    "send_letter",
    "sign_up",
    "stop_letters",
    "tell",
    "told_by_hand",
    "unfollow",
    "withdraw",
]
