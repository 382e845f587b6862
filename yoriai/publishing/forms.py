"""What editors type: texts, voices, keys, channels, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.publishing.files import Options
from yoriai.publishing.models import Draft, Picture, Publication, Quote
from yoriai.ui.forms import Form
from yoriai.ui.photos import PhotoField

Channel = Publication.Channel


def _text(name: str, rows: int, help_text: Any = "") -> forms.CharField:
    field: Any = Draft._meta.get_field(name)
    # A browser sends line ends as two signs: leave room, the action counts them as one.
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(label=field.verbose_name, required=False, widget=widget, help_text=help_text, strip=True)


class ResultForm(Form):
    """All texts of a result on one page. Nothing is required while it is being written."""

    headline = _text("headline", 1, _("At most 30 characters. What has begun, or what somebody will do."))
    lead = _text("lead", 2, _("At most 80 characters."))
    body = _text("body", 12, _("A new line begins a new paragraph."))
    next_step = _text("next_step", 3, _("What comes next; or that nothing was decided this time, and why."))
    easy = _text(
        "easy", 8, _("At most 400 characters, for those who are learning Japanese, and for everybody in a hurry.")
    )
    radio = _text("radio", 8, _("About 300 characters are one minute. Short sentences, numbers instead of “many”."))
    editors_note = _text("editors_note", 3)
    correction = _text("correction", 2, _("Everybody reads this: what was wrong, and what is right."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not correcting:
            del self.fields["correction"]

    @property
    def texts(self) -> dict[str, str]:
        """The texts as typed, without the version."""
        return {name: text for name, text in self.cleaned_data.items() if name != "version"}


class QuoteForm(Form):
    """Words somebody gave the editors for the newsletter."""

    text = forms.CharField(
        label=_("Their words"), max_length=Quote.MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 2})
    )
    said_as = forms.CharField(
        label=_("Kind or age band, never a name"),
        max_length=40,
        required=False,
        help_text=_("For example: 70s; a student."),
    )
    consent = forms.BooleanField(label=_("The person has agreed that these words are published."))


class PictureForm(Form):
    """A photo or a graphic record of the evening."""

    photo = PhotoField(
        label=_("Photo or graphic record"), help_text=_("20 MB at most. Where it was taken is taken out of the file.")
    )
    alt = forms.CharField(
        label=_("What is to be seen"),
        max_length=Picture.ALT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For those who do not see it. Of a graphic record: its main lines."),
    )
    caption = forms.CharField(label=_("Line below it"), max_length=80, required=False)
    paper = forms.BooleanField(label=_("Also in the newsletter on paper (two at most)"), required=False)
    consent = forms.BooleanField(
        label=_("Everybody who can be recognised has agreed; for children, their parents too.")
    )

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        shown = Picture.Shown.PAPER if data["paper"] else Picture.Shown.WEB
        return {name: data[name] for name in ("photo", "alt", "caption")} | {"shown": shown}


class KeyForm(Form):
    """The citizens' key: nothing but the digest of what was read."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    side = forms.CharField(widget=forms.HiddenInput, max_length=8)


class StaffKeyForm(KeyForm):
    """The staff's key, with what the city's own rules of documents ask for."""

    decided_on = forms.DateField(
        label=_("Date of the decision"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    document_number = forms.CharField(label=_("Document number"), required=False, max_length=60)


class ChannelsForm(Form):
    """Where to show it."""

    channels = forms.MultipleChoiceField(
        label=_("Where to show it"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class ReasonForm(Form):
    """Why it is withdrawn: read by everybody who opens the page."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever opens the page reads this. Do not repeat what must not be read."),
    )


class EndForm(Form):
    """Why one channel ends."""

    reason = forms.CharField(
        label=_("Why it ends"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "It stands in the list of what went where; of the web page also in its place. Do not repeat what must not be read."
        ),
    )


class NoteForm(Form):
    """What was wrong."""

    note = forms.CharField(
        label=_("What was wrong, and what is right"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands at the top of the corrected edition, on the page and on paper."),
    )


class OptionsForm(forms.Form):
    """What a reader may choose for the newsletter's PDF; anything else counts as not chosen."""

    furigana = forms.BooleanField(required=False)
    circulation = forms.BooleanField(required=False)

    @property
    def options(self) -> Options:
        """As the press takes them."""
        self.is_valid()
        return Options(**{name: bool(self.cleaned_data.get(name)) for name in self.fields})
