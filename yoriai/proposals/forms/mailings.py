"""一斉のお知らせ: which proposals it is about, who of each gets it, what it says."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.engines.schemes import unknown_words
from yoriai.proposals.actions.mailings import no_such_word
from yoriai.proposals.forms.scheme_desk import NarrowForm
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.queries.mailings import FILLED_IN, ROLES


class MailingForm(NarrowForm):
    """The ticked proposals, else those of the filter. `seen`: of the list that was looked at; `key`: of this form, so that it goes once."""

    of = forms.MultipleChoiceField(label=_("Chosen proposals"), required=False, widget=forms.CheckboxSelectMultiple)
    roles = forms.MultipleChoiceField(
        label=_("Who of them gets it"), choices=list(ROLES.items()), widget=forms.CheckboxSelectMultiple
    )
    subject = forms.CharField(label=pgettext_lazy("mailing", "Subject"), max_length=120)
    text = forms.CharField(
        label=pgettext_lazy("mailing", "Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 9})
    )
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    field_order = ["of", "turn", "state", "type", "roles", "subject", "text", "key"]

    def __init__(self, *args: Any, scheme: Scheme, ticked: list[str], **kwargs: Any) -> None:
        super().__init__(*args, scheme=scheme, **kwargs)
        rows = Proposal.objects.filter(scheme=scheme, code__in=ticked).order_by("number", "pk") if ticked else ()
        choices = [(row.code, f"{row.number or '－'}　{row.title}") for row in rows]
        self.fields["of"].choices = choices  # type: ignore[attr-defined]
        self.fields["key"].initial = secrets.token_hex(16)
        for name in ("turn", "state", "type") if choices else ("of",):
            del self.fields[name]
        if choices:
            self.fields["of"].required = True

    def clean_subject(self) -> str:
        """One line, and no word that cannot be filled in."""
        return " ".join(self._checked("subject").split())

    def clean_text(self) -> str:
        """No word that cannot be filled in."""
        return self._checked("text")

    def _checked(self, name: str) -> str:
        said: str = self.cleaned_data[name]
        if wrong := unknown_words(said, FILLED_IN):
            raise forms.ValidationError(no_such_word(wrong[0]))
        return said

    @property
    def chosen(self) -> dict[str, Any]:
        """Which proposals, as the query asks for them."""
        return {
            name: self.cleaned_data[name] for name in ("of", "turn", "state", "type") if self.cleaned_data.get(name)
        }
