"""二度押し: a form with a key of its own, so that two clicks are one thing."""

from typing import Any
from uuid import uuid4

from django import forms


class OnceMixin:
    """Before `Form` in the bases. The view hands `once` to the action, which keeps it in the row.

    A draft never keeps it (its name says so): what is brought back and sent is a new thing.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once_token"] = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    @property
    def sent(self) -> dict[str, Any]:
        """Everything that was sent, as the action takes it."""
        kept = dict(self.cleaned_data)
        return kept | {"once": kept.pop("once_token", None)}
