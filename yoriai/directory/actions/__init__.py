"""The verbs of the directory."""

from yoriai.directory.actions.entries import (
    add_entry,
    agree_entry,
    change_entry,
    end_entry,
    show_entry,
    take_back_entry,
)
from yoriai.directory.actions.imports import take_cases, take_decidim, take_events, take_organisations, take_places
from yoriai.directory.actions.organisations import add_page
from yoriai.directory.actions.places import put_place

__all__ = [
    "add_entry",
    "add_page",
    "agree_entry",
    "change_entry",
    "end_entry",
    "put_place",
    "show_entry",
    "take_back_entry",
    "take_cases",
    "take_decidim",
    "take_events",
    "take_organisations",
    "take_places",
]
