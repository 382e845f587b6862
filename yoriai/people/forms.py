"""The forms of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.ui.forms import Form


class OutcomeForm(Form):
    """How a telephone call, fax or letter went."""

    outcome = forms.CharField(
        label=_("How did it go?"),
        max_length=200,
        help_text=_("For example: spoke on the telephone, sent the fax, posted."),
    )
