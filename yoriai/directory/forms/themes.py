"""Raising a theme, deciding about it, and saying what a problem is here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.directory.models import Figure
from yoriai.people.forms import HatMixin
from yoriai.ui.forms import Form, ModelForm


class ThemeIdeaForm(HatMixin, Form):
    """Which theme is missing, and why."""

    title = forms.CharField(
        label=_("The theme"),
        max_length=80,
        help_text=_("As somebody would say it who has the worry: “Nobody to clear the snow”."),
    )
    summary = forms.CharField(
        label=_("What do you see?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class AdoptForm(Form):
    """The name it gets."""

    name = forms.CharField(label=_("Name of the theme"), max_length=80)
    reading = forms.CharField(label=_("Reading"), max_length=120, required=False)
    about = forms.CharField(
        label=_("What the problem is here"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineThemeForm(Form):
    """Why not."""

    answer = forms.CharField(
        label=_("Why not now, and where it can go instead"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class ThemeAboutForm(Form):
    """What the problem is here."""

    about = forms.CharField(
        label=_("What the problem is here"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class FigureForm(ModelForm):
    """A number with its day and its source."""

    class Meta:
        model = Figure
        fields = ("what", "value", "as_of", "source", "website")
        help_texts = {
            "what": _("For example: people over 75 who live alone in the city"),
            "as_of": _("For example: October of Reiwa 7"),
            "source": _("Which survey or list, by whom"),
        }
