"""A photo in a form: known by its content, drawn anew, without the place where it was taken."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile

from yoriai.engines.pictures import NotAPicture, clean
from yoriai.ui.files import REFUSED, FileField


class PhotoField(FileField):
    """A photo, known by its content and drawn anew as JPEG, without the place where it was taken."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> "ContentFile[bytes] | None":
        """The clean picture under a name of ours."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return ContentFile(clean(file.read()).data, name="photo.jpg")
        except NotAPicture as wrong:
            raise forms.ValidationError(REFUSED[wrong.reason]) from None
