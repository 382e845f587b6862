"""The verbs of the directory."""

from yoriai.directory.actions.cases import (
    add_party,
    answer_named,
    ask_named,
    change_party,
    note_answer,
    put_turns,
    remove_party,
)
from yoriai.directory.actions.changes import agree_change, drop_change
from yoriai.directory.actions.entries import (
    add_entry,
    agree_entry,
    change_entry,
    end_entry,
    show_entry,
    take_back_entry,
)
from yoriai.directory.actions.imports import take_places
from yoriai.directory.actions.intake import (
    add_pictures,
    end_papers,
    note_yes,
    put_sender,
    refuse_paper,
    say_yes,
    send_receipt,
    take_in,
    type_in,
    wish,
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

__all__ = [
    "add_entry",
    "add_page",
    "add_party",
    "add_pictures",
    "agree_change",
    "agree_entry",
    "answer_named",
    "ask_named",
    "ask_owner",
    "ask_still_true",
    "change_entry",
    "change_party",
    "confirm_entry",
    "drop_change",
    "end_confirmer",
    "end_entry",
    "end_papers",
    "name_confirmer",
    "note_answer",
    "note_yes",
    "put_place",
    "put_sender",
    "put_turns",
    "refuse_paper",
    "remark",
    "remove_party",
    "say_still_true",
    "say_yes",
    "send_receipt",
    "show_entry",
    "take_back_entry",
    "take_in",
    "take_places",
    "type_in",
    "wish",
    "withdraw_remark",
]
