"""What is made ready before serving: catalogues of texts from their sources."""

import gettext
import os
from pathlib import Path

import pytest

from yoriai.run.prepare import compile_catalogues

SOURCE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "Good evening"
msgstr "%s"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    source = tmp_path / "app" / "locale" / "ja" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE % "こんばんは", encoding="utf-8")
    return source


def read(source: Path) -> str:
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("Good evening")


def test_a_catalogue_is_written_once_and_again_only_when_its_source_is_newer(tmp_path: Path, catalogue: Path) -> None:
    assert compile_catalogues(tmp_path) == [catalogue.with_suffix(".mo")]
    assert (read(catalogue), compile_catalogues(tmp_path)) == ("こんばんは", [])
    catalogue.write_text(SOURCE % "今晩は", encoding="utf-8")
    later = catalogue.with_suffix(".mo").stat().st_mtime_ns + 1_000_000_000
    os.utime(catalogue, ns=(later, later))
    assert compile_catalogues(tmp_path) == [catalogue.with_suffix(".mo")]
    assert read(catalogue) == "今晩は"
