"""The forms of the tray: a sheet comes in, whose it is, what its sender answered."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory.models import Paper
from yoriai.engines.pdf_pages import is_pdf, pages
from yoriai.engines.pictures import NotAPicture
from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.models import Actor
from yoriai.people.policy import FOUNDED
from yoriai.ui.files import FileField
from yoriai.ui.forms import Form
from yoriai.ui.photos import PhotoField
from yoriai.voices.forms import CodeForm

MOST_FILES = 10


class ManyFiles(forms.ClearableFileInput):
    """Several files at once, where the browser can."""

    allow_multiple_selected = True


class PagesField(FileField):
    """Photos and PDFs of one sheet, each known by its content; a PDF becomes a picture a page. Cleaned: a list of JPEGs."""

    widget = ManyFiles(attrs={"accept": "image/*,application/pdf"})

    def clean(self, data: Any, initial: Any = None) -> "list[ContentFile[bytes]]":  # type: ignore[override]
        """The clean pictures, in their order."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Ten files at a time are the most."))
        return [picture for file in files for picture in self._pictures(file)]

    def _pictures(self, file: Any) -> "list[ContentFile[bytes]]":
        start = file.read(5)
        file.seek(0)
        if not is_pdf(start):
            picture = PhotoField().clean(file)
            return [picture] if picture else []
        file = super().clean(file)
        try:
            return [ContentFile(page.data, name="page.jpg") for page in pages(file.read())]
        except NotAPicture:
            raise forms.ValidationError(_("This PDF cannot be read. A photo of the paper will do.")) from None


class TakeInForm(Form):
    """A sheet that came in. kinds: what can be made of it, names of kinds of entries."""

    way = forms.ChoiceField(label=_("How it came"), choices=Paper.Way, widget=forms.RadioSelect, initial=Paper.Way.FAX)
    pictures = PagesField(
        label=_("Picture of the paper"),
        help_text=_(
            "Photos, or the PDF of the fax machine; several pages at once. Where a photo was taken is removed."
        ),
    )
    kind = forms.ChoiceField(label=_("What it tells of"), widget=forms.RadioSelect)
    reply_to = forms.CharField(
        label=_("Where the receipt goes"),
        max_length=200,
        required=False,
        help_text=_("Fax number, telephone or address. It is deleted with the picture."),
    )
    note = forms.CharField(label=_("Note for the office"), max_length=200, required=False)
    autofill = {"reply_to": "off"}

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(name, KINDS[name].label) for name in kinds]  # type: ignore[attr-defined]


class PicturesForm(Form):
    """One more page."""

    pictures = PagesField(label=_("One more page"))


class SenderForm(Form):
    """Whose sheet it is. candidates: the bodies found by name."""

    who = forms.TypedChoiceField(label=_("Whose is it?"), coerce=int, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the organisation"), max_length=120, required=False)
    reading = forms.CharField(label=_("How it is read"), max_length=160, required=False, help_text=_("In hiragana."))
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[("", _("not said")), *((kind.value, kind.label) for kind in FOUNDED)],
        required=False,
    )
    autofill = {"name": "off", "reading": "off"}

    def __init__(self, *args: Any, candidates: list[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {actor.pk: actor for actor in candidates}
        found = [(pk, f"{actor}（{actor.get_kind_display()}）") for pk, actor in self.candidates.items()]
        self.fields["who"].choices = [*found, (0, _("None of these: it is new here"))]  # type: ignore[attr-defined]
        if not candidates:
            del self.fields["who"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        kept = dict(self.cleaned_data)
        actor = self.candidates.get(kept.pop("who", 0))
        return {"actor": actor} if actor else kept


class YesForm(Form):
    """Their yes, noted by the office."""

    how = forms.ChoiceField(
        label=_("How did they say it?"),
        choices=[(Paper.How.CALL, Paper.How.CALL.label), (Paper.How.SIGNED, Paper.How.SIGNED.label)],
        widget=forms.RadioSelect,
        initial=Paper.How.CALL,
    )
    said = forms.CharField(
        label=_("Who said it, to whom"),
        max_length=200,
        help_text=_("“Mr Takahashi, head; I telephoned, Ishizaki”. The day is noted."),
    )


class WishForm(Form):
    """What they would have otherwise."""

    text = forms.CharField(
        label=_("What should be different"), max_length=1000, widget=forms.Textarea(attrs={"rows": "3"})
    )


class NumberForm(CodeForm):
    """The number on a receipt."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The number on your receipt")


class RefusalForm(Form):
    """It is not to be shown."""

    said = forms.CharField(label=pgettext_lazy("paper", "Why, or who said so"), max_length=200)
