"""What the office writes beside the plan: who sits on the panel, which theme a section sets, what is narrowed down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Theme
from yoriai.people.models import User
from yoriai.people.policy import is_office
from yoriai.proposals.forms.schemes import why_field
from yoriai.proposals.models import PanelSeat, Scheme, SchemeTheme
from yoriai.proposals.queries.office import TURNS, Standing
from yoriai.ui.forms import Form, ModelForm

SHEET = ("title", "background", "data", "wanted", "city_can", "city_cannot", "cap", "period", "contact")
SECTIONS = (Actor.Kind.SECTION,)


class SeatForm(Form):
    """A member of the panel, by the mail address of their account."""

    mail = forms.EmailField(
        label=_("Mail address of their account"), help_text=_("It is only used to find them, and shown nowhere.")
    )
    of = forms.CharField(
        label=_("Who they are, for everybody"),
        max_length=120,
        required=False,
        help_text=_("For example: 大学教授（地域福祉）"),
    )
    role = forms.ChoiceField(
        label=_("Role on the panel"),
        choices=PanelSeat.Role.choices,
        initial=PanelSeat.Role.MEMBER,
        widget=forms.RadioSelect,
    )

    def clean_mail(self) -> Actor:
        """The person behind it."""
        account = User.objects.filter(email__iexact=self.cleaned_data["mail"].strip(), is_active=True).first()
        if account is None:
            raise forms.ValidationError(
                _("Nobody has an account with this address. Please ask them to make one first.")
            )
        return account.actor


class SchemeThemeForm(ModelForm):
    """テーマ票 (F0)."""

    section = forms.ModelChoiceField(Actor.objects.none(), label=_("Section that answers for it"))
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label=_("Themes it belongs to"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = SchemeTheme
        fields = SHEET
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("background", "data", "wanted", "city_can", "city_cannot")
        }
        help_texts = {
            "cap": _("0: none is fixed."),
            "contact": _("It stands on the page for everybody: the number of the section."),
        }

    field_order = ["section", "title"]

    def __init__(self, *args: Any, who: Who, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        self.fields["title"].required = True
        self.fields["cap"].required = False
        sections = Actor.objects.filter(kind__in=SECTIONS, left=None).order_by("name")
        if not is_office(who):
            sections = sections.filter(pk__in=who.hats)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["section"]
            self.fields["themes"].initial = list(self.instance.themes.values_list("pk", flat=True))
            if self.instance.is_relied_on:
                self.fields["why"] = why_field()

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes beside section and themes."""
        kept = {name: self.cleaned_data[name] for name in SHEET}
        why = {"why": self.cleaned_data["why"]} if "why" in self.fields else {}
        return kept | {"cap": kept["cap"] or 0} | why

    def _post_clean(self) -> None:
        """The row is the action's to make."""


class NarrowForm(Form):
    """Whose turn, how it stands, which class. By GET."""

    turn = forms.ChoiceField(label=_("Whose turn"), required=False)
    state = forms.ChoiceField(label=_("How it stands"), required=False)
    type = forms.ChoiceField(label=_("Class"), required=False)

    def __init__(self, *args: Any, scheme: Scheme, standing: list[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("all of them"))
        choices = {
            "turn": [everything, *((key, words) for key, (_side, words) in TURNS.items())],
            "state": [everything, *((row.state, f"{row.words}（{row.number}）") for row in standing)],
            "type": [everything, *((kind.key, kind.name) for kind in scheme.the_plan.types)],
        }
        for name, each in choices.items():
            self.fields[name].choices = each  # type: ignore[attr-defined]
            self.fields[name].required = False


class OfTheYearForm(Form):
    """What the office says of a year beside its figures."""

    text = forms.CharField(
        label=_("A word on the year"),
        help_text=_("Everybody reads it beside the figures. Empty: nothing stands there."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
