"""The one door for files people bring: not too large, seen by the scanner where there is one, known by content, named by us.

Every field for a file is a `FileField` (a house test sees to it), so no file comes in past the scanner. `know` says what a
file is by its content; what its sender called it is only a name to show.
"""

import hashlib
import logging
import secrets
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from yoriai.engines.office_files import Unfit, kind_of, may_be_office_file
from yoriai.engines.pictures import MOST_BYTES, NotAPicture, clean
from yoriai.engines.positions import without_positions, without_positions_inside
from yoriai.kernel.policy import NotPossible
from yoriai.ui import scanner

LOG = logging.getLogger("yoriai.files")
LONGEST_NAME = 80
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What a paper may be: with Word and Excel, or as it came off a scanner or a telephone.
PAPERS = frozenset(TYPES)
SCANS = frozenset({"pdf", "jpg"})
REFUSED: dict[str, Any] = {
    "size": _("This file is too large: 20 MB at most."),
    "pixels": _("This picture is too large to be a photo."),
    "kind": _("This is not a photo we can read. JPEG, PNG, WebP and HEIC are fine."),
    "no_scan": _("This is not a file we can take. PDF and photos are fine."),
    "no_paper": _("This is not a file we can take. PDF, photos, Word (.docx) and Excel (.xlsx) are fine."),
    "locked": _(
        "This file is locked with a password, or of an old kind (.doc, .xls). Please save it as PDF, .docx or .xlsx without a password."
    ),
    "macros": _("There is a macro (a small program) in this file. Please save it as PDF, or as .docx or .xlsx."),
    "bomb": _("This file unpacks to far more than a paper can be. Please save it as PDF."),
    "parts": _("Parts of this file lead out of it. Please save it as PDF."),
    "virus": _(
        "The virus scanner found something harmful in this file. It was not kept. Please have the machine it comes from looked at."
    ),
    "silent": _("Files cannot be checked for viruses just now. Please try again later; nothing was kept."),
    "too_large_to_scan": _("This file is too large for the virus scanner. Please make it smaller; nothing was kept."),
}
# Directions, joiners, line ends and what no file system likes: a name is letters in a row and nothing else.
NO_NAME = frozenset('<>:"|?*')


class Taken(ContentFile):  # type: ignore[type-arg]
    """A file as it is kept: under a name of ours; `shown` is what its people call it, `content_type` what it is."""

    def __init__(self, data: bytes, ending: str, shown: str) -> None:
        super().__init__(data, name=f"{secrets.token_hex(16)}.{ending}")
        self.content_type, self.shown = TYPES[ending], shown_name(shown, ending)
        self.digest = hashlib.sha256(data).hexdigest()


def shown_name(name: str, ending: str) -> str:
    """What people called it, without a way, without signs nobody sees, with the ending of what it is."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] not in "CZ" or sign in " 　")
    stem = "".join(sign for sign in seen if sign not in NO_NAME).rpartition(".")
    words = (stem[0] or stem[2]).strip(" 　.")[:LONGEST_NAME].strip(" 　.")
    return f"{words or 'file'}.{ending}"


def know(data: bytes, name: str, sorts: frozenset[str] = PAPERS) -> Taken:
    """What it is by its content, among `sorts`. Raises NotPossible.

    A photo is drawn anew, without the place where it was taken; photos inside a paper lose theirs, too.
    """
    if len(data) > MOST_BYTES:
        raise NotPossible(REFUSED["size"])
    if data.startswith(b"%PDF-") and "pdf" in sorts:
        return Taken(without_positions(data), "pdf", name)
    if may_be_office_file(data) and sorts & {"docx", "xlsx"}:
        try:
            kind = kind_of(data)
            return Taken(without_positions_inside(data), kind, name)
        except Unfit as no:
            raise NotPossible(REFUSED[no.reason if no.reason != "kind" else "no_paper"]) from None
    try:
        return Taken(clean(data).data, "jpg", name)
    except NotAPicture as no:
        reason = no.reason if no.reason != "kind" else "no_paper" if "docx" in sorts else "no_scan"
        raise NotPossible(REFUSED[reason]) from None


def require_clean(data: bytes) -> None:
    """Ask the scanner, where there is one. Raises NotPossible; what was found stands in the log for those who run the machine."""
    try:
        found = scanner.virus_in(data)
    except scanner.Silent as no:
        LOG.error("The virus scanner does not answer, so a file was refused: %s", no)
        raise NotPossible(REFUSED["silent"]) from None
    except scanner.TooLarge:
        LOG.warning("A file of %d bytes is larger than the virus scanner takes, so it was refused.", len(data))
        raise NotPossible(REFUSED["too_large_to_scan"]) from None
    if found:
        LOG.warning("A file of %d bytes was refused: the virus scanner found %s.", len(data), found)
        raise NotPossible(REFUSED["virus"])


class FileField(forms.FileField):
    """A file somebody brings. Too large is said before a byte is read; then the scanner sees it. What it is, others say."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, at its start."""
        file = super().clean(data, initial)
        if file and file is not initial:
            if file.size > MOST_BYTES:
                raise forms.ValidationError(REFUSED["size"])
            refusing(require_clean, file.read())
            file.seek(0)
        return file


def refusing[T](act: Callable[..., T], *given: Any) -> T:
    """Do it; a refusal is said at the field."""
    try:
        return act(*given)
    except NotPossible as no:
        raise forms.ValidationError(str(no)) from None


class PaperField(FileField):
    """A PDF, a photo, and where `sorts` has them a Word or Excel file; each known by its content. Never an SVG or a web page."""

    def __init__(self, *, sorts: frozenset[str] = SCANS, **kwargs: Any) -> None:
        self.sorts = sorts
        accept = ".pdf,image/*" + ",".join(["", *(f".{one}" for one in sorted(sorts & {"docx", "xlsx"}))])
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": accept}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Taken | None:
        """The file under a name of ours."""
        file = super().clean(data, initial)
        if not file:
            return None
        return refusing(know, file.read(), file.name, self.sorts)
