"""The machine: folders that can be written, clocks that agree."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from yoriai.ui import scanner
from yoriai.web.deployment.finding import Finding, find

APART = 10  # seconds; an app's digits live for 30
JAPAN = 9 * 60 * 60  # seconds


def findings() -> Iterator[Finding]:
    """Folders, the virus scanner where one is set, time zone."""
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        if not writable(Path(folder)):
            yield find("files", folder=str(folder))
    if scanner.is_set() and not scanner.answers():
        yield find("scanner", address=settings.CLAMD)
    if time.localtime().tm_gmtoff != JAPAN:
        yield find("clock.zone")


def writable(folder: Path) -> bool:
    """Whether this account can make a file there; the folder is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def clock() -> Iterator[Finding]:
    """This machine's clock beside the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float")
        yield from apart(time.time() - cursor.fetchone()[0])


def apart(seconds: float) -> Iterator[Finding]:
    """How far the clocks are apart."""
    if abs(seconds) > APART:
        yield find("clock.wrong", seconds=round(abs(seconds)))
