"""オープンデータ: which sheets there are, in which forms, and where each of them is kept.

A file is made when somebody asks for it and kept until something in it changes: what was hidden or has ended is gone from
the next download, and asking again costs nothing.
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from yoriai.directory.models import Case, Event, Organisation, Place
from yoriai.directory.queries import sheets as rows_of
from yoriai.engines.tables import sheets
from yoriai.engines.tables.sheets.catalogue import DataSet
from yoriai.engines.tables.writing import Encoding, Substitutes
from yoriai.kernel.city.queries import city

FOLDER = "open-data"
DUMP = "all.zip"
FORMS = {
    "csv": ("text/csv; charset=utf-8", "csv", "utf-8-sig"),
    "sjis.csv": ("text/csv; charset=shift_jis", "csv", "cp932"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "utf-8-sig"),
    "json": ("application/json; charset=utf-8", "json", "utf-8-sig"),
}


@dataclass(frozen=True, slots=True)
class Published:
    """One sheet that anybody may have. stem: the first part of its address. of: the model its rows come from."""

    stem: str
    sheet: str
    label: str | Promise
    of: type[Any]
    rows: Callable[[], Iterable[Any]]


SETS = {
    one.stem: one
    for one in (
        Published("organizations", "organizations", _("Organisations: our own sheet"), Organisation, rows_of.organisations),
        Published("npo", "npo", _("NPOs, in the columns of the national portal"), Organisation, lambda: rows_of.organisations("npo")),
        Published("events", "events_new", _("Events, newer national sheet"), Event, rows_of.events),
        Published("events-2017", "events_old", _("Events, older national sheet"), Event, rows_of.events),
        Published("places", "places_new", _("Places, newer national sheet"), Place, rows_of.places),
        Published("places-2017", "places_old", _("Places, older national sheet"), Place, rows_of.places),
        Published("cases", "cases", _("Cases of collaboration: our own sheet"), Case, rows_of.cases),
        Published("catalogue", "catalogue", _("What there is: the catalogue"), Organisation, lambda: _catalogue()),
    )
}  # fmt: skip


def names() -> Iterator[str]:
    """Every file there is."""
    for stem in SETS:
        for form in FORMS:
            yield f"{stem}.{form}"


def split(name: str) -> tuple[Published, str] | None:
    """The sheet and the form of a file's name; None for a name that is none."""
    stem, _dot, form = name.partition(".")
    return (SETS[stem], form) if stem in SETS and form in FORMS else None


def address(name: str) -> str:
    """The permanent address of a file."""
    return f"{settings.BASE_URL}{reverse('open_data_file', args=[name])}"


def mark(of: Published) -> str:
    """Changes whenever what stands in the file does: with a version, with a row that comes or goes, with the city."""
    models = (Organisation, Event, Place, Case) if of.stem == "catalogue" else (of.of,)
    state = [
        rows_of.open_entries(model).aggregate(n=Count("pk"), top=Max("pk"), v=Sum("version"), at=Max("changed"))
        for model in models
    ]
    here = city()
    said = f"{state} {here and here.name} {settings.OPEN_DATA_LICENCE} {settings.BASE_URL}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def publisher() -> sheets.Publisher:
    """The city, as the head of each row has it. Of its prefecture only the code is known here."""
    here = city()
    return sheets.Publisher(code=here.area.code, city=here.name) if here else sheets.Publisher()


def written(of: Published, form: str, substitutes: Substitutes | None = None) -> "IO[bytes]":
    """The whole file, in a temporary one."""
    _type, writes, encoding = FORMS[form]
    file = tempfile.TemporaryFile()  # noqa: SIM115 (who asks closes it)
    told: Encoding = "cp932" if encoding == "cp932" else "utf-8-sig"
    with override(settings.LANGUAGE_CODE):  # one file for all readers
        for piece in sheets.write(sheets.sheet(of.sheet), of.rows(), publisher(), writes, told, substitutes):  # type: ignore[arg-type]
            file.write(piece)
    file.seek(0)
    return file


def _catalogue() -> Iterator[DataSet]:
    """オープンデータ一覧: one row for each sheet."""
    today = timezone.localdate()
    for number, one in enumerate(SETS.values(), 1):
        of = sheets.sheet(one.sheet)
        yield DataSet(
            name=of.title,
            source_id=f"{number:03}",
            about=str(one.label),
            formats=("CSV", "XLSX", "JSON"),
            category="市民協働",
            frequency="変わったとき",
            url=address(f"{one.stem}.csv"),
            licence=settings.OPEN_DATA_LICENCE,
            updated_on=today,
        )


def dumped() -> "IO[bytes]":
    """Everything in one archive, with a word on its licence and its day, in a temporary file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (who asks closes it)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in SETS.values():
            for form in ("csv", "json"):
                with written(one, form) as content, archive.open(f"{one.stem}.{form}", "w") as part:
                    while piece := content.read(1 << 16):
                        part.write(piece)
        here = city()
        told = f"{here.name if here else ''} オープンデータ\n{timezone.localdate()} 作成\nライセンス：{settings.OPEN_DATA_LICENCE}\n"
        archive.writestr("README.txt", told + f"{settings.BASE_URL}{reverse('open_data')}\n")
    file.seek(0)
    return file
