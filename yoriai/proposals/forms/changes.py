"""A change, an early end, the answers to them, a new partner's; the tables a change would have."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.models import Actor
from yoriai.proposals.actions import OnPaper, Wish
from yoriai.proposals.forms.sheets import BudgetForms, duty_forms
from yoriai.proposals.forms.words import WithWords
from yoriai.proposals.lifecycle import SECTION
from yoriai.proposals.models import BudgetLine, Proposal
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.sheets import duties_of
from yoriai.proposals.queries.work import accounts, settlement
from yoriai.ui.forms import Form, small_number

BOX: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 4}), "max_length": 1000}


def _public() -> forms.CharField:
    return forms.CharField(
        label=_("What everybody may read of it"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands on the project's page once both sides have agreed. The reason is never shown there."),
    )


def _decided() -> forms.DateField:
    return forms.DateField(
        label=_("Day the city decided on it"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: today."),
    )


class NotedForm(WithWords):
    """A wish or an answer of a side: one's own, or one on paper the office notes. notes: (side, whose it is) it may note.

    own: whether whoever writes speaks for a side; city: whether for the city's, whose decision has a day; mine: on which sides they stand.
    """

    boxes: ClassVar[tuple[str, ...]] = ()

    noted_for = forms.ChoiceField(label=_("For whom you note it"), widget=forms.RadioSelect, required=False)
    on_paper_from = forms.CharField(
        label=_("On paper, from"),
        max_length=120,
        required=False,
        help_text=_("Whose signature or seal stands under it, and the day."),
    )

    def __init__(
        self, *args: Any, city: bool, own: bool = True, notes: Sequence[tuple[str, str]] = (),
        mine: frozenset[str] = frozenset(), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.own = own
        if not city and SECTION not in dict(notes):
            self.fields.pop("decided_on", None)
        self.fields["noted_for"].choices = [*([("", _("Our own"))] if own else []), *notes]  # type: ignore[attr-defined]
        for name in ("noted_for", "on_paper_from"):
            self.fields[name].required = not own
        if not notes:
            del self.fields["noted_for"], self.fields["on_paper_from"]
        self.offer_words(mine)

    def clean(self) -> dict[str, Any]:
        """What is noted says for whom, and whose paper it is."""
        kept: dict[str, Any] = super().clean() or {}
        if "noted_for" not in self.fields:
            return kept
        if kept.get("noted_for") and not kept.get("on_paper_from"):
            self.add_error("on_paper_from", _("Please write whose paper it is."))
        return kept

    @property
    def on_paper(self) -> OnPaper | None:
        """For whom the office notes it; None for one's own."""
        side = self.cleaned_data.get("noted_for")
        return OnPaper(side, self.cleaned_data["on_paper_from"]) if side else None

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("noted_for", "on_paper_from")
        return {name: value for name, value in self.cleaned_data.items() if name not in names} | {
            "on_paper": self.on_paper
        }


