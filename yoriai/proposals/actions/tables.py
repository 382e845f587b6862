"""Who left the budget and the table of roles how: a version each time something in it is another."""

from typing import Any

from yoriai.kernel.actors.who import Who
from yoriai.proposals.models import BudgetLine, Proposal, TableVersion
from yoriai.proposals.queries.sheets import budget_as_data, duties_of

Which = TableVersion.Which


def keep_version(proposal: Proposal, which: TableVersion.Which, *, by: Who) -> None:
    """The table as it stands now, as the next version; none where it says what the last one said. The caller's transaction goes on."""
    rows = budget_as_data(BudgetLine.objects.filter(proposal=proposal)) if which == Which.BUDGET else _duties(proposal)
    last = TableVersion.objects.filter(proposal=proposal, which=which).order_by("-version").first()
    if rows == (last.rows if last is not None else []):
        return
    number = last.version + 1 if last is not None else 1
    TableVersion.objects.create(
        proposal=proposal, which=which, version=number, rows=rows, person=by.person, hat=by.actor
    )


def _duties(proposal: Proposal) -> list[dict[str, Any]]:
    """Without the names of those who carry them: these are told anew each time they are shown."""
    return [
        {
            "what": row.what,
            "due": row.due.isoformat() if row.due else "",
            "parts": [{"actor": part.actor_id, "mark": part.mark, "brings": part.brings} for part in row.parts.all()],
        }
        for row in duties_of(proposal)
    ]
