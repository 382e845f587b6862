"""Budget and roles as rows: as both sides agreed to them, as a change would have them, and what lies between."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from yoriai.engines.schemes import Fault, Line, budget_faults
from yoriai.proposals.models import BudgetLine, Duty, Part, Pending, Proposal
from yoriai.proposals.queries.sheets import budget_as_data, duties_of
from yoriai.ui.dates import full_date

CITY = "city"
Rows = list[dict[str, Any]]


def budget_rows(proposal: Proposal) -> Rows:
    """The lines of the budget as they stand. One query."""
    return budget_as_data(BudgetLine.objects.filter(proposal=proposal))


def duty_rows(proposal: Proposal) -> Rows:
    """The lines of the table of roles as they stand, each part with whose it is. Three queries."""
    return [_duty(row) for row in duties_of(proposal)]


def _duty(row: Duty) -> dict[str, Any]:
    parts = [
        {"actor": part.actor_id, "who": part.actor.shown_name, "mark": part.mark, "brings": part.brings}
        for part in row.parts.all()
    ]
    return {"what": row.what, "due": row.due.isoformat() if row.due else "", "parts": parts}


def budget_wrongs(proposal: Proposal, rows: Rows) -> list[Fault]:
    """What keeps these lines from adding up, by the rules of its class and its theme sheet."""
    names = ("unit", "quantity", "in_kind", "counted")
    lines = [Line(row["side"], row["item"], row["amount"], **{name: row[name] for name in names}) for row in rows]
    return [Fault(fault.what, "F3", {**fault.facts, "line": fault.where}) for fault in faults_of(proposal, lines)]


def faults_of(proposal: Proposal, lines: list[Line]) -> list[Fault]:
    """What does not add up in these lines, within the caps of its class and of the theme sheet it answers."""
    theme = proposal.theme
    kind = proposal.scheme.the_plan.type(proposal.type)
    return budget_faults(lines, kind, theme_cap=theme.cap if theme else 0)


def city_part(rows: Iterable[dict[str, Any]]) -> int:
    """What the city bears, in yen."""
    return sum(row["amount"] for row in rows if row["side"] == BudgetLine.Side.INCOME and row["item"] == CITY)


def cost_in_words(rows: Rows) -> str:
    """The sentence of the agreement about the city's part; none where there is none."""
    part = city_part(rows)
    return _("The city bears %(yen)s yen at most.") % {"yen": f"{part:,}"} if part else ""


def _who_until(row: dict[str, Any]) -> tuple[str, str]:
    """Who carries a duty, until when."""
    marks = (f"{'◎' if part['mark'] == Part.Mark.LEADS else '○'}{part['who']}" for part in row["parts"])
    day = parse_date(row["due"]) if row["due"] else None
    return "、".join(marks), f"（{full_date(day)}）" if day else ""


def duties_in_words(rows: Rows) -> str:
    """The table of roles as lines of the agreement."""
    said = ((row["what"], *_who_until(row)) for row in rows)
    return "\n".join(f"{what}{until}　{who}" for what, who, until in said)


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a table that is another after the change; empty where there is no such line."""

    label: str
    before: str
    after: str


def differences(pending: Pending) -> list[Difference]:
    """What a change does to the tables and the parties, line by line."""
    found = []
    for name, key, words in (("budget", label_of_line, words_of_line), ("duties", _what, words_of_duty)):
        table = pending.tables.get(name)
        if table:
            found += _between(table["before"], table["after"], key, words)
    if "settlement" in pending.tables:
        found += _settled(pending.tables["settlement"])
    if pending.joins_id is not None:
        assert pending.joins is not None
        role = f"（{pending.joins_as}）" if pending.joins_as else ""
        found.append(Difference(_("New partner"), "", f"{pending.joins.shown_name}{role}"))
    return found


def _settled(money: dict[str, Any]) -> Iterator[Difference]:
    """精算: what was planned and what was spent, the city's part and what it has paid, what goes back or is still to come."""
    for line in money["lines"]:
        yield Difference(
            line["item"], _planned(line["planned"]), _("spent: %(yen)s yen") % {"yen": f"{line['spent']:,}"}
        )
    paid = _("paid: %(yen)s yen") % {"yen": f"{money['paid']:,}"}
    yield Difference(str(_("The city's part")), _planned(money["city"]), paid)
    day = parse_date(money["back_by"])
    until = _("until %(day)s") % {"day": full_date(day)} if day else ""
    back, to_come = (_("%(yen)s yen") % {"yen": f"{money[name]:,}"} for name in ("refund", "to_pay"))
    if money["to_pay"]:
        yield Difference(str(_("Still to be paid by the city")), "", to_come)
    yield Difference(str(_("Goes back to the city")), "", f"{back}（{until}）" if until else back)


def _planned(yen: int) -> str:
    return _("planned: %(yen)s yen") % {"yen": f"{yen:,}"}


def label_of_line(row: dict[str, Any]) -> str:
    """Side and name of a line of the budget."""
    side = BudgetLine.Side(row["side"]).label
    return f"{side}：{_("The city's part") if row['item'] == CITY else row['item']}"


def words_of_line(row: dict[str, Any]) -> str:
    """Its amount, and how it is reckoned."""
    amount = _("%(yen)s yen") % {"yen": f"{row['amount']:,}"}
    return f"{amount}（{row['words']}）" if row["words"] else amount


def _what(row: dict[str, Any]) -> str:
    return str(row["what"])


def words_of_duty(row: dict[str, Any]) -> str:
    """Who carries a duty, until when, with what."""
    brings = "、".join(part["brings"] for part in row["parts"] if part["brings"])
    return "　".join(filter(None, ["".join(_who_until(row)), brings]))


def _between(before: Rows, after: Rows, key: Any, words: Any) -> list[Difference]:
    """Lines of the same name are the same line; where several have one name, in their order."""
    old, new = _named(before, key), _named(after, key)
    found = []
    for name in [*old, *(name for name in new if name not in old)]:
        one, other = old.get(name), new.get(name)
        said = [words(row) if row is not None else "" for row in (one, other)]
        if said[0] != said[1] or _bare(one) != _bare(other):
            found.append(Difference(name[0], said[0] or "－", said[1] or "－"))
    return found


def _named(rows: Rows, key: Any) -> dict[tuple[str, int], dict[str, Any]]:
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for row in rows:
        name, number = key(row), 0
        while (name, number) in found:
            number += 1
        found[name, number] = row
    return found


def _bare(row: dict[str, Any] | None) -> dict[str, Any]:
    return {} if row is None else row
