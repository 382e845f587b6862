"""docs/reference/threats.md says which test holds which row: each test it names is there, each class of the list stands in it."""

import re

from tests.house.house import ROOT

TABLE = ROOT / "docs" / "reference" / "threats.md"
CLASSES = [
    "stored script", "reflected script", "missing authorisation", "foreign ids", "inference", "injection",
    "server-side requests", "CSRF, sessions, invites", "races", "flooding", "files", "people", "also met",
]  # fmt: skip


def test_every_test_the_table_of_threats_names_is_there():
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", TABLE.read_text("utf-8"))
    assert len(named) > 60
    assert [(path, name) for path, name in named if f"def {name}(" not in text_of(path)] == []


def test_every_class_of_threats_has_its_rows():
    assert re.findall(r"(?m)^## (.+?) ·", TABLE.read_text("utf-8")) == CLASSES


def text_of(path: str) -> str:
    """The file, or nothing where there is none."""
    file = ROOT / path
    return file.read_text("utf-8") if file.exists() else ""
