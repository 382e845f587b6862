"""What a changed file changes, in the words of the page: which fact, what stood there, what comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from yoriai.directory.models import Case, Event, Organisation, Place

MODELS = {"organizations": Organisation, "events": Event, "places": Place, "cases": Case}
OTHERS: dict[str, str | Promise] = {
    "occurrences": _("Days"),
    "parties": _("Who takes part"),
    "themes": _("Themes"),
    "areas": _("Areas"),
    "reading": _("Reading"),
}
SHORT = 200  # signs


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of one row."""

    label: str
    before: str
    after: str


def differences(kind: str, changes: Iterable[Sequence[str]]) -> list[Difference]:
    """The changes of one row of a file of this kind: field, before, after of each."""
    return [Difference(label_of(kind, field), before[:SHORT], after[:SHORT]) for field, before, after in changes]


def label_of(kind: str, field: str) -> str:
    """The field's name on the page."""
    model = MODELS.get(kind)
    if field in OTHERS or model is None:
        return str(OTHERS.get(field, field))
    return capfirst(str(getattr(model._meta.get_field(field), "verbose_name", field)))
