"""The verbs of the directory."""

from yoriai.directory.actions.changes import agree_change, drop_change
from yoriai.directory.actions.entries import (
    add_entry,
    agree_entry,
    change_entry,
    end_entry,
    show_entry,
    take_back_entry,
)
from yoriai.directory.actions.events import add_days, add_event, cancel_days, change_day, change_event, renew_event
from yoriai.directory.actions.exchange import end_past, pause, resume
from yoriai.directory.actions.imports import take_cases, take_events, take_organisations, take_places
from yoriai.directory.actions.introductions import (
    agree_introduction,
    ask_introduction,
    decline_introduction,
    forget_contacts,
    lapse_introductions,
    tell_outcome,
)
from yoriai.directory.actions.looks import (
    ask_owner,
    ask_still_true,
    confirm_entry,
    end_confirmer,
    name_confirmer,
    remark,
    say_still_true,
    withdraw_remark,
)
from yoriai.directory.actions.organisations import add_page
from yoriai.directory.actions.places import put_place
from yoriai.directory.actions.sign_ups import end_sign_ups, give_back, look_at_people, sign_up
from yoriai.directory.actions.suggestions import pass_over, suggest_if_due, suggest_partners
from yoriai.directory.actions.themes import (
    add_figure,
    adopt_theme,
    change_theme,
    decline_theme,
    raise_theme,
    remove_figure,
)

__all__ = [
    "add_days",
    "add_entry",
    "add_event",
    "add_figure",
    "add_page",
    "adopt_theme",
    "agree_change",
    "agree_entry",
    "agree_introduction",
    "ask_introduction",
    "ask_owner",
    "ask_still_true",
    "cancel_days",
    "change_day",
    "change_entry",
    "change_event",
    "change_theme",
    "confirm_entry",
    "decline_introduction",
    "decline_theme",
    "drop_change",
    "end_confirmer",
    "end_entry",
    "end_past",
    "end_sign_ups",
    "forget_contacts",
    "give_back",
    "lapse_introductions",
    "look_at_people",
    "name_confirmer",
    "pass_over",
    "pause",
    "put_place",
    "raise_theme",
    "remark",
    "remove_figure",
    "renew_event",
    "resume",
    "say_still_true",
    "show_entry",
    "sign_up",
    "suggest_if_due",
    "suggest_partners",
    "take_back_entry",
    "take_cases",
    "take_events",
    "take_organisations",
    "take_places",
    "tell_outcome",
    "withdraw_remark",
]
