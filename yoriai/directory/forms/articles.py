"""The forms of reporters and of their desk."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory.models import Article, Reporter, Visit
from yoriai.directory.queries.articles import reporters
from yoriai.kernel.areas.queries import innermost
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.people.forms.people import near
from yoriai.ui.forms import Form, ModelForm
from yoriai.ui.photos import PhotoField

DAY = {"type": "date"}


class ArticleForm(ModelForm):
    """Headline, lead, text, and one picture with words for whoever does not see it."""

    photo = PhotoField(label=_("Photo"), required=False, help_text=_("Only with the consent of everybody on it."))
    alt = forms.CharField(
        label=_("What is to be seen on it"), max_length=200, required=False, help_text=_("For those who do not see it.")
    )
    caption = forms.CharField(label=_("Words under the photo"), max_length=80, required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.problems(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label=_("Where in the city"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Article
        fields = ("title", "summary", "text", "byline")
        labels = {"title": pgettext_lazy("article", "Headline"), "summary": _("What it is about, in two sentences")}
        help_texts = {
            "title": _("What you saw, in one line: “On Saturdays the shop smells of soup”."),
            "text": _("A new line begins a new paragraph. Whom did you meet, what did they say, what can a reader do?"),
            "byline": _("Left empty, your name stands there as it is in your profile."),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": "2"}),
            "text": forms.Textarea(attrs={"rows": "14"}),
        }

    def __init__(self, *args: Any, instance: Article | None = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", {})
        lies_in: list[int] = []
        if instance is not None and instance.pk:
            inner = innermost(instance.areas.defer("outline"))
            lies_in = [area.pk for area in inner]
            initial = {"themes": instance.themes.all(), "areas": inner, **initial}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        choices = near() | Area.objects.filter(pk__in=lies_in).defer("outline")
        self.fields["areas"].queryset = choices  # type: ignore[attr-defined]
        self.fields["title"].required = True

    def clean(self) -> dict[str, Any]:
        """A photo comes with words."""
        kept: dict[str, Any] = super().clean() or {}
        if kept.get("photo") and not kept.get("alt", "").strip():
            self.add_error("alt", _("Please say in words what is to be seen: not everybody sees it."))
        return kept

    @property
    def facts(self) -> dict[str, Any]:
        """What the action of the text takes."""
        kept = {name: self.cleaned_data[name] for name in ("title", "summary", "text", "byline")}
        return {**kept, "themes": list(self.cleaned_data["themes"]), "areas": list(self.cleaned_data["areas"])}

    @property
    def picture(self) -> dict[str, Any] | None:
        """What the action of the photo takes; None without one."""
        data = self.cleaned_data
        return {name: data[name] for name in ("photo", "alt", "caption")} if data["photo"] else None


class VisitForm(ModelForm):
    """One's own note of a visit."""

    class Meta:
        model = Visit
        fields = ("day", "met", "notes")
        widgets = {"day": forms.DateInput(attrs=DAY), "notes": forms.Textarea(attrs={"rows": "5"})}


class AskReporterForm(Form):
    """Whom the desk asks, until when, and what to look at."""

    reporter = forms.ModelChoiceField(Actor.objects.none(), label=_("Reporter"))
    due = forms.DateField(label=_("until when"), widget=forms.DateInput(attrs=DAY))
    text = forms.CharField(
        label=_("What should they look at?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Whom to telephone first, what is worth seeing, how long it should be."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(reporters())
        self.fields["reporter"].queryset = Actor.objects.filter(pk__in=[row.actor_id for row in rows])  # type: ignore[attr-defined]
        self.fields["reporter"].choices = [("", _("Please choose one.")), *map(_choice, rows)]  # type: ignore[attr-defined]

    def clean_due(self) -> dt.date:
        """A day that is still to come."""
        due: dt.date = self.cleaned_data["due"]
        if due <= timezone.localdate():
            raise forms.ValidationError(_("Please choose a day that is still to come."))
        return due


def _choice(row: Reporter) -> tuple[int, str]:
    return row.actor_id, f"{row.actor}（{row.likes}）" if row.likes else str(row.actor)


class ReporterForm(ModelForm):
    """What one would like to write about."""

    class Meta:
        model = Reporter
        fields = ("likes",)
        help_texts = {"likes": _("For example: children, festivals, anything by the sea.")}


class CheckForm(Form):
    """Whether the facts are right, and what is not."""

    verdict = forms.ChoiceField(
        label=_("Are the facts right?"),
        choices=[("right", _("Yes: it may be shown as it is")), ("wrong", _("No: something has to be mended first"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What is not right, and how it is"), max_length=1000, required=False, widget=forms.Textarea
    )

    def clean(self) -> dict[str, Any]:
        """What is wrong must be said."""
        kept: dict[str, Any] = super().clean() or {}
        if kept.get("verdict") == "wrong" and not kept.get("words", "").strip():
            self.add_error("words", _("Please write what is not right, and how it is."))
        return kept

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        kept = dict(self.cleaned_data)
        right = kept.pop("verdict") == "right"
        return {**kept, "right": right}


class NotedCheckForm(CheckForm):
    """The same, written down by the desk for somebody without an account."""

    heard = forms.CharField(
        label=_("Who said so, and how"), max_length=200, help_text=_("“The head, by telephone”. Only the desk sees it.")
    )


class WordsForm(Form):
    """A short sentence that goes with a step."""

    words = forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": "3"}))

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
