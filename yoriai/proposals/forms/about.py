"""About a proposal: its name, the class, the theme set by the city, what it is about and where; and the same when it begins again."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yoriai.kernel.areas.queries import innermost
from yoriai.kernel.models import Area, Item, Theme
from yoriai.people.forms import HatMixin
from yoriai.people.forms.people import near
from yoriai.proposals.forms.once import OnceMixin
from yoriai.proposals.models import Proposal, Scheme, SchemeTheme
from yoriai.proposals.queries.again import class_to_go_on_in, next_year_of
from yoriai.proposals.queries.span import over_its_years
from yoriai.proposals.sentences import sentence
from yoriai.ui.forms import Form


def shown_themes(*schemes: Scheme) -> Any:
    """The theme sheets that can be answered."""
    shown = SchemeTheme.objects.public().filter(scheme__in=schemes, state=SchemeTheme.State.SHOWN)
    return shown.select_related("scheme").order_by("pk")


def theme_missing(scheme: Scheme, kind: str | None, theme: SchemeTheme | None) -> str:
    """What to say where the class answers a theme and none is chosen; empty where all is well."""
    if not any(one.key == kind and one.themed for one in scheme.the_plan.types):
        return ""
    if theme is not None and theme.scheme_id == scheme.pk:
        return ""
    if not shown_themes(scheme).exists():
        return _("No theme is set at present. Please choose another class.")
    return _("This class answers a theme set by a section. Please choose one.")


class ThemedForm(Form):
    """A name, the class, the theme sheet."""

    title = forms.CharField(
        label=gettext_lazy("A name for it"), max_length=60, help_text=gettext_lazy("It can change at any time.")
    )
    type = forms.ChoiceField(label=gettext_lazy("Class"), widget=forms.RadioSelect)
    theme = forms.ModelChoiceField(
        SchemeTheme.objects.none(),
        label=gettext_lazy("Theme set by the city"),
        required=False,
        empty_label=gettext_lazy("none of these"),
    )
    # What stands on a paper may lack its theme: the office types it as it is, and it is asked for before the handing in.
    theme_needed = True

    def __init__(self, *args: Any, scheme: Scheme, now: SchemeTheme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme, kinds = scheme, scheme.the_plan.types
        self.fields["type"].choices = [(kind.key, kind.name) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["type"].initial = kinds[0].key
        # A sheet of last year, or one that has ended since, stays where it was chosen.
        choices = shown_themes(scheme) | SchemeTheme.objects.filter(pk=now.pk if now else 0).select_related("scheme")
        self.fields["theme"].queryset = choices  # type: ignore[attr-defined]
        if now is None and not any(kind.themed for kind in kinds):
            del self.fields["theme"]
        if len(kinds) == 1:
            self.fields["type"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A class that answers a theme has one."""
        kept: dict[str, Any] = super().clean() or {}
        words = theme_missing(self.scheme, kept.get("type"), kept.get("theme")) if self.theme_needed else ""
        if words:
            self.add_error("theme" if "theme" in self.fields else "type", words)
        return kept

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data.get(name) for name in ("title", "type", "theme")}


class IdeaForm(OnceMixin, HatMixin, ThemedForm):
    """アイデアシート: a name, the class, on whose behalf. The sheet's own questions stand beside it."""

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return super().facts | {"once": self.sent["once"]}


class TagsForm(Form):
    """What it is about and where it is: two choices nobody has to make."""

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.problems(), label=gettext_lazy("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label=gettext_lazy("Where in the city"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        initial = kwargs.get("initial") or {}
        # What it has stays to be chosen; the list itself is not made of two thousand towns.
        themes, areas = (list(initial.get(name, ())) for name in ("themes", "areas"))
        kept = Theme.objects.filter(Q(vocabulary=Theme.Vocabulary.PROBLEM) | Q(pk__in=themes))
        self.fields["themes"].queryset = kept.order_by("path")  # type: ignore[attr-defined]
        self.fields["areas"].queryset = near() | Area.objects.filter(pk__in=areas).defer("outline")  # type: ignore[attr-defined]

    @property
    def tags(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: list(self.cleaned_data[name]) for name in ("themes", "areas")}


class AboutForm(ThemedForm, TagsForm):
    """This proposal: everything of it that is no answer to a question."""

    # As long as the question for it takes: a longer name that was written there keeps nothing else from being changed.
    title = forms.CharField(label=gettext_lazy("A name for it"), max_length=200)
    field_order = ("title", "type", "theme", "themes", "areas")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        said = {"title": proposal.title, "type": proposal.type, "theme": proposal.theme_id}
        initial = said | tags_of(proposal) | kwargs.pop("initial", {})
        super().__init__(*args, scheme=proposal.scheme, now=proposal.theme, initial=initial, **kwargs)


def tags_of(*items: Item | None) -> dict[str, list[int]]:
    """Themes and areas of these, for the two choices."""
    pks = [item.pk for item in items if item is not None]
    areas = Area.objects.filter(items__in=pks).defer("outline").distinct()
    return {
        "themes": list(Theme.objects.filter(items__in=pks).distinct().values_list("pk", flat=True)),
        "areas": [area.pk for area in innermost(areas)],
    }


class AgainForm(Form):
    """In which scheme that is open, in which class, to which theme. The nearest of each is chosen already."""

    scheme = forms.ModelChoiceField(
        Scheme.objects.none(),
        label=gettext_lazy("Scheme for joint projects"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    type = forms.ChoiceField(label=gettext_lazy("Class"), widget=forms.RadioSelect, required=False)
    theme = forms.ModelChoiceField(
        SchemeTheme.objects.none(),
        label=gettext_lazy("Theme set by the city"),
        required=False,
        empty_label=gettext_lazy("none of these"),
    )

    def __init__(self, data: Any = None, *, schemes: Any, proposal: Proposal) -> None:
        super().__init__(data)
        self.proposal, rows = proposal, list(schemes)
        self.year = next_year_of(proposal)
        field = self.fields["scheme"]
        field.queryset, field.initial = schemes, rows[0] if rows else None  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.title}（{one.year_words}）"  # type: ignore[attr-defined]
        kinds = {kind.key: kind.name for one in reversed(rows) for kind in one.the_plan.types}
        self.fields["type"].choices = list(kinds.items())  # type: ignore[attr-defined]
        self.fields["type"].initial = class_to_go_on_in(proposal, rows[0]) if rows else None
        themes = shown_themes(*rows) | SchemeTheme.objects.filter(pk=proposal.theme_id or 0).select_related("scheme")
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]
        self.fields["theme"].initial = proposal.theme_id
        if not themes.exists():
            del self.fields["theme"]

    def clean(self) -> dict[str, Any]:
        """A class of that scheme, with a theme where it answers one."""
        kept: dict[str, Any] = super().clean() or {}
        scheme = kept.get("scheme")
        if scheme is None:
            return kept
        kept["type"] = kept.get("type") or class_to_go_on_in(self.proposal, scheme)
        if kept["type"] not in {kind.key for kind in scheme.the_plan.types}:
            self.add_error("type", _("This scheme has no such class. Please choose another."))
        elif beyond := over_its_years(scheme, kept["type"], self.year):
            self.add_error("type", sentence(beyond[0]))
        elif words := theme_missing(scheme, kept["type"], kept.get("theme")):
            self.add_error("theme" if "theme" in self.fields else "type", words)
        return kept
