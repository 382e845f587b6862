"""Papers of the group: added, taken away, opened. The file has come through the one door (`ui.files`) before it is here."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.policy import is_office
from yoriai.proposals import policy
from yoriai.proposals.actions.steps import as_group
from yoriai.proposals.lifecycle import OFFICE, PARTNER, PROPOSER, SECTION
from yoriai.proposals.models import Document, Paper, Proposal, Scheme, Signature
from yoriai.proposals.queries.papers import carried_over, papers_there, papers_to_carry_over, was_handed_in
from yoriai.ui.dates import local_date
from yoriai.ui.files import Taken

MOST = 20
# Somebody may stand on several sides; the reading is told of the nearest one to the file.
NEAREST = (PROPOSER, OFFICE, SECTION, PARTNER, policy.COMPANION, policy.PANEL)


@transaction.atomic
def add_paper(proposal: Proposal, kind: str, file: Taken, *, by: Who, on_paper_from: str = "") -> Paper:
    """Add a paper. on_paper_from: whose it is, for the office that scanned it. Raises NotPossible: too many, or it is there already."""
    proposal = locked(proposal)
    require(policy.can_add_paper(by, proposal))
    require(not on_paper_from or is_office(by))
    if kind not in Paper.Kind:
        raise NotPossible(_("Please choose what sort of paper it is."))
    there = papers_there(proposal)
    if len(there) >= MOST:
        raise NotPossible(_("Twenty papers are the most. Please take one away first."))
    if any((one.kind, one.digest) == (kind, file.digest) for one in there):
        raise NotPossible(_("This very file is here already."))
    by = as_group(by, proposal)
    row = _kept(proposal, kind, file, by, on_paper_from.strip()[:120])
    touch(proposal)
    record("paper.added", by=by, item=proposal, inside=True, paper=row.pk)
    return row


def _kept(proposal: Proposal, kind: str, file: Taken, by: Who, on_paper_from: str) -> Paper:
    return Paper.objects.create(
        proposal=proposal, kind=kind, file=file, name=file.shown, content_type=file.content_type, size=file.size,
        digest=file.digest, person=by.person, hat=by.actor, on_paper_from=on_paper_from,
    )  # fmt: skip


@transaction.atomic
def carry_papers_over(earlier: Proposal, new: Proposal, *, by: Who) -> list[Paper]:
    """What a group brought to its earlier proposal and does not change with the year, as papers of the new one with files of their own."""
    new = locked(new)
    require(policy.can_add_paper(by, new))
    brought, rows = carried_over(earlier), []
    for old in papers_to_carry_over(earlier, new):
        try:
            with old.file.open() as kept:
                file = Taken(kept.read(), str(old.file.name).rpartition(".")[2], old.name)
        except FileNotFoundError:  # a disk that lost a file keeps nobody from beginning again
            continue
        row = _kept(new, old.kind, file, by, old.on_paper_from)
        first = brought.get(old.pk, local_date(old.at))
        record("paper.carried_over", by=by, item=new, inside=True, paper=row.pk, first=first.isoformat())
        rows.append(row)
    return rows


@transaction.atomic
def take_paper_away(paper: Paper, *, by: Who) -> Paper:
    """The file leaves; that it was there, and who took it away when, stays.

    What was handed in keeps its file for its term and is marked as replaced: the frozen sheets say by its digest that it was read.
    """
    proposal = locked(paper.proposal)
    require(policy.can_add_paper(by, proposal))
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.gone is not None:
        return paper
    by = as_group(by, proposal)
    kept = was_handed_in(paper)
    storage, name = paper.file.storage, str(paper.file.name)
    paper.file, paper.gone, paper.gone_by = name if kept else "", timezone.now(), by.actor
    paper.save(update_fields=["file", "gone", "gone_by"])
    touch(proposal)
    record("paper.taken_away", by=by, item=proposal, inside=True, paper=paper.pk, kept=kept)
    if not kept:
        transaction.on_commit(lambda: storage.delete(name))  # a file does not come back with a rollback
    return paper


@transaction.atomic
def read_paper(paper: Paper, *, by: Who) -> Paper:
    """Open it. Who opened it when is kept, but for the group itself and whoever brought it."""
    require(policy.can_read_paper(by, paper))
    if not by.wears(paper.proposal.by_id) and not by.wears(paper.hat_id):
        mine = policy.sides(by, paper.proposal)
        side = next(one for one in NEAREST if one in mine)
        record("paper.read", by=by, item=paper.proposal, inside=True, paper=paper.pk, side=side)
    return paper


@transaction.atomic
def note_reading(thing: Signature | Document, *, by: Who) -> None:
    """A signed paper or a form on paper was taken home: who, when, which; but for the group's own."""
    proposal = thing.agreement.proposal if isinstance(thing, Signature) else thing.proposal
    require(policy.can_read(by, proposal))
    if not by.wears(proposal.by_id):
        record("scan.read", by=by, item=proposal, inside=True, thing=thing._meta.model_name, pk=thing.pk)


@transaction.atomic
def note_panel_file(scheme: Scheme, file: str, *, by: Who) -> None:
    """The panel's book or every point of its sheets leaves the platform as a file: who took which when."""
    require(policy.can_have_book(by, scheme) if file == "book" else policy.can_see_ranking(by, scheme))
    record("panel_file.read", by=by, item=scheme, inside=True, file=file)
