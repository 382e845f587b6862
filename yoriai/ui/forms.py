"""The base of every form: a summary of what is wrong, each error at its field, 必須/任意 in words, hints for autofill.

The looks are templates (`templates/django/forms/`), so any form rendered as `{{ form }}` has them, allauth's too.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.policy import NotPossible

# What browsers and phones can fill in by themselves, by the field's name. A form adds to it with `autofill`.
AUTOFILL = {
    "name": "name",
    "nickname": "nickname",
    "mail": "email",
    "email": "email",
    "phone": "tel",
    "fax": "fax tel",
    "postcode": "postal-code",
    "address": "street-address",
    "organisation": "organization",
    "url": "url",
    "code": "one-time-code",
    "password": "current-password",
}

CHOOSING = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)


def missing(widget: forms.Widget) -> Any:
    """What to say when a required field was left empty."""
    if isinstance(widget, forms.CheckboxInput):
        return _("Please tick this to go on.")
    if isinstance(widget, CHOOSING):
        return _("Please choose one.")
    if isinstance(widget, forms.FileInput):
        return _("Please choose a file.")
    return _("Please fill this in.")


def small_number(said: str) -> int | None:
    """A number as a button or an address sends it; None for everything else: no figures, or more of them than any number of ours has."""
    return int(said) if said.isdecimal() and len(said) < 10 else None


class Plain:
    """What our Form and ModelForm share."""

    autofill: ClassVar[dict[str, str]] = {}
    # The server's sentences are in the reader's language and stand at the field; the browser's bubbles pass.
    use_required_attribute = False

    fields: dict[str, forms.Field]
    errors: ErrorDict

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            attrs = field.widget.attrs
            if hint := {**AUTOFILL, **self.autofill}.get(name):
                attrs.setdefault("autocomplete", hint)
            if attrs.get("autocomplete") == "one-time-code":
                attrs.setdefault("inputmode", "numeric")
                attrs.setdefault("autocapitalize", "off")
            if attrs.get("rows") == "10":  # Django's own default; the box grows with the text
                attrs["rows"] = "4"
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = missing(field.widget)
            if field.required and not isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
                attrs.setdefault("aria-required", "true")

    def accepts[T](self, act: Callable[[], T]) -> T | None:
        """What the action returned, or None: the form was not valid, or the action's refusal stands in its summary now."""
        if not self.is_valid():  # type: ignore[attr-defined]
            return None
        try:
            return act()
        except NotPossible as no:
            self.add_error(None, str(no))  # type: ignore[attr-defined]
            return None

    def done(self, act: Callable[[], object]) -> bool:
        """Whether the form was sent, was valid, and the action went through."""
        self.accepts(act)
        return self.is_bound and not self.errors  # type: ignore[attr-defined,no-any-return]

    @property
    def went_wrong(self) -> bool:
        """Whether the form was sent and not accepted: the page answers 422 then, so that nothing takes it for done."""
        return bool(self.errors)


class Form(Plain, forms.Form):
    """A form of the platform."""


class ModelForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    """A form over one row. The view hands `cleaned_data` to an action; nobody calls `save()` here."""

    def save(self, commit: bool = True) -> Any:
        """Only actions write."""
        raise TypeError("hand cleaned_data to an action")
