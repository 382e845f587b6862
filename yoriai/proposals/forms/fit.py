"""Five questions about an idea. They are asked by GET: nothing is kept, and the answer has an address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.queries.fit import CITY, FOR, HOW, WHOM
from yoriai.ui.forms import Form


class FitForm(Form):
    """Who, for whom, what of the city, for how long, how much."""

    who = forms.ChoiceField(label=_("Who wants to do it?"), choices=WHOM.items(), widget=forms.RadioSelect)
    issue = forms.ChoiceField(label=_("Whom does it help?"), choices=FOR.items(), widget=forms.RadioSelect)
    city = forms.ChoiceField(label=_("What do you want of the city?"), choices=CITY.items(), widget=forms.RadioSelect)
    how = forms.ChoiceField(label=_("What would you do?"), choices=HOW.items(), widget=forms.RadioSelect)
    yen = forms.IntegerField(
        label=_("How much money of the city would it take, roughly, in yen?"),
        min_value=0,
        max_value=10**9,
        required=False,
        help_text=_("Leave it empty if you do not know yet."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
