"""Writing together: each question has one answer, two who write at once lose nothing, a form handed in is frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import digest
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, save_item, touch
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.agreements import follow_tables
from yoriai.proposals.actions.steps import as_group
from yoriai.proposals.actions.tables import Which, keep_version
from yoriai.proposals.models import Answer, BudgetLine, Document, Duty, FormerAnswer, Part, Proposal, Remark
from yoriai.proposals.queries.agreements import can_stand_beside
from yoriai.proposals.queries.sheets import budget_as_data, duties_as_data, duties_of, overtaken, sheet_as_data

TITLE = "title"
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else answered the same question in the meantime: their words stand, mine are kept to choose from."""

    key: str
    mine: str
    theirs: str
    by: Actor


@transaction.atomic
def put_answers(
    proposal: Proposal, form: str, texts: Mapping[str, str], *, by: Who, seen: Mapping[str, int] | None = None
) -> list[Clash]:
    """Answer questions of a form. seen: the version of each answer the writer had before them (0: none yet).

    What somebody else changed since then is not written over; it is returned, with both words. The rest is kept.
    """
    proposal = locked(proposal)
    require(policy.can_write(by, proposal, form))
    sheet = proposal.scheme.the_plan.form(form)
    if sheet is None:
        raise NotPossible(_("This scheme has no such form."))
    by = as_group(by, proposal)
    known = {row.key: row for row in Answer.objects.filter(proposal=proposal).select_related("hat")}
    clashes, changed = [], []
    for key, text in texts.items():
        if key not in sheet.fields:
            continue
        row, text = known.get(key), text.replace("\r\n", "\n").strip()
        if text == (row.text if row else ""):
            continue
        if seen is not None and row is not None and seen.get(key, 0) != row.version:
            clashes.append(Clash(key, text, row.text, row.hat))
            continue
        _put(proposal, key, text, row, by)
        changed.append(key)
    if TITLE in changed and texts[TITLE].strip():
        proposal.title = texts[TITLE].strip()[:200]
        save_item(proposal, "title")
    elif changed:
        touch(proposal)
    if changed:
        record("proposal.written", by=by, item=proposal, inside=True, form=form, keys=changed)
    return clashes


def _put(proposal: Proposal, key: str, text: str, row: Answer | None, by: Who) -> None:
    if row is None:
        Answer.objects.create(proposal=proposal, key=key, text=text, person=by.person, hat=by.actor)
        return
    FormerAnswer.objects.create(
        answer=row, text=row.text, version=row.version, person_id=row.person_id, hat_id=row.hat_id, at=row.at
    )
    row.text, row.version, row.person, row.hat = text, row.version + 1, by.person, by.actor
    row.save(update_fields=["text", "version", "person", "hat", "at"])


def name_in_answers(proposal: Proposal, *, by: Who) -> None:
    """The proposal's name answers the question for it, where the scheme asks one: said once, never asked again."""
    if all(field.key != TITLE for field in proposal.scheme.the_plan.fields):
        return
    row = Answer.objects.filter(proposal=proposal, key=TITLE).first()
    if row is None or row.text != proposal.title:
        _put(proposal, TITLE, proposal.title, row, by)


def copy_answers(source: Proposal, target: Proposal, keys: Iterable[str], *, by: Who) -> None:
    """What was said in an earlier proposal stands in the new one, to be looked over; what the new one says already stays."""
    said = Answer.objects.filter(proposal=target).values("key")
    rows = Answer.objects.filter(proposal=source, key__in=list(keys)).exclude(text="").exclude(key__in=said)
    Answer.objects.bulk_create(
        [Answer(proposal=target, key=row.key, text=row.text, person=by.person, hat=by.actor) for row in rows]
    )


@transaction.atomic
def remark(proposal: Proposal, key: str, text: str, *, by: Who) -> Remark:
    """A word beside a question, or beside a part of the agreement. Raises NotPossible where there is no such thing."""
    require(policy.can_remark(by, proposal))
    if not can_stand_beside(proposal, key):
        raise NotPossible(_("There is no such question here."))
    if not text.strip():
        raise NotPossible(_("Please write something."))
    row = Remark.objects.create(proposal=proposal, key=key, text=text.strip()[:1000], by=by.actor)
    touch(proposal)
    record("proposal.remarked", by=by, item=proposal, inside=True, key=key)
    return row


