"""The forms of a case: its facts, its turning points, its parties, and the answer of whoever is named."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory.forms.entries import REACH, TAGS, WHERE, EntryForm, Parts
from yoriai.directory.models import Case, Cause, Party
from yoriai.kernel.models import Actor
from yoriai.people.policy import FOUNDED
from yoriai.ui.forms import Form, ModelForm

KINDS = [(kind.value, kind.label) for kind in (*FOUNDED, Actor.Kind.SECTION, Actor.Kind.PERSON)]
BAR = re.compile(r"\s*[|｜]\s*")


class CaseForm(EntryForm):
    """事例. Who took part and the turning points have pages of their own, once the draft is there."""

    causes = forms.MultipleChoiceField(
        label=_("why"), choices=Cause, required=False, widget=forms.CheckboxSelectMultiple
    )

    parts: ClassVar[Parts] = [
        (_("What it was"), ("title", "summary", "period", "began_with", "problem", "shared_purpose")),
        (pgettext_lazy("part of a case", "What came of it"), ("results", "ripples", "cost")),
        (_("What went wrong, and what we learned"), ("failures", "causes", "lesson", "again", "hides_names")),
        (_("What goes on"), ("goes_on",)),
        (WHERE, ("where", *TAGS)),
        (REACH, ("contact", "contact_by", "website")),
    ]

    class Meta:
        model = Case
        fields = ("title", "summary", "where", *Case.FACTS)
        help_texts = {
            "title": _("What you did together, in one line: “The shopping street and the school clear snow”."),
            "began_with": _("Who spoke to whom, and about what?"),
            "failures": _(
                "What did not work is worth as much to others as what did. Write of the matter, not of people."
            ),
            "again": _("If you began again tomorrow, what would you do differently?"),
            "hides_names": _(
                "Whoever took part stands there by kind only. Please leave names out of the text, too. Who wrote it is shown:"
                " if none of you wants that, a support centre writes it for you."
            ),
        }


class TurnsForm(Form):
    """経緯: the turning points, one a line."""

    turns = forms.CharField(
        label=_("Turning points"),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": "8"}),
        help_text=_("One a line: when | what happened. The oldest first."),
    )

    @classmethod
    def of(cls, case: Case, data: Any = None) -> "TurnsForm":
        """The form with what stands there."""
        lines = [f"{turn.when} | {turn.what}" if turn.when else turn.what for turn in case.turns.all()]
        return cls(data, initial={"turns": "\n".join(lines)})

    def clean_turns(self) -> list[tuple[str, str]]:
        """(when, what) of each line; a line without a bar is what happened."""
        rows = []
        for line in self.cleaned_data["turns"].splitlines():
            when, what = (BAR.split(line.strip(), maxsplit=1) if BAR.search(line) else ["", line.strip()])[:2]
            if not (when or what):
                continue
            if len(when) > 60 or len(what) > 300:
                raise forms.ValidationError(
                    _("One line is too long: 60 letters for when, 300 for what. It begins with “%(words)s”.")
                    % {"words": line.strip()[:20]}
                )
            rows.append((when, what) if what else ("", when))
        return rows


class PartyForm(ModelForm):
    """What a party did, and how it is to stand there until it answers itself."""

    shown = forms.ChoiceField(
        label=_("How it stands there"),
        choices=[
            (Party.Shown.NAME, _("By name, once it has agreed; until then by its kind")),
            (Party.Shown.KIND, _("By its kind only")),
        ],
        initial=Party.Shown.NAME,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Party
        fields = ("role", "brought", "shown")
        help_texts = {
            "role": _("What it did: “lent the room”, “told the neighbours”."),
            "brought": _("People, things, a place, money, a skill, information."),
        }


class NewPartyForm(PartyForm):
    """One more. `candidates` are the bodies found by name; whoever is not among them stands there by name or kind alone."""

    field_order = ("who", "name", "kind", "role", "brought", "shown")
    who = forms.TypedChoiceField(label=_("Who is it?"), coerce=int, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Its name"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Its kind"), choices=[("", _("not said")), *KINDS], required=False)

    def __init__(self, *args: Any, candidates: list[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {actor.pk: actor for actor in candidates}
        if candidates:
            found = [(pk, f"{actor}（{actor.get_kind_display()}）") for pk, actor in self.candidates.items()]
            self.fields["who"].choices = [*found, (0, _("None of these"))]  # type: ignore[attr-defined]
            self.fields["name"].help_text = self.fields["kind"].help_text = _("Only if it is none of these.")
        else:
            del self.fields["who"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        kept = dict(self.cleaned_data)
        actor = self.candidates.get(kept.pop("who", None))
        return {**kept, "actor": actor}


class ConsentForm(ModelForm):
    """The party's own answer."""

    shown = forms.ChoiceField(
        label=_("How may we show you?"),
        choices=[
            (Party.Shown.NAME, pgettext_lazy("consent", "By our name")),
            (Party.Shown.KIND, pgettext_lazy("consent", "By our kind only")),
        ],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Party
        fields = ("shown", "reply")
        help_texts = {"reply": _("If you like: how you saw it. It stands beside you, as you wrote it.")}
        widgets = {"reply": forms.Textarea(attrs={"rows": "3"})}


class NotedConsentForm(ConsentForm):
    """The same, noted by the office for somebody who cannot sign in."""

    said = forms.CharField(
        label=_("Who said so, and how"),
        max_length=200,
        help_text=_("“The head, by telephone”. Only the office sees it."),
    )
