"""At work: a line of the log, money spent, what we are short of, another project; looking back; the talk over it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.directory.models import Need
from yoriai.kernel.models import Actor
from yoriai.proposals.forms.once import OnceMixin
from yoriai.proposals.models import BudgetLine, Expense, LogEntry, LookBack, Proposal, Review
from yoriai.proposals.queries.work import LOOKED_AT, TIES
from yoriai.ui.forms import Form, ModelForm
from yoriai.ui.photos import PhotoField


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LogForm(OnceMixin, ModelForm):
    """What was done, on which day, with how many people, with a photo."""

    picture = PhotoField(
        label=_("Photo"),
        required=False,
        help_text=_("20 MB at most. Where it was taken is removed. Only those who take part see it."),
    )
    shown = forms.BooleanField(
        label=_("Everybody recognisable in the photo has agreed that it is shown"),
        required=False,
        help_text=_(
            "Only with this tick the photo stands on the project's public page. You can take it back at any time."
        ),
    )
    field_order = ("on", "text", "people", "picture", "shown")

    class Meta:
        model = LogEntry
        fields = ("on", "text", "people")
        widgets = {"on": _day(), "text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": _("A sentence or two. Everybody reads it on the project's page.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate()}, auto_id="log_%s", **kwargs)


class LineField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A line of the budget, by its name."""

    def label_from_instance(self, obj: BudgetLine) -> str:
        return f"{obj.item}（{obj.words}）" if obj.words else obj.item


class ExpenseForm(OnceMixin, ModelForm):
    """For what, how much, against which line."""

    class Meta:
        model = Expense
        fields = ("line", "on", "amount", "words")
        widgets = {"on": _day(), "amount": forms.NumberInput(attrs={"inputmode": "numeric", "min": 1})}

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate()}, auto_id="spent_%s", **kwargs)
        line = LineField(
            BudgetLine.objects.filter(proposal=proposal, side=BudgetLine.Side.SPENDING),
            label=_("Line of the budget"),
            empty_label=_("Please choose"),
        )
        self.fields["line"] = line
        self.fields["amount"].min_value = 1  # type: ignore[attr-defined]


class NeedForm(ModelForm):
    """What we are short of: a call the directory shows."""

    class Meta:
        model = Need
        fields = ("title", "resource", "summary", "quantity", "season", "closes", "contact")
        widgets = {"closes": _day(), "contact": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "title": _("For example: five people for the snow on Saturday mornings."),
            "closes": _("After this day it ends by itself. Leave it empty if there is no such day."),
            "contact": _("Everybody reads it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].max_length = 120  # type: ignore[attr-defined]
        self.fields["summary"].widget = forms.Textarea(attrs={"rows": 3})

    def clean_closes(self) -> Any:
        """A day that has passed would end it at once."""
        day = self.cleaned_data["closes"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a later one, or leave it open."))
        return day


class TieForm(Form):
    """Another project, and how they belong together."""

    other = forms.ModelChoiceField(Proposal.objects.none(), label=_("Which project"), empty_label=_("Please choose"))
    kind = forms.ChoiceField(label=_("How they belong together"), choices=list(TIES.items()), widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


MARKS = [(5, _("5 far above")), (4, "4"), (3, _("3 as we expected")), (2, "2"), (1, _("1 far below"))]


class LookBackForm(Form):
    """ふりかえりシート: ten marks and three texts; nothing is needed while it is written."""

    actor = forms.ModelChoiceField(Actor.objects.none(), widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, sheet: LookBack | None, actor: Actor, mine: Iterable[Actor], typed: bool = False
    ) -> None:
        initial: dict[str, Any] = {"actor": actor.pk}
        if sheet is not None:
            initial |= {key: sheet.marks.get(key) for key in LOOKED_AT}
            initial |= {name: getattr(sheet, name) for name in TEXTS}
        super().__init__(data, initial=initial)
        self.fields["actor"].queryset = Actor.objects.filter(pk__in=[one.pk for one in mine])  # type: ignore[attr-defined]
        for number, (key, words) in enumerate(LOOKED_AT.items(), 1):
            self.fields[key] = forms.TypedChoiceField(
                label=f"{number}. {words}", choices=MARKS, coerce=int, empty_value=None, required=False,
                widget=forms.RadioSelect,
            )  # fmt: skip
        if typed:
            self.fields["on_paper_from"] = forms.CharField(
                label=_("On paper, from"), max_length=120, initial=sheet.on_paper_from if sheet else ""
            )
        for name in TEXTS:
            field = LookBack._meta.get_field(name)
            label = str(getattr(field, "verbose_name", name))
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
            )

    @property
    def marks(self) -> dict[str, int]:
        """The questions that have one."""
        return {key: self.cleaned_data[key] for key in LOOKED_AT if self.cleaned_data.get(key)}

    @property
    def texts(self) -> dict[str, str]:
        """What went well, what could be better, what was learned; whose paper it is."""
        return {name: self.cleaned_data[name] for name in (*TEXTS, "on_paper_from") if name in self.cleaned_data}


TEXTS = ("good", "better", "learned")


class MissingForm(Form):
    """Why the office goes on without a sheet."""

    reason = forms.CharField(label=_("reason"), max_length=400, help_text=_("The parties read it."))


class ReviewForm(ModelForm):
    """The talk of both sides with a coordinator."""

    class Meta:
        model = Review
        fields = ("on", "coordinator", "said", "summary")
        widgets = {
            "on": _day(),
            "said": forms.Textarea(attrs={"rows": 5}),
            "summary": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "said": _("Only those who did it and the office read it."),
            "summary": _("Everybody reads it once every side has said yes."),
        }
