"""A proposal as its papers show it: from rows to what `paper` draws."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from yoriai.engines.japanese.dates import era_date
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, City
from yoriai.proposals.lifecycle import PROPOSAL
from yoriai.proposals.models import Book, Proposal, Talk, Verdict
from yoriai.proposals.paper.book import Bound, Chapter, Part, book_pdf
from yoriai.proposals.paper.request import Asked, request_pdf
from yoriai.proposals.paper.verdict import Result, result_pdf
from yoriai.proposals.queries.panel import Frozen, frozen_sheets
from yoriai.proposals.queries.reviews import count_of
from yoriai.proposals.queries.sheets import carriers, sheet
from yoriai.ui.paper.clock import day_time
from yoriai.ui.paper.text import Exact

MOVES = PROPOSAL.moves


def count_now(proposal: Proposal) -> dict[str, Any]:
    """What a verdict of today would hold of the count."""
    return {"mean_tenths": count_of(proposal).in_tenths, "pass_at": proposal.scheme.the_plan.rules.pass_at}


# 再提案の可否 as the letter says it: a letter is Japanese, whoever prints it.
AGAIN = {
    "yes": "次の募集に、再提案できます。",
    "changed": "内容を直せば、次の募集に再提案できます。",
    "no": "このままの内容では、再提案できません。",
}


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
            again=AGAIN.get(verdict.again, ""),
            tried=tried,
            phone=here.phone,
            fax=here.fax,
            office=here.office.shown_name if here.office_id else "",
            hours=here.hours,
            address=settings.BASE_URL + proposal.get_absolute_url(),
        )
    )


# What the panel reads of a sheet; addresses, lists of members and bank data are between the group and the office.
TO_THE_PANEL = frozenset({"public", "parties"})
CITY_PART = "市の負担金"
SIDES = {"income": "収入", "spending": "支出"}
MARKS = {"leads": "◎", "helps": "○"}


def chapter(proposal: Proposal) -> Chapter:
    """One proposal of the panel's book: its sheets as they were handed in."""
    sheets = frozen_sheets(proposal, TO_THE_PANEL)
    carriers = sheets[0].document.content["carriers"] if sheets else [proposal.by.shown_name]
    parts = [_part(one) for one in sheets]
    return Chapter(str(proposal.number or ""), proposal.title, proposal.type_name, "、".join(carriers), parts)


def _part(one: Frozen) -> Part:
    rows = [(row["label"], row["text"]) for row in one.questions]
    name = one.document.content["name"]
    if receiver := one.document.content.get("receiver"):
        rows.append(("お金を受け取る団体", receiver))
    if one.budget:
        return Part(name, rows, ("区分", "費目", "金額（円）", "積算"), [_budget_line(line) for line in one.budget])
    if one.duties:
        return Part(name, rows, ("すること", "期限", "だれが（何で）"), [_duty_line(row) for row in one.duties])
    return Part(name, rows)


def _budget_line(line: dict[str, Any]) -> list[str]:
    item = CITY_PART if line["item"] == "city" else line["item"]
    reckoned = f"{line['unit']:,}円×{line['quantity']}" if line["unit"] and line["quantity"] else ""
    return [SIDES[line["side"]], item, line["yen"], "　".join(part for part in (line["words"], reckoned) if part)]


def _duty_line(row: dict[str, Any]) -> list[str]:
    who = "、".join(
        MARKS[part["mark"]] + part["who"] + (f"（{part['brings']}）" if part["brings"] else "") for part in row["parts"]
    )
    return [row["what"], era_date(dt.date.fromisoformat(row["due"])) if row["due"] else "", who]


def the_book(book: Book, chapters: list[Chapter]) -> bytes:
    """The book with its cover: whose it is, of which moment."""
    here, now = city() or City(), timezone.localtime()
    reader = f"{book.seat.actor.shown_name} 委員用" if book.seat else "事務局用"
    sender = f"{here.name}　{here.office.shown_name if here.office_id else ''}"
    return book_pdf(Bound(book.scheme.title, reader, f"{era_date(now.date())} {day_time(now)}現在", sender, chapters))


# Of the proposal on the request to a section: what it is about, in the words of its first sheets, cut to fit one page.
ON_THE_REQUEST, SHORT = ("issue", "purpose", "contents", "why_together", "period"), 150


def request_of(talk: Talk) -> bytes:
    """協議依頼書 for this section."""
    proposal, here = talk.proposal, city() or City()
    found = sheet(proposal, "F2", TO_THE_PANEL)
    said = {one.field.key: (one.field.label, one.text) for one in found.questions} if found else {}
    others = Talk.objects.filter(proposal=proposal, ended=None).exclude(pk=talk.pk).select_related("section")
    waiting = proposal.asks.filter(what="section_talks", asked=talk.section_id).order_by("-id").first()
    return request_pdf(
        Asked(
            day=era_date(timezone.localtime(talk.since).date()),
            to=f"{talk.section.shown_name}　御中",
            sender=f"{here.name}　{here.office.shown_name if here.office_id else ''}",
            title=proposal.title,
            number=str(proposal.number or ""),
            carriers="、".join(actor.shown_name for actor in carriers(proposal)),
            lead=talk.leads,
            others="、".join(row.section.shown_name for row in others),
            text=_short(waiting.text if waiting else ""),
            due=era_date(proposal.due) if proposal.due else "",
            said=[(said[key][0], _short(said[key][1])) for key in ON_THE_REQUEST if key in said and said[key][1]],
            phone=Exact(here.phone),
            fax=Exact(here.fax),
            office=here.office.shown_name if here.office_id else "",
            hours=here.hours,
            address=f"{settings.BASE_URL}/proposals/{proposal.code}/reply/",
        )
    )


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]}…（つづきは提案書へ）"
