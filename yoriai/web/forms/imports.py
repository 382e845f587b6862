"""Bringing a file, and saying how a name is read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.assembly.models import Session
from yoriai.assembly.policy import TYPED_IN
from yoriai.engines.tables.reasons import Reason
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Reading
from yoriai.ui.files import FileField
from yoriai.ui.forms import Form
from yoriai.web.imports import KINDS
from yoriai.web.sentences import sentence
from yoriai.web.uploads import LIMITS


class SessionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A session by its question and its code."""

    def label_from_instance(self, obj: Session) -> str:
        """The code stands on every sheet of the evening."""
        return f"{obj.title}（{obj.code}）"


class UploadForm(Form):
    """A file and what it is. What it really is, its content tells, not its name."""

    kind = forms.ChoiceField(
        label=_("What the file holds"),
        choices=[(kind.name, kind.label) for kind in KINDS.values()],
        widget=forms.RadioSelect,
    )
    session = SessionField(
        label=_("Which session it belongs to"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=_("not for a session"),
        help_text=_("For cards, free answers and votes. Sessions that are open or being summed up stand here."),
    )
    file = FileField(
        label=_("File"),
        help_text=_("CSV, Excel (.xlsx), GeoJSON or the ZIP of Decidim, up to 10 MB and 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json,.geojson,.zip"}),
    )
    source = forms.CharField(
        label=_("Whose data it is"),
        max_length=120,
        required=False,
        help_text=_("With its licence; it stands beside what comes of the file: 杜野市オープンデータ (CC BY 4.0)"),
    )

    def __init__(self, *args: Any, who: Who, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = Session.objects.visible_to(who).filter(state__in=TYPED_IN).order_by("-starts")
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Too large is said before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > LIMITS.size:
            raise forms.ValidationError(sentence(Reason("too_large", {"limit": LIMITS.size // 1_000_000})))
        return file

    def clean(self) -> dict[str, Any]:
        """Voices belong to an evening."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kind = KINDS.get(data.get("kind", ""))
        if kind is not None and kind.of_session and not data.get("session") and "session" not in self.errors:
            self.add_error("session", _("Please say which session the file belongs to."))
        return data


class ReadingForm(Form):
    """How a name or a word is read."""

    autofill = {"surface": "off", "reading": "off"}
    surface = forms.CharField(label=_("As it is written"), max_length=60)
    reading = forms.CharField(label=_("As it is read"), max_length=180, help_text=_("In hiragana."))
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=Reading.Kind,
        initial=Reading.Kind.PLACE,
        widget=forms.RadioSelect,
        help_text=_(
            "The name of a place is read as the name of a person before さん. “Always read so” knows no exception."
        ),
    )


class SynonymForm(Form):
    """Two words that mean the same."""

    autofill = {"word": "off", "same": "off"}
    word = forms.CharField(label=_("A word"), max_length=60)
    same = forms.CharField(
        label=_("Means the same as"), max_length=60, help_text=_("Whoever searches for one of the two finds both.")
    )
