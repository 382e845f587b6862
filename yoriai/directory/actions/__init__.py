"""The verbs of the directory."""

from yoriai.directory.actions.entries import (
    add_entry,
    agree_entry,
    change_entry,
    end_entry,
    show_entry,
    take_back_entry,
)
from yoriai.directory.actions.events import add_days, add_event, cancel_days, change_day, change_event, renew_event
from yoriai.directory.actions.imports import take_places
from yoriai.directory.actions.organisations import add_page
from yoriai.directory.actions.places import put_place
from yoriai.directory.actions.sign_ups import end_sign_ups, give_back, look_at_people, sign_up

__all__ = [
    "add_days",
    "add_entry",
    "add_event",
    "add_page",
    "agree_entry",
    "cancel_days",
    "change_day",
    "change_entry",
    "change_event",
    "end_entry",
    "end_sign_ups",
    "give_back",
    "look_at_people",
    "put_place",
    "renew_event",
    "show_entry",
    "sign_up",
    "take_back_entry",
    "take_places",
]