class ChangeForm(NotedForm):
    """変更申請 (F11)."""

    boxes = ("note",)
    reason = forms.CharField(label=_("reason"), **BOX)
    before = forms.CharField(label=_("as it stands"), required=False, **BOX)
    after = forms.CharField(label=_("as it shall be"), **BOX)
    money = forms.CharField(label=_("what it means for the budget"), required=False, **BOX)
    public_text = _public()
    decided_on = _decided()
    joins_as = forms.CharField(label=_("As what"), max_length=120, required=False)

    def __init__(self, *args: Any, newcomer: Actor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if newcomer is None:
            del self.fields["joins_as"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes, without the new partner's role: that goes with the tables."""
        return {name: value for name, value in super().facts.items() if name != "joins_as"}


class NewcomerForm(Form):
    """A new partner: looked for by its name, then chosen. Part of the form of the change, so that it is kept with it.

    found: whether there is anybody to choose from.
    """

    found = False
    q = forms.CharField(
        label=_("Name of the group, company, school or section"),
        required=False,
        max_length=120,
        widget=forms.SearchInput,
    )
    joins = forms.ModelChoiceField(
        Actor.objects.none(),
        label=_("New partner"),
        required=False,
        blank=True,
        empty_label=_("no new partner"),
        widget=forms.RadioSelect,
    )

    @property
    def words(self) -> str:
        """The name that is looked for, as it stands in the box."""
        return str(self["q"].value() or "").replace("\0", "").strip()[:120]

    @property
    def chosen(self) -> int | None:
        """Who is chosen, as it stands in the box."""
        return small_number(str(self["joins"].value() or ""))

    def offer(self, near: Sequence[int], newcomer: Actor | None) -> None:
        """Whom there is to choose from: these, and who is chosen."""
        wanted = [*near, *([newcomer.pk] if newcomer else [])]
        self.fields["joins"].queryset = Actor.objects.filter(pk__in=wanted)  # type: ignore[attr-defined]
        self.found = bool(wanted)


class StopForm(NotedForm):
    """中止."""

    reason = forms.CharField(label=_("reason"), **BOX)
    paid = forms.IntegerField(
        label=_("What the city has paid so far, yen"),
        min_value=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    back_by = forms.DateField(
        label=_("By when the money goes back to the city"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("How much it is, is reckoned from what was spent, and shown before the other side agrees."),
    )
    money = forms.CharField(
        label=_("How the accounts are settled"),
        help_text=_("What is not said by the figures: to which account, what becomes of the things that were bought."),
        **BOX,
    )
    public_text = _public()
    decided_on = _decided()

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal, money = proposal, accounts(proposal)
        city, bears = money.city, money.city - money.refund
        words = _(
            "By the agreement the city bears %(city)s yen at most; of what is noted as spent so far, %(bears)s yen."
        )
        self.fields["paid"].help_text = words % {"city": f"{city:,}", "bears": f"{bears:,}"}
        self.fields["paid"].max_value, self.fields["paid"].initial = city, city  # type: ignore[attr-defined]
        self.fields["paid"].validators.append(MaxValueValidator(city))
        if not city:
            del self.fields["paid"], self.fields["back_by"]

    def clean(self) -> dict[str, Any]:
        """Where something goes back, a day for it."""
        kept = super().clean()
        paid = kept.get("paid")
        if paid and "back_by" not in self.errors and not kept.get("back_by"):
            back = settlement(self.proposal, paid)["refund"]
            if back:
                words = _("By what was spent %(yen)s yen go back to the city. Please say by when.")
                self.add_error("back_by", words % {"yen": f"{back:,}"})
        return kept


class AnswerForm(NotedForm):
    """The other side's yes, the city's with the day it decided on; or its no. Both may say why."""

    boxes = ("reason", "note")
    decided_on = _decided()


class JoiningForm(Form):
    """The new partner's answer to exactly the text on the page. noted: the office notes it from paper."""

    answer = forms.ChoiceField(
        label=_("Would you join this project?"),
        choices=[("yes", _("Yes, we join and stand by the agreement.")), ("no", _("Not this time."))],
        widget=forms.RadioSelect,
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    on_paper_from = forms.CharField(
        label=_("On paper, from"), max_length=120, help_text=_("Whose signature or seal stands under it, and the day.")
    )

    def __init__(self, data: Any = None, *, digest: str, noted: bool) -> None:
        super().__init__(data, initial={"digest": digest})
        if not noted:
            del self.fields["on_paper_from"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        kept = self.cleaned_data
        paper = kept.get("on_paper_from", "")
        return {"yes": kept["answer"] == "yes", "text_digest": kept["digest"], "on_paper_from": paper}


class PartForm(JoiningForm):
    """The answer of a partner whose part the change touches."""

    answer = forms.ChoiceField(
        label=_("Do you agree to this change?"),
        choices=[("yes", _("We agree")), ("no", _("We do not agree"))],
        widget=forms.RadioSelect,
    )


class ChangedTables:
    """The budget and the roles as they stand, to be changed: a table that was not sent, or not touched, is none."""

    def __init__(self, proposal: Proposal, newcomer: Actor | None, data: Any = None) -> None:
        plan = proposal.scheme.the_plan
        lines = list(BudgetLine.objects.filter(proposal=proposal)) if any(form.budget for form in plan.forms) else []
        rows = duties_of(proposal) if any(form.roles for form in plan.forms) else []
        sent = data if data is not None and "spending-TOTAL_FORMS" in data else None
        self.newcomer, self.bound, self.typed = newcomer, sent is not None, set[str]()
        self.actors = [*signers(proposal), *([newcomer] if newcomer else [])]
        self.budget = BudgetForms(lines, sent) if lines else None
        self.duties = duty_forms(rows, self.actors, sent if sent and "duty-TOTAL_FORMS" in sent else None)

    def resume(self, again: Callable[[Any], Any]) -> None:
        """Every line as it was typed before; a table in which something was stands open."""
        for name, lines in (("budget", self.budget.forms if self.budget else []), ("duties", self.duties.forms)):
            for line in lines:
                stood = {key: line.get_initial_for_field(field, key) for key, field in line.fields.items()}
                now = again(line).initial
                if any(field.has_changed(stood[key], now.get(key, stood[key])) for key, field in line.fields.items()):
                    self.typed.add(name)

    def is_valid(self) -> bool:
        """Whether every line is; nothing sent is right."""
        budget = not self.bound or self.budget is None or self.budget.is_valid()
        return bool(budget and (not self.duties.is_bound or self.duties.is_valid()))

    def wish(self, joins_as: str) -> Wish:
        """What the action takes."""
        rows = None
        if self.duties.is_bound:
            made = [form.row for form in self.duties.forms if form.has_changed() or form.initial]
            rows = [row for row in made if row]
        lines = self.budget.lines if self.budget is not None and self.bound else None
        return Wish(lines, rows, self.newcomer, joins_as)
