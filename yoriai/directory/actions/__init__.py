"""The verbs of the directory."""

from yoriai.directory.actions.entries import (
    add_entry,
    agree_entry,
    change_entry,
    end_entry,
    show_entry,
    take_back_entry,
)
from yoriai.directory.actions.exchange import end_past, pause, resume
from yoriai.directory.actions.imports import take_places
from yoriai.directory.actions.introductions import (
    agree_introduction,
    ask_introduction,
    decline_introduction,
    forget_contacts,
    lapse_introductions,
    tell_outcome,
)
from yoriai.directory.actions.organisations import add_page
from yoriai.directory.actions.places import put_place
from yoriai.directory.actions.suggestions import pass_over, suggest_if_due, suggest_partners

__all__ = [
    "add_entry",
    "add_page",
    "agree_entry",
    "agree_introduction",
    "ask_introduction",
    "change_entry",
    "decline_introduction",
    "end_entry",
    "end_past",
    "forget_contacts",
    "lapse_introductions",
    "pass_over",
    "pause",
    "put_place",
    "resume",
    "show_entry",
    "suggest_if_due",
    "suggest_partners",
    "take_back_entry",
    "take_places",
    "tell_outcome",
]
