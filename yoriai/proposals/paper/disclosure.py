"""開示用一式 as a PDF in order, with a frame around what is to be masked, and as a workbook with a column for it."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.engines.japanese.dates import era_date
from yoriai.engines.tables.writing import Cell, to_workbook
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.disclosure import NAME, Sheaf, Whole
from yoriai.proposals.queries.keeping import Keeping
from yoriai.ui.paper.press import render


def disclosure_pdf(proposal: Proposal, whole: Whole, term: Keeping) -> bytes:
    """The papers in the order they came, then the notes inside city hall on sheets of their own."""
    data = {
        "title": proposal.title,
        "code": proposal.code,
        "number": proposal.number or 0,
        "scheme": proposal.scheme.title,
        "made": era_date(timezone.localdate()),
        "until": era_date(term.last, weekday=False) if term.last else "",
        "years": max(one.years for one in term.terms),
        "closed": whole.closed,
        "papers": [_on_paper(one, number) for number, one in enumerate(whole.papers, 1)],
        "memos": [_on_paper(one, number) for number, one in enumerate(whole.memos, 1)],
    }
    return render("proposals/paper/disclosure.typ", data)


def _on_paper(one: Sheaf, number: int) -> dict[str, object]:
    return {
        "number": number,
        "at": era_date(timezone.localdate(one.at), weekday=False),
        "sort": str(one.sort),
        "title": one.title,
        "hat": one.hat,
        "person": one.person,
        "facts": [{"label": fact.label, "text": fact.text, "mask": str(fact.mask)} for fact in one.facts],
    }


def disclosure_xlsx(whole: Whole, term: Keeping) -> bytes:
    """Three sheets: papers, notes inside city hall, records. What is to be looked at before handing out has a column."""
    head = [
        _("No."), _("day"), _("sort"), _("title"), _("on whose behalf"), _("person"), _("line"), _("words"),
        _("to be masked"), _("kept until"),
    ]  # fmt: skip
    records: list[list[Cell]] = [
        [timezone.localtime(row.at).replace(tzinfo=None), row.verb, row.hat.shown_name if row.hat else "",
         row.person.shown_name if row.person else ""]
        for row in whole.records
    ]  # fmt: skip
    return to_workbook(
        [
            (_("Papers"), head, _rows(whole.papers, term)),
            (_("Notes inside city hall"), head, _rows(whole.memos, term)),
            (_("Records"), [_("day"), _("what happened"), _("on whose behalf"), _("person")], records),
        ]
    )


def _rows(sheaves: Sequence[Sheaf], term: Keeping) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for number, one in enumerate(sheaves, 1):
        begin: list[Cell] = [number, timezone.localtime(one.at).replace(tzinfo=None), str(one.sort), one.title, one.hat]
        for fact in one.facts:
            rows.append([*begin, one.person, fact.label, fact.text, str(fact.mask), term.until(one.kind)])
        if not one.facts:
            rows.append([*begin, one.person, "", "", "", term.until(one.kind)])
        if one.person:
            rows.append([*begin, one.person, _("person"), one.person, str(NAME), term.until(one.kind)])
    return rows
