"""Rows of real files become entries: the same file twice changes nothing, a changed one changes what differs."""

from yoriai.directory.actions.imports.bookmark import Bookmark, whole
from yoriai.directory.actions.imports.cases import take_cases
from yoriai.directory.actions.imports.decidim import take_decidim
from yoriai.directory.actions.imports.events import take_events
from yoriai.directory.actions.imports.organisations import take_organisations
from yoriai.directory.actions.imports.places import take_places
from yoriai.directory.actions.imports.register import take_register

__all__ = [
    "Bookmark",
    "take_cases",
    "take_decidim",
    "take_events",
    "take_organisations",
    "take_places",
    "take_register",
    "whole",
]
