"""From rows to what `paper` draws."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yoriai.proposals.models import Agreement, Pending, Proposal
from yoriai.proposals.paper.agreement import AgreementPaper, Change, Signed, agreement_pdf
from yoriai.proposals.queries import agreements as query


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
                articles=[(one.number, one.heading, one.text) for one in query.articles(row)],
                parties=[_signed(one) for one in parties],
                digest=row.digest,
                stands=max(days) if whole else None,
                changes=[change_of(one) for one in changes],
            )
        )


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
    answered = row.agreed or row.dropped or row.asked
    return Change(
        timezone.localdate(row.asked), timezone.localdate(answered), row.asked_by.shown_name,
        row.answered_by.shown_name if row.answered_by else "", row.reason, row.before, row.after, row.money,
    )  # fmt: skip
