"""What each step asks for: mostly nothing, sometimes a reason, a date, some words for everybody."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.proposals import policy
from yoriai.proposals.forms.words import TEXT, WithWords
from yoriai.proposals.models import Exit, Proposal, Verdict
from yoriai.proposals.queries.checking import not_in_order

LONG: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 5}), "max_length": 2000}


class StepForm(WithWords):
    """A step that asks for nothing of its own. Made with the proposal and who takes the step."""

    def __init__(self, *args: Any, proposal: Proposal, who: Who | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal, self.who = proposal, who
        self.offer_words(policy.sides(who, proposal))


class SubmitForm(StepForm):
    """The office that typed it from paper says from whom; everybody else hands in their own and is asked nothing."""

    on_paper_from = forms.CharField(
        label=_("On paper, from"),
        max_length=120,
        required=False,
        help_text=_("Who handed in the paper. What lay on the counter in time is in time, whenever it is typed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.who is None or self.who.wears(self.proposal.by_id):
            del self.fields["on_paper_from"]


class ReasonForm(StepForm):
    """Why; read by the parties."""

    reason = forms.CharField(label=_("reason"), help_text=_("The parties read it."), **TEXT)


class FreeReasonForm(StepForm):
    """Why, if one wants to say."""

    reason = forms.CharField(
        label=_("reason"), help_text=_("You need not say why. The public list never does."), required=False, **TEXT
    )


class ReasonAndDateForm(ReasonForm):
    """Why, and a new date."""

    due = forms.DateField(label=_("until"), widget=forms.DateInput(attrs={"type": "date"}))


class CorrectionForm(StepForm):
    """What is missing, until when."""

    reason = forms.CharField(label=_("What is to be put right"), **TEXT)
    due = forms.DateField(
        label=_("until"),
        required=False,
        help_text=_("Left empty: as many days as the scheme gives."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = not_in_order(self.proposal)


class PublicForm(StepForm):
    """Words for everybody."""

    public_text = forms.CharField(label=_("In words everybody reads"), **TEXT)


class CompanionForm(StepForm):
    """Who goes along with the group."""

    companion = forms.ModelChoiceField(
        Actor.objects.none(),
        label=_("Companion"),
        help_text=_("A person of the office or of the support centre. The group sees the name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Actor.objects.filter(confirms__ended__isnull=True, confirms__isnull=False).values("pk")
        office = self.proposal.scheme.by_id
        seated = {"represents__accepted__isnull": False, "represents__ended__isnull": True, "left": None}
        people = Actor.objects.filter(represents__body__in=[office], **seated) | Actor.objects.filter(
            represents__body__in=bodies, **seated
        )
        self.fields["companion"].queryset = people.distinct().order_by("pk")  # type: ignore[attr-defined]
        # Whoever meets the group first is the likeliest to go along with it.
        first = self.proposal.bookings.filter(cancelled=None).order_by("id").first()
        met = first.slot.by_id if first is not None else None
        self.fields["companion"].initial = self.proposal.companion_id or met


class NewCompanionForm(CompanionForm):
    """The same beside the steps: nothing else is said with it."""

    boxes = ()


class SectionsForm(StepForm):
    """The section that leads, others beside it, and what they are asked."""

    lead = forms.ModelChoiceField(
        Actor.objects.filter(kind=Actor.Kind.SECTION, left=None).order_by("pk"),
        label=_("Section that answers for the city"),
    )
    others = forms.ModelMultipleChoiceField(
        Actor.objects.filter(kind=Actor.Kind.SECTION, left=None).order_by("pk"),
        label=_("Other sections concerned"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=_("What they are asked"), required=False, **TEXT)

    @property
    def sections(self) -> list[Actor]:
        """The leading one first."""
        lead = self.cleaned_data["lead"]
        return [lead, *(one for one in self.cleaned_data["others"] if one != lead)]


class WhenForm(StepForm):
    """A day and an hour."""

    day = forms.DateField(label=pgettext_lazy("date", "day"), widget=forms.DateInput(attrs={"type": "date"}))
    clock = forms.TimeField(label=_("time"), widget=forms.TimeInput(attrs={"type": "time"}))

    @property
    def when(self) -> Any:
        """The moment, in the city's time."""
        naive = timezone.datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"])  # type: ignore[attr-defined]
        return timezone.make_aware(naive)


class VerdictForm(StepForm):
    """What the round came to."""

    public_text = forms.CharField(
        label=_("The panel's words, for everybody"),
        required=False,
        help_text=_("Stands on the project's page."),
        **LONG,
    )


class ConditionsForm(VerdictForm):
    """Adopted, if …: the conditions say why."""

    boxes = ("note",)
    conditions = forms.CharField(label=_("Conditions"), **LONG)


class AdviceForm(VerdictForm):
    """Not this time: with a reason and some advice, and another way."""

    boxes = ("note",)
    advice = forms.CharField(label=_("Reason and advice to the group"), help_text=_("The parties read it."), **LONG)
    other_way = forms.CharField(
        label=_("Another way"), required=False, help_text=_("A grant, a forum, somebody else who could help."), **TEXT
    )


class RefusalForm(AdviceForm):
    """The same, with the other way in any case, and whether it can be proposed again (F8)."""

    again = forms.ChoiceField(
        label=Verdict._meta.get_field("again").verbose_name,
        choices=Verdict.Again,
        initial=Verdict.Again.CHANGED,
        widget=forms.RadioSelect,
        help_text=_("It stands in the letter."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other_way"].required = True


class ExitForm(StepForm):
    """次のステップ."""

    sort = forms.ChoiceField(label=_("Which way"), choices=Exit.Sort, widget=forms.RadioSelect)
    public_text = forms.CharField(label=_("In words everybody reads"), **TEXT)
