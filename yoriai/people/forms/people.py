"""Profiles, organisations, seats, follows, answers."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.models import Actor, Area
from yoriai.people.forms.sign_in import NAME, READING
from yoriai.people.models import Outgoing, Representation, User
from yoriai.people.policy import FOUNDED
from yoriai.ui.forms import Form


def near() -> "QuerySet[Area]":
    """City, wards and districts: enough to say where somebody feels at home, and no list of two thousand towns."""
    return Area.objects.exclude(kind=Area.Kind.TOWN).defer("outline")


class NameForm(Form):
    """What profile and organisation share."""

    autofill = {"name": "off", "reading": "off"}
    name = forms.CharField(label=_("Name to be shown"), max_length=NAME)
    reading = forms.CharField(
        label=_("How it is read"), max_length=READING, required=False, help_text=_("In hiragana.")
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Area"),
        required=False,
        empty_label=_("not said"),
        help_text=_("Where you feel at home."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = near()  # type: ignore[attr-defined]


class ProfileForm(NameForm):
    """Everything but the name is optional."""

    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES)
    mail_rhythm = forms.ChoiceField(
        label=_("Mail"),
        choices=User._meta.get_field("mail_rhythm").choices or [],
        widget=forms.RadioSelect,
        help_text=_("Whatever you choose: all of it stands on your page."),
    )


class OrganisationForm(NameForm):
    """A new organisation."""

    field_order = ("kind", "name", "reading", "area", "role")
    kind = forms.ChoiceField(label=_("What is it?"), choices=[(kind.value, kind.label) for kind in FOUNDED])
    role = forms.CharField(label=_("Your role there"), max_length=40, required=False)

    def __init__(self, *args: Any, with_section: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["area"].help_text = _("Name of the organisation"), ""
        if with_section:
            kinds = [*FOUNDED, Actor.Kind.SECTION]
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]


class ChangeBodyForm(NameForm):
    """Name and area of an organisation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["area"].help_text = _("Name of the organisation"), ""


class LetterForm(Form):
    """To whom a seat is offered: by mail, or by a letter on paper."""

    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        help_text=_("Leave it empty to make a letter on paper instead, to hand over or to post."),
    )


class InviteForm(LetterForm):
    """Somebody new beside those who are there."""

    role = forms.CharField(label=_("Role"), max_length=40, required=False)
    side = forms.ChoiceField(
        label=_("On which side"), choices=[("", "—"), *Representation.Side.choices], required=False
    )

    def __init__(self, *args: Any, body: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body.kind != Actor.Kind.TEAM:
            del self.fields["side"]


class ReopenForm(LetterForm):
    """The office opens a body again."""

    field_order = ("checked", "email", "role")
    checked = forms.CharField(
        label=_("Which document did you look at?"),
        max_length=200,
        help_text=_("For example: minutes of the general meeting with the new head's name."),
    )
    role = forms.CharField(label=_("Role"), max_length=40, required=False)


class WhyForm(Form):
    """A reason that may be left out."""

    why = forms.CharField(label=_("Why?"), max_length=200, required=False)


class SecretForm(Form):
    """The code of a letter, typed."""

    autofill = {"secret": "off"}
    secret = forms.CharField(
        label=_("Code of the letter"), max_length=40, help_text=_("Twelve signs, such as ABCD-EFGH-JKLM.")
    )


class MailForm(Form):
    """Where notices should go."""

    email = forms.EmailField(label=_("Mail address"))


class AnswerForm(Form):
    """An answer in words."""

    text = forms.CharField(label=_("Your answer"), max_length=2000, widget=forms.Textarea)


class DeclineForm(Form):
    """No, with a reason."""

    reason = forms.CharField(label=_("Why not this time?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class PassOnForm(Form):
    """To somebody better placed."""

    to = forms.ModelChoiceField(Actor.objects.none(), label=_("To whom?"))
    reason = forms.CharField(label=_("Why to them?"), max_length=200)

    def __init__(self, *args: Any, to: "QuerySet[Actor]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = to  # type: ignore[attr-defined]


class OutcomeForm(Form):
    """How a telephone call, fax or letter went."""

    outcome = forms.CharField(
        label=_("How did it go?"),
        max_length=Outgoing._meta.get_field("outcome").max_length,
        help_text=_("For example: spoke on the telephone, sent the fax, posted."),
    )
