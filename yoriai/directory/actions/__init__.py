"""The verbs of the register."""

from yoriai.directory.actions.imports import take_places
from yoriai.directory.actions.places import put_place

__all__ = ["put_place", "take_places"]
