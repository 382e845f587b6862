"""まとめ: joining cards, できること, やること, and what became of it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly import actions
from yoriai.assembly.actions.commitments import VERBS, Reach
from yoriai.assembly.forms.session import Day
from yoriai.assembly.models import Commitment, Point, Session
from yoriai.assembly.queries import organisations, table_cards
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible
from yoriai.people.models import Contact, User
from yoriai.ui.forms import Form
from yoriai.voices.models import Statement


class JoinForm(Form):
    """Ticked cards go into a point there is, or into a new one."""

    cards = forms.ModelMultipleChoiceField(
        label=_("Cards"), queryset=Statement.objects.none(), to_field_name="code", required=False
    )
    into = forms.CharField(label=_("Into"), max_length=12)
    sort = forms.ChoiceField(label=_("Sort"), choices=Point.Sort, required=False)
    title = forms.CharField(label=_("In one sentence"), max_length=120, required=False)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["cards"].queryset = table_cards(session, all_of_them=True)  # type: ignore[attr-defined]

    def carry_out(self, by: Who) -> Point:
        """Join them. Raises NotPossible."""
        data = self.cleaned_data
        if data["into"] == "new":
            return actions.add_point(self.session, data["sort"], data["title"], data["cards"], by=by)
        point: Point | None = Point.objects.filter(session=self.session, code=data["into"]).first()
        if point is None:
            raise NotPossible(_("Please choose where the cards go."))
        if not data["cards"]:
            raise NotPossible(_("Please tick at least one card."))
        actions.join_cards(point, data["cards"], by=by)
        return point


class PointForm(Form):
    """Its words."""

    sort = forms.ChoiceField(label=_("Sort"), choices=Point.Sort, widget=forms.RadioSelect)
    title = forms.CharField(label=_("In one sentence"), max_length=120)
    summary = forms.CharField(label=_("A few words more"), max_length=1000, required=False, widget=forms.Textarea)


class SendForm(Form):
    """R16: why it goes to the city."""

    why = forms.CharField(label=_("Why this is for the city"), max_length=400, help_text=_("Everybody will read it."))


class CommitmentForm(Form):
    """やること: who, what, by when."""

    title = forms.CharField(label=_("What"), max_length=120)
    name = forms.CharField(
        label=_("Who"),
        max_length=120,
        help_text=_("The name of an organisation or section that is registered, or of a person."),
    )
    way = forms.ChoiceField(
        label=_("A person: how can we ask how it went?"),
        choices=[("", _("please choose")), *Contact.Way.choices],
        required=False,
    )
    value = forms.CharField(
        label=_("Number or address"),
        max_length=200,
        required=False,
        help_text=_("Kept for this one question only, then deleted. Only the people named for the reception see it."),
    )
    due = forms.DateField(label=_("By when"), widget=Day)
    with_whom = forms.CharField(label=_("Together with"), max_length=120, required=False)
    autofill = {"name": "off"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].initial = timezone.localdate() + dt.timedelta(days=90)
        self.fields["name"].widget.attrs["list"] = "bodies"
        self.bodies = organisations().values_list("name", flat=True)[:500]

    def carry_out(self, session: Session, points: list[Point], by: Who) -> Commitment:
        """Make it. Raises NotPossible where nobody could ask the owner again."""
        data = self.cleaned_data
        owner: Actor | None = organisations().filter(name=data["name"].strip()).first()
        reach = Reach(data["way"], data["value"]) if data["way"] and data["value"].strip() and owner is None else None
        if reach is not None and reach.way == Contact.Way.MAIL:
            account = User.objects.filter(email__iexact=reach.value.strip(), is_active=True).first()
            owner, reach = (account.actor, None) if account else (None, reach)
        facts = {name: data[name] for name in ("due", "with_whom", "name")}
        return actions.add_commitment(session, data["title"], by=by, owner=owner, reach=reach, points=points, **facts)


class FollowUpForm(Form):
    """その後: four answers, each a good one."""

    state = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=[(state, state.label) for state in VERBS],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("In a few words"), max_length=400, required=False)
