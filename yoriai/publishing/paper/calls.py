"""電話・FAX・郵送 list, printable: the same calls as sheet.py writes for the office's spreadsheet."""

from collections.abc import Sequence
from datetime import date

from yoriai.engines.japanese.dates import era_date
from yoriai.ui.paper.calls import Call, as_row
from yoriai.ui.paper.press import render


def calls_pdf(calls: Sequence[Call], *, title: str, made: date, office: str = "") -> bytes:
    """The list as PDF, A4: tick, name, way and number, one sentence to say, room for what was heard."""
    data = {"title": title, "made": era_date(made), "office": office, "calls": [as_row(call) for call in calls]}
    return render("publishing/paper/calls-list.typ", data)
