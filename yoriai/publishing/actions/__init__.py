"""The verbs of publishing: writing, two keys, showing and taking back."""

from yoriai.publishing.actions.keys import ask_for_keys, missing, pass_keys_on, revise, take_back_key, turn_key
from yoriai.publishing.actions.making import file_of, forget_stale_files
from yoriai.publishing.actions.pictures import add_picture, leave_out_picture, withdraw_picture
from yoriai.publishing.actions.showing import correct, end_channel, keep, publish, withdraw
from yoriai.publishing.actions.writing import (
    Overtaken,
    add_quote,
    draft_result,
    edit_result,
    leave_out_quote,
    withdraw_quote,
)

__all__ = [
    "Overtaken",
    "add_picture",
    "add_quote",
    "ask_for_keys",
    "correct",
    "draft_result",
    "edit_result",
    "end_channel",
    "file_of",
    "forget_stale_files",
    "keep",
    "leave_out_picture",
    "leave_out_quote",
    "missing",
    "pass_keys_on",
    "publish",
    "revise",
    "take_back_key",
    "turn_key",
    "withdraw",
    "withdraw_picture",
    "withdraw_quote",
]
