"""Making a survey, and the form its questions become."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from yoriai.directory.models import SurveyAnswer, SurveyQuestion
from yoriai.ui.forms import Form, ModelForm

MOST = 100_000_000


class SurveyForm(Form):
    """What it is called and what it is for."""

    title = forms.CharField(label=_("Name of the survey"), max_length=120)
    summary = forms.CharField(
        label=_("What it is for, and what becomes of the answers"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NewSurveyForm(SurveyForm):
    """Begin with the questions of the template, or with none."""

    begin = forms.ChoiceField(
        label=_("The questions"),
        choices=[("template", _("Begin with the twelve questions of the template")), ("empty", _("Begin with none"))],
        initial="template",
        widget=forms.RadioSelect,
    )


class QuestionForm(ModelForm):
    """One more question."""

    class Meta:
        model = SurveyQuestion
        fields = ("text", "kind", "options", "needed")
        widgets = {"options": forms.Textarea(attrs={"rows": 4})}

    def clean(self) -> dict[str, Any]:
        """Two choices at least where one chooses, each once."""
        kept: dict[str, Any] = super().clean() or {}
        if kept.get("kind") not in (SurveyQuestion.Kind.CHOICE, SurveyQuestion.Kind.SEVERAL):
            return {**kept, "options": ""}
        lines = list(dict.fromkeys(line.strip() for line in kept.get("options", "").splitlines() if line.strip()))
        if len(lines) < 2:
            self.add_error("options", _("Please write at least two choices, one a line."))
        return {**kept, "options": "\n".join(lines)}

    def _post_clean(self) -> None:
        """The row is the action's to make; its constraint is held by `clean`."""


class OpenForm(Form):
    """Until when."""

    due = forms.DateField(label=_("Answers until"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_due(self) -> dt.date:
        """A day that is still to come."""
        due: dt.date = self.cleaned_data["due"]
        if due <= timezone.localdate():
            raise forms.ValidationError(_("Please choose a day that is still to come."))
        return due


class AnswersForm(Form):
    """Base of the form of one survey; `answers_form` adds its questions."""

    asked: tuple[SurveyQuestion, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """What the action keeps."""
        return {str(question.pk): self.cleaned_data[name_of(question)] for question in self.asked}

    @property
    def facts(self) -> dict[str, Any]:
        """What goes with them: may_be_quoted, and where it was typed in, way."""
        return {name: self.cleaned_data[name] for name in ("may_be_quoted", "way") if name in self.cleaned_data}


def answers_form(
    questions: list[SurveyQuestion], data: Any, answer: SurveyAnswer | None, *, typed: bool = False
) -> AnswersForm:
    """The questions as a form, filled with what was answered before. typed: the office types it in, and says how it came."""
    fields: dict[str, Any] = {name_of(question): _field(question) for question in questions}
    fields["may_be_quoted"] = forms.BooleanField(
        label=_("Our words may be published, without our name"),
        help_text=_(
            "Only what kind of organisation said it is shown. Without this, your words are read by the office alone."
        ),
        required=False,
    )
    if typed:
        ways = [(way.value, way.label) for way in (SurveyAnswer.Way.PAPER, SurveyAnswer.Way.PHONE)]
        fields["way"] = forms.ChoiceField(label=_("How it came"), choices=ways, widget=forms.RadioSelect)
    made: type[AnswersForm] = type("SurveyAnswersForm", (AnswersForm,), {**fields, "asked": tuple(questions)})
    before = {f"q{pk}": value for pk, value in answer.values.items()} if answer else {}
    if answer:
        before |= {"may_be_quoted": answer.may_be_quoted, "way": answer.way}
    return made(data, initial=before)


def name_of(question: SurveyQuestion) -> str:
    """The name of its field."""
    return f"q{question.pk}"


def _field(question: SurveyQuestion) -> forms.Field:
    shared: dict[str, Any] = {"label": question.text, "required": question.needed}
    choices = [(choice, choice) for choice in question.choices]
    if question.kind == SurveyQuestion.Kind.CHOICE:
        if not question.needed:
            choices.append(("", pgettext("survey", "No answer")))
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
    if question.kind == SurveyQuestion.Kind.SEVERAL:
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, help_text=_("As many as fit."), **shared
        )
    if question.kind == SurveyQuestion.Kind.NUMBER:
        return forms.IntegerField(
            min_value=0,
            max_value=MOST,
            help_text=_("Roughly is enough."),
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            **shared,
        )
    return forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **shared)