@transaction.atomic
def settle_remark(row: Remark, *, by: Who) -> None:
    """Seen to: it no longer asks for attention."""
    require(policy.can_remark(by, row.proposal))
    Remark.objects.filter(pk=row.pk, settled=None).update(settled=timezone.now())


def _check_seen(seen: str | None, now: list[dict[str, Any]]) -> None:
    """A table is written as a whole: whoever sends theirs has read what it takes the place of."""
    if seen is not None and overtaken(seen, now):
        raise NotPossible(
            _(
                "Somebody else has changed this table in the meantime. Theirs stands below; what you typed is here still. "
                "Sending it again puts yours in its place."
            )
        )


@transaction.atomic
def put_budget(proposal: Proposal, lines: list[dict[str, Any]], *, by: Who, seen: str | None = None) -> None:
    """The whole budget (F3): it may not add up while it is written; handing in asks for that.

    seen: the digest of the table the writer had before them; empty: they saw none; None: whatever stands there may go.
    Raises NotPossible where somebody has changed it since.
    """
    proposal = locked(proposal)
    require(policy.can_write(by, proposal, "F3"))
    _check_seen(seen, budget_as_data(BudgetLine.objects.filter(proposal=proposal)))
    if len(lines) > MOST_LINES:
        raise NotPossible(_("These are very many lines. Please put some of them together."))
    BudgetLine.objects.filter(proposal=proposal).delete()
    BudgetLine.objects.bulk_create(
        [BudgetLine(proposal=proposal, place=place, **line) for place, line in enumerate(lines)]
    )
    keep_version(proposal, Which.BUDGET, by=as_group(by, proposal))
    touch(proposal)
    record("proposal.written", by=as_group(by, proposal), item=proposal, inside=True, form="F3")
    follow_tables(proposal, by=by)


@transaction.atomic
def put_duties(proposal: Proposal, duties: list[dict[str, Any]], *, by: Who, seen: str | None = None) -> None:
    """The whole table of roles (F4): what, by when, and (actor, mark, brings) of everybody who carries it. seen: as for the budget."""
    proposal = locked(proposal)
    require(policy.can_write(by, proposal, "F4"))
    _check_seen(seen, duties_as_data(duties_of(proposal)))
    if len(duties) > MOST_LINES:
        raise NotPossible(_("These are very many lines. Please put some of them together."))
    Duty.objects.filter(proposal=proposal).delete()
    for place, row in enumerate(duties):
        duty = Duty.objects.create(proposal=proposal, what=row["what"], due=row.get("due"), place=place)
        Part.objects.bulk_create(
            [Part(duty=duty, actor_id=actor, mark=mark, brings=brings) for actor, mark, brings in row.get("parts", [])]
        )
    keep_version(proposal, Which.ROLES, by=as_group(by, proposal))
    touch(proposal)
    record("proposal.written", by=as_group(by, proposal), item=proposal, inside=True, form="F4")
    follow_tables(proposal, by=by)


def freeze(
    proposal: Proposal,
    form: str,
    *,
    by: Who,
    on_paper_from: str = "",
    more: Mapping[str, Any] | None = None,
    way: str = "",
    scan: Any = None,
) -> Document:
    """The form as it stands now, whole, under its digest; the next version where there is one already. more: kept with it.

    way, scan: how the paper came that was typed, and its picture.
    """
    content = {**sheet_as_data(proposal, form), **(more or {})}
    last = Document.objects.filter(proposal=proposal, form=form).aggregate(last=Max("version"))["last"] or 0
    return Document.objects.create(
        proposal=proposal, form=form, version=last + 1, content=content, digest=digest(content), person=by.person,
        hat=by.actor, on_paper_from=on_paper_from, way=way, scan=scan or "",
    )  # fmt: skip


def give_receipt(proposal: Proposal, *, by: Who) -> None:
    """控え: the group is told what was read, once for all that went in together. The caller's transaction goes on."""
    record("proposal.receipt_made", by=by, item=proposal, inside=True)
