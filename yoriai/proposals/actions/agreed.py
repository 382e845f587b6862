"""What a change (F11) does when both sides have said yes: budget, roles and parties as they shall be, in one transaction."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from yoriai.directory.models import Party
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible
from yoriai.kernel.records.actions import record
from yoriai.proposals.actions.steps import let_in
from yoriai.proposals.actions.tables import Which, keep_version
from yoriai.proposals.models import BudgetLine, Duty, Part, Pending, Proposal, Signature
from yoriai.proposals.queries.agreements import latest, signers
from yoriai.proposals.queries.span import span_changed
from yoriai.proposals.queries.tables import Rows, budget_rows, budget_wrongs, duty_rows
from yoriai.proposals.sentences import sentence

LINE = ("side", "item", "words", "unit", "quantity", "amount", "in_kind", "counted")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a change does beyond its words: the whole budget, the whole table of roles as they shall be, a new partner and its role."""

    budget: list[dict[str, Any]] | None = None
    duties: list[dict[str, Any]] | None = None
    joins: Actor | None = None
    joins_as: str = ""


def wished(proposal: Proposal, wish: Wish) -> dict[str, Any]:
    """The wish as columns of the pending change: only what is another than it is. Raises NotPossible where it cannot hold."""
    tables = {}
    for name, before, after in (
        ("budget", budget_rows(proposal), wish.budget and [_line(row) for row in wish.budget]),
        ("duties", duty_rows(proposal), wish.duties and _duties(wish.duties)),
    ):
        if after and after != before:
            tables[name] = {"before": before, "after": after}
    if "budget" in tables and budget_wrongs(proposal, tables["budget"]["after"]):
        raise NotPossible(
            _(
                "The new budget does not add up: income and spending are not the same, a line is reckoned wrongly, or the city's "
                "part is more than its class or its theme sheet allows."
            )
        )
    if "duties" in tables and (beyond := span_changed(proposal, tables["duties"]["after"])):
        raise NotPossible(sentence(beyond[0]))
    if wish.joins is not None and wish.joins in signers(proposal):
        raise NotPossible(_("They carry it already."))
    return {"tables": tables, "joins": wish.joins, "joins_as": wish.joins_as.strip()[:120]}


def _line(row: dict[str, Any]) -> dict[str, Any]:
    return {**dict.fromkeys(("unit", "quantity"), 0), "words": "", "in_kind": False, "counted": True} | {
        name: row[name] for name in LINE if row.get(name) is not None
    }


def _duties(rows: list[dict[str, Any]]) -> Rows:
    names = {actor.pk: actor.shown_name for actor in Actor.objects.filter(pk__in=_actors(rows))}
    return [
        {
            "what": row["what"],
            "due": row["due"].isoformat() if row.get("due") else "",
            "parts": [
                {"actor": actor, "who": names[actor], "mark": str(mark), "brings": brings}
                for actor, mark, brings in row.get("parts", [])
            ],
        }
        for row in rows
    ]


def _actors(rows: list[dict[str, Any]]) -> set[int]:
    return {actor for row in rows for actor, _mark, _brings in row.get("parts", [])}


def take_over(proposal: Proposal, pending: Pending, *, by: Who) -> None:
    """Both sides have said yes: what the change would have, stands. The caller's transaction goes on."""
    if "budget" in pending.tables:
        _take_budget(proposal, pending.tables["budget"]["after"])
        keep_version(proposal, Which.BUDGET, by=by)
    if "duties" in pending.tables:
        _take_duties(proposal, pending.tables["duties"]["after"])
        keep_version(proposal, Which.ROLES, by=by)
    if pending.joins is not None and pending.joined is not None:
        _take_in(proposal, pending, by)


def _take_budget(proposal: Proposal, rows: Rows) -> None:
    """Lines of the same name stay the same line, so that what was spent stands against it. A line that goes while money was spent
    against it stays with nothing planned."""
    known: dict[tuple[str, str], list[BudgetLine]] = defaultdict(list)
    for line in BudgetLine.objects.filter(proposal=proposal):
        known[line.side, line.item].append(line)
    for place, row in enumerate(rows):
        same = known[row["side"], row["item"]]
        line = same.pop(0) if same else BudgetLine(proposal=proposal)
        for name, value in {**row, "place": place}.items():
            setattr(line, name, value)
        line.save()
    for line in (one for left in known.values() for one in left):
        if line.expenses.exists():
            line.amount, line.unit, line.quantity, line.place = 0, 0, 0, len(rows)
            line.save(update_fields=["amount", "unit", "quantity", "place"])
        else:
            line.delete()


def _take_duties(proposal: Proposal, rows: Rows) -> None:
    """A duty of the same name stays the same, done or not."""
    known: dict[str, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.filter(proposal=proposal):
        known[duty.what].append(duty)
    for place, row in enumerate(rows):
        same = known[row["what"]]
        duty = same.pop(0) if same else Duty(proposal=proposal, what=row["what"])
        duty.due, duty.place = parse_date(row["due"]) if row["due"] else None, place
        duty.save()
        duty.parts.all().delete()
        parts = [Part(duty=duty, actor_id=one["actor"], mark=one["mark"], brings=one["brings"]) for one in row["parts"]]
        Part.objects.bulk_create(parts)
    Duty.objects.filter(pk__in=[one.pk for left in known.values() for one in left]).delete()


def _take_in(proposal: Proposal, pending: Pending, by: Who) -> None:
    """The new partner stands among the parties, its yes as a signature under the text that stands."""
    actor, agreement = pending.joins, latest(proposal)
    assert actor is not None and agreement is not None and pending.joined_by is not None
    facts = {"role": pending.joins_as, "agreed": pending.joined, "agreed_by": pending.joined_by}
    Party.objects.update_or_create(
        item_id=proposal.pk,
        actor=actor,
        defaults=facts,
        create_defaults={**facts, "place": Party.objects.filter(item=proposal.pk).count()},
    )
    let_in(proposal, actor)
    Signature.objects.get_or_create(
        agreement=agreement,
        actor=actor,
        defaults={
            "person": pending.joined_by,
            "digest": agreement.digest,
            "on_paper": pending.joined_on_paper,
        },
    )
    record("project.partner_joined", by=by, item=proposal, inside=True, actor=actor.pk)
