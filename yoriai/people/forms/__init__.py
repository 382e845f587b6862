"""The forms of people. `HatMixin` is for every app that lets somebody write on behalf of a body."""

from yoriai.people.forms.hat import HatMixin

__all__ = ["HatMixin"]
