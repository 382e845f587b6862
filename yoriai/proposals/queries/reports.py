"""中間報告 and 収支決算 for everybody, out of the frozen sheets: what is still being written, or was sent back, is nobody's."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date

from yoriai.proposals.lifecycle import SINCE_AGREED
from yoriai.proposals.models import Document, Pending, Proposal

MIDWAY, REPORT = "F10", "F13"


@dataclass(frozen=True, slots=True)
class Settled:
    """The accounts as they went in with the report, in yen: what came in, what was planned and spent, what goes back.

    paid, to_pay, back_by: of an early end besides, what the city had paid, has still to pay, by when what is left goes back.
    """

    income: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    planned: int
    spent: int
    refund: int
    paid: int | None = None
    to_pay: int = 0
    back_by: dt.date | None = None


def accepted(proposal: Proposal) -> bool:
    """Whether the office has taken the report. Before that it may still be sent back."""
    return proposal.state in ("looking_back", "told", "completed", "onward")


def public_reports(proposal: Proposal) -> dict[str, Any]:
    """`midway`: public answers of the midway report as (question, answer), once handed in; `settled`: the accounts, once accepted, or
    those of an early end both sides agreed to.

    One query, two of what ended early.
    """
    if proposal.state not in SINCE_AGREED:
        return {"midway": [], "settled": None}
    rows = Document.objects.filter(proposal=proposal, form__in=(MIDWAY, REPORT)).order_by("version")
    newest = {row.form: row.content for row in rows}
    asked = newest.get(MIDWAY, {"questions": []})["questions"]
    money = newest.get(REPORT, {}).get("accounts") if accepted(proposal) else _ended_early(proposal)
    return {
        "midway": [(one["label"], one["text"]) for one in asked if one["shown"] == "public" and one["text"]],
        "settled": _settled(money) if money else None,
    }


def _ended_early(proposal: Proposal) -> dict[str, Any] | None:
    if proposal.state != Proposal.State.STOPPED:
        return None
    row = Pending.objects.filter(proposal=proposal, sort=Pending.Sort.STOP, agreed__isnull=False).first()
    return row.tables.get("settlement") if row is not None else None


def _settled(money: dict[str, Any]) -> Settled:
    lines = money["lines"]
    planned, spent = (sum(line[name] for line in lines) for name in ("planned", "spent"))
    # Reports frozen before the income went with them have none.
    more = (money.get("paid"), money.get("to_pay", 0), parse_date(money.get("back_by", "")))
    return Settled(money.get("income", []), lines, planned, spent, money["refund"], *more)
