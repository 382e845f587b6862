"""From rows to what `paper` draws."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yoriai.kernel.models import Actor
from yoriai.proposals.models import Agreement, LookBack, Pending, Proposal
from yoriai.proposals.paper.agreement import AgreementPaper, Change, Signed, agreement_pdf, change_pdf
from yoriai.proposals.paper.disclosure import disclosure_pdf, disclosure_xlsx
from yoriai.proposals.paper.look_back import LookBackPaper, look_back_pdf
from yoriai.proposals.queries import agreements as query
from yoriai.proposals.queries.disclosure import the_whole
from yoriai.proposals.queries.keeping import keeping
from yoriai.proposals.queries.tables import differences, label_of_line, words_of_duty, words_of_line
from yoriai.proposals.queries.work import LOOKED_AT


def agreement_pdf_of(proposal: Proposal, row: Agreement) -> bytes:
    """A version of the agreement as paper. Under the version that stands, what was changed since."""
    row.proposal = proposal
    with override("ja"):
        parties = query.signed_by(row)
        days = [timezone.localdate(one.signature.at) for one in parties if one.signature]
        whole = bool(parties) and len(days) == len(parties)
        newest = query.latest(proposal)
        changes = query.agreed_changes(proposal) if newest is not None and newest.pk == row.pk else []
        return agreement_pdf(
            AgreementPaper(
                title=proposal.title,
                scheme=proposal.scheme.title,
                version=row.version,
                contract=row.contract,
                tables=_tables(row),
                articles=[(one.number, one.heading, one.text) for one in query.articles(row)],
                parties=[_signed(one) for one in parties],
                digest=row.digest,
                stands=_stands(proposal, row, newest, days) if whole else None,
                changes=[change_of(one) for one in changes],
            )
        )


def _stands(proposal: Proposal, row: Agreement, newest: Agreement | None, days: list[dt.date]) -> dt.date:
    """The day the last party signed it. Whoever joined later by a change signed later, and it stood before."""
    step = proposal.steps.filter(target=Proposal.State.AGREED).order_by("-id").first()
    signed = step is not None and newest is not None and newest.pk == row.pk
    return timezone.localdate(step.at) if signed else max(days)  # type: ignore[union-attr]


def _tables(row: Agreement) -> list[tuple[str, list[tuple[str, str]]]]:
    """別表: the budget and the roles as they stood under this version: (heading, (line, words))."""
    found = [
        (str(_("Budget")), [(label_of_line(one), words_of_line(one)) for one in row.budget]),
        (str(_("Who does what")), [(one["what"], words_of_duty(one)) for one in row.duties]),
    ]
    return [table for table in found if table[1]]


def _signed(one: query.Party) -> Signed:
    row = one.signature
    if row is None:
        return Signed(one.actor.shown_name)
    on_paper = bool(row.on_paper)
    how = _("on paper: %(seen)s") % {"seen": row.on_paper} if on_paper else _("on the platform")
    # Who signed on paper stands in what was seen; the person of the row is the officer who noted it.
    return Signed(one.actor.shown_name, "" if on_paper else row.person.shown_name, how, timezone.localdate(row.at))


def change_of(row: Pending) -> Change:
    """A change as paper shows it."""
    return Change(
        timezone.localdate(row.asked), timezone.localdate(row.agreed) if row.agreed else None, row.asked_by.shown_name,
        row.answered_by.shown_name if row.answered_by else "", row.reason, row.before, row.after, row.money,
        row.decided_on if row.agreed else None, row.public_text,
        [(one.label, one.before, one.after) for one in differences(row)], row.on_paper_from, row.answered_on_paper,
    )  # fmt: skip


def change_pdf_of(proposal: Proposal, row: Pending) -> bytes:
    """変更・中止の申請書 (F11)."""
    with override("ja"):
        return change_pdf(
            proposal.title, proposal.scheme.title, row.sort == Pending.Sort.STOP, change_of(row), _state_of(row)
        )


def _state_of(row: Pending) -> str:
    if row.agreed:
        return _("Both sides have agreed.")
    return _("It stays as it was.") if row.dropped else _("The other side has not answered yet.")


def look_back_pdf_of(proposal: Proposal, row: LookBack | None, actor: Actor | None) -> bytes:
    """The sheet of one side as it stands; without a row a blank one."""
    with override("ja"):
        marks = row.marks if row is not None else {}
        texts = [(str(_text_label(name)), getattr(row, name) if row else "") for name in ("good", "better", "learned")]
        return look_back_pdf(
            LookBackPaper(
                title=proposal.title,
                scheme=proposal.scheme.title,
                party=actor.shown_name if actor else "",
                questions=[(str(words), marks.get(key) or 0) for key, words in LOOKED_AT.items()],
                texts=texts,
            )
        )


def _text_label(name: str) -> object:
    return getattr(LookBack._meta.get_field(name), "verbose_name", name)


def disclosure_of(proposal: Proposal, form: str) -> bytes:
    """開示用一式, as "pdf" or "xlsx", in Japanese like all paper."""
    with override("ja"):
        whole, term = the_whole(proposal), keeping(proposal)
        return disclosure_pdf(proposal, whole, term) if form == "pdf" else disclosure_xlsx(whole, term)
