"""一斉のお知らせ: written once, sent once to each. The mail itself goes from the outbox, by a job."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yoriai.engines.schemes import unknown_words
from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.models import Outgoing
from yoriai.proposals import policy
from yoriai.proposals.models import Mailing, Proposal, Scheme
from yoriai.proposals.queries.mailings import FILLED_IN, Reached


@transaction.atomic
def send_mailing(
    scheme: Scheme, reached: Reached, *, by: Who, key: str, subject: str, text: str, chosen: dict[str, Any]
) -> Mailing:
    """To everybody of the list, each once. The same form sent again (its key) is the same mailing; with other words it is refused.

    One record for each proposal it is about, and one for the whole, whose job fills the outbox.
    """
    require(policy.can_run(by))
    # A mail's subject is one line, whatever was pasted.
    subject = " ".join(subject.split())
    if wrong := unknown_words(f"{subject}\n{text}", FILLED_IN):
        raise NotPossible(no_such_word(wrong[0]))
    if not reached.receivers:
        raise NotPossible(_("Nobody would get this. Please choose others."))
    facts: dict[str, Any] = {
        "by_mail": len(reached.by(Outgoing.Way.MAIL)),
        "by_hand": len(reached.by(Outgoing.Way.BY_HAND)),
    }
    facts |= {"subject": subject, "text": text, "chosen": chosen, "to": reached.frozen, "by": by.person}
    row, is_new = Mailing.objects.get_or_create(key=key, defaults={"scheme": scheme, **facts})
    if not is_new and (row.scheme_id, row.subject, row.text, row.to) != (scheme.pk, subject, text, reached.frozen):
        # Back in the browser after the yes, with other words: nobody would get these.
        raise NotPossible(
            _("This has already been sent, as it was then. Please begin a new one for what is different.")
        )
    if is_new:
        for proposal in _about(reached):
            record("proposal.written_to", by=by, item=proposal, inside=True, mailing=row.pk)
        record("mailing.posted", by=by, item=scheme, inside=True, mailing=row.pk)
    return row


def _about(reached: Reached) -> list[Proposal]:
    return list({pk: one for row in reached.receivers for pk, one in row.proposals.items()}.values())


def no_such_word(name: str) -> str:
    """What to say of a word in braces nothing can be filled in for."""
    return _("“{%(name)s}” cannot be filled in. These words can: %(known)s") % {
        "name": name,
        "known": "、".join(f"{{{one}}}" for one in FILLED_IN),
    }
