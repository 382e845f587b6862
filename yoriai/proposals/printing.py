"""A proposal as its papers show it: from rows to what `paper` draws."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, City
from yoriai.proposals.lifecycle import PROPOSAL
from yoriai.proposals.models import Proposal, Verdict
from yoriai.proposals.paper.verdict import Result, result_pdf
from yoriai.proposals.queries.reviews import count_of

MOVES = PROPOSAL.moves


def count_now(proposal: Proposal) -> dict[str, Any]:
    """What a verdict of today would hold of the count."""
    return {"mean_tenths": count_of(proposal).in_tenths, "pass_at": proposal.scheme.the_plan.rules.pass_at}


def verdict_letter(verdict: Verdict, to: Actor, *, tried: bool = False) -> bytes:
    """審査結果のお知らせ (F8) to one party."""
    proposal, here = verdict.proposal, city() or City()
    mean = verdict.count.get("mean_tenths")
    day: dt.date = timezone.localdate() if tried else timezone.localtime(verdict.at).date()
    return result_pdf(
        Result(
            day=day,
            to=to.shown_name,
            person=to.is_human,
            sender=f"{here.name}　{here.office.shown_name if here.office_id else ''}",
            scheme=proposal.scheme.title,
            title=proposal.title,
            number=proposal.number or 0,
            outcome=verdict.outcome,
            mean="" if mean is None else f"{mean // 10}.{mean % 10}",
            line=verdict.count.get("pass_at", 0),
            words=verdict.public_text,
            conditions=verdict.conditions,
            advice=verdict.advice,
            other_way=verdict.other_way,
            tried=tried,
            phone=here.phone,
            fax=here.fax,
            office=here.office.shown_name if here.office_id else "",
            hours=here.hours,
            address=settings.BASE_URL + proposal.get_absolute_url(),
        )
    )
