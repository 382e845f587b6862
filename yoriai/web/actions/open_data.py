"""Files of open data are made, and thrown away when they are no longer true."""

import datetime as dt
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from yoriai.engines.tables.writing import Substitutes
from yoriai.web import open_data
from yoriai.web.open_data import DUMP, FOLDER


def open_file_of(name: str) -> "IO[bytes]":
    """The file of this name as it is true now: the one that is kept, else a new one. Raises KeyError for a name that is none."""
    found = open_data.split(name)
    if found is None:
        raise KeyError(name)
    published, form = found
    path = f"{FOLDER}/{published.stem}.{open_data.mark(published)}.{form}"
    if not default_storage.exists(path):
        with open_data.written(published, form) as content:
            _throw_away(f"{published.stem}.", form)
            path = default_storage.save(path, File(content))
    return default_storage.open(path)


def _throw_away(start: str, form: str) -> None:
    """Older editions of one file."""
    for old in default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else ():
        if old.startswith(start) and old.partition(".")[2].partition(".")[2].startswith(form):
            default_storage.delete(f"{FOLDER}/{old}")


def substitutes_of(name: str) -> dict[str, int]:
    """Which signs of this sheet an old program cannot show, with how often. Raises KeyError for a name that is none."""
    told = Substitutes()
    open_data.written(open_data.SETS[name], "sjis.csv", told).close()
    return told.signs


def write_dump() -> None:
    """Everything in one file, at its permanent address."""
    path = f"{FOLDER}/{DUMP}"
    with open_data.dumped() as content:
        if default_storage.exists(path):
            default_storage.delete(path)
        default_storage.save(path, File(content))


def open_dump() -> "IO[bytes]":
    """The last night's file; the first time somebody asks, it is made."""
    if not default_storage.exists(f"{FOLDER}/{DUMP}"):
        write_dump()
    return default_storage.open(f"{FOLDER}/{DUMP}")


def dump_made() -> dt.datetime | None:
    """When it was made."""
    path = f"{FOLDER}/{DUMP}"
    return timezone.localtime(default_storage.get_modified_time(path)) if default_storage.exists(path) else None
