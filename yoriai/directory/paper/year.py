"""この一年のわたしたち as a sheet of A4 and as a table."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from yoriai.directory.queries.years import Year, label_of
from yoriai.engines.japanese.dates import era_date
from yoriai.engines.tables.writing import Cell, to_xlsx
from yoriai.kernel.models import Actor
from yoriai.ui.dates import year_words
from yoriai.ui.paper.press import render


def title_of(year: int) -> str:
    """この一年のわたしたち（令和8年）."""
    return _("Our year: %(year)s") % {"year": year_words(year)}


def year_pdf(body: Actor, year: Year, address: str) -> bytes:
    """The sheet, A4, in Japanese like all paper."""
    with override("ja"):
        data = {
            "body": body.shown_name,
            "title": title_of(year.year),
            "lead": _lead(year),
            "head": [_("What sort"), _("Title"), _("Day")],
            "rows": [[_said(row.own, label_of(row)), row.title, era_date(row.day)] for row in year.rows],
            "told_head": _("What came of it, in the others' words"),
            "told": [{"words": told.words, "by": f"{told.by.shown_name}　{told.about.title}"} for told in year.told],
            "foot": _("Made from what stands on the site: %(page)s") % {"page": address},
        }
        return render("directory/paper/year.typ", data)


def year_xlsx(body: Actor, year: Year) -> bytes:
    """The same as a table: one row a thing, and one a sentence of the others."""
    head = [_("What sort"), _("Title"), _("Day"), _("In which part"), _("Address"), _("Words"), _("Who says so")]
    rows: list[list[Cell]] = [
        [label_of(row), row.title, row.day, _("our own") if row.own else _("took part"), row.address, "", ""]
        for row in year.rows
    ]
    rows += [
        [_("Words"), told.about.title, None, "", told.about.get_absolute_url(), told.words, told.by.shown_name]
        for told in year.told
    ]
    return to_xlsx(head, rows, title=f"{body.shown_name} {year.year}"[:31])


def _lead(year: Year) -> str:
    return _(
        "Things on the site: %(number)d. Introductions that led to a meeting: %(met)d, to working together: %(partners)d."
    ) % {
        "number": len(year.rows),
        "met": year.met,
        "partners": year.partners,
    }


def _said(own: bool, label: str) -> str:
    return label if own else _("%(kind)s (took part)") % {"kind": label}
