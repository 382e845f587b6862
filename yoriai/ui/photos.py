"""A photo in a form: known by its content, drawn anew, without the place where it was taken."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from yoriai.engines.pictures import MOST_BYTES, NotAPicture, clean

REFUSED = {
    "size": _("This file is too large: 20 MB at most."),
    "pixels": _("This picture is too large to be a photo."),
    "kind": _("This is not a photo we can read. JPEG, PNG, WebP and HEIC are fine."),
}


class PhotoField(forms.FileField):
    """A photo, known by its content and drawn anew as JPEG, without the place where it was taken."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> "ContentFile[bytes] | None":
        """The clean picture under a name of ours."""
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > MOST_BYTES:
            raise forms.ValidationError(REFUSED["size"])
        try:
            return ContentFile(clean(file.read()).data, name="photo.jpg")
        except NotAPicture as wrong:
            raise forms.ValidationError(REFUSED[wrong.reason]) from None
