"""二人で確かめて公開: two people, one of the citizens and one of the city's staff, say yes to exactly the same text."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly.models import Session
from yoriai.kernel.actors.models import Actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.items.actions import locked, save_item
from yoriai.kernel.models import Ask
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.models import Representation
from yoriai.people.queries import members_of
from yoriai.publishing import policy
from yoriai.publishing.actions.writing import keys_fall, writable
from yoriai.publishing.content import digest
from yoriai.publishing.lengths import characters
from yoriai.publishing.lifecycle import RESULT
from yoriai.publishing.models import Draft, Edition, Key, Result
from yoriai.publishing.queries import content_of, next_number, quotes_of, turned_keys

SECOND_KEY = policy.SECOND_KEY
# So long a side has to turn its key before it passes to the side's deputy.
PATIENCE = dt.timedelta(days=3)


def missing(result: Result, draft: Draft | None = None) -> list[str]:
    """What stands between this draft and the keys, a sentence each; empty when it can be agreed."""
    draft = draft or result.draft
    found: list[object] = []
    if result.session.state != Session.State.CLOSED:
        found.append(_("The session is not closed yet: its next step is still open."))
    if not draft.headline:
        found.append(_("The headline is missing."))
    if characters(draft.headline) > Result.HEADLINE:
        found.append(_("The headline has more than %(most)d characters.") % {"most": Result.HEADLINE})
    if not draft.lead:
        found.append(_("The sentence under the headline is missing."))
    if characters(draft.lead) > Result.LEAD:
        found.append(_("The sentence under the headline has more than %(most)d characters.") % {"most": Result.LEAD})
    if characters(draft.easy) > Result.EASY:
        found.append(_("The easy Japanese has more than %(most)d characters.") % {"most": Result.EASY})
    if not draft.next_step:
        found.append(_("The next step is missing."))
    for quote in quotes_of(result):
        if quote.statement is not None and quote.text not in " ".join(quote.statement.text.split()):
            facts = {"card": quote.statement.code}
            found.append(
                _("The card %(card)s was corrected after it was quoted. Leave the voice out and quote it anew.") % facts
            )
    if not draft.correction and result.editions.filter(shown__isnull=False).exists():
        found.append(_("Please write what was wrong: a correction is never silent."))
    return [str(sentence) for sentence in found]


@transaction.atomic
def ask_for_keys(result: Result, *, by: Who) -> Result:
    """The draft is ready: both sides are asked to read it and turn their keys."""
    result = writable(result, by)
    _complete(result)
    for side in Representation.Side.values:
        _ask_side(result, side, by=by)
    record("result.keys_asked", by=by.wearing(result.by), item=result, inside=True)
    return result


def _complete(result: Result) -> None:
    lacking = missing(result)
    if lacking:
        raise NotPossible(" ".join(lacking))


def _ask_side(result: Result, side: str, *, by: Who) -> None:
    """Everybody on the side but its deputies and whoever asks."""
    seats = members_of(result.by).filter(side=side, is_deputy=False)
    due = timezone.localdate() + PATIENCE
    for seat in seats.exclude(person=by.person):
        ask(SECOND_KEY, result, seat.person, by=by.wearing(result.by), text=result.draft.headline, due=due)


@transaction.atomic
def turn_key(
    result: Result,
    side: str,
    *,
    by: Who,
    digest: str,
    decided_on: dt.date | None = None,
    document_number: str = "",
) -> Key:
    """One side's yes to the text whose digest was read. The second key, by another person, freezes it as an edition.

    The staff's key can carry 決裁日・文書番号. Raises NotAllowed for another side's key, NotPossible where the text has
    changed, is not complete, or this side or this person has turned a key already.
    """
    result = locked(result)
    require(policy.can_turn_key(by, result, side), _("This key belongs to somebody else."))
    after = RESULT.after(result.state, "release")
    content = content_of(result)
    _complete(result)
    if digest != digest_of(content):
        raise NotPossible(_("The text has changed since you read it. Please read it once more, then turn your key."))
    _drop_stale(result, digest)
    turned = turned_keys(result, digest)
    if any(key.side == side for key in turned):
        raise NotPossible(_("This side has turned its key already."))
    if any(key.by_id == by.person.pk for key in turned):
        raise NotPossible(_("The second key must be turned by another person."))
    seat = members_of(result.by).get(person=by.person)
    of_staff = side == Representation.Side.STAFF
    key = Key.objects.create(
        result=result,
        side=side,
        digest=digest,
        by=by.person,
        as_deputy=seat.is_deputy,
        decided_on=decided_on if of_staff else None,
        document_number=document_number.strip()[:60] if of_staff else "",
    )
    record("result.key_turned", by=by.wearing(result.by), item=result, inside=True, side=side, deputy=seat.is_deputy)
    if turned:
        key.edition = _release(result, content, after, by=by)
    else:
        _ask_the_other(result, side, by=by)
    return key


digest_of = digest  # inside turn_key the name means the digest somebody read


def _drop_stale(result: Result, current: str) -> None:
    """Keys turned before the facts of the session changed are for another text."""
    result.keys.filter(taken_back=None, edition=None).exclude(digest=current).update(taken_back=timezone.now())


def _ask_the_other(result: Result, side: str, *, by: Who) -> None:
    """This side need not be asked any more; the other one is, by a date."""
    mine = members_of(result.by).filter(side=side).values_list("person", flat=True)
    close_asks(SECOND_KEY, result, by=by, asked=mine)
    for other in Representation.Side.values:
        if other != side:
            _ask_side(result, other, by=by)


def _release(result: Result, content: dict[str, object], after: str, *, by: Who) -> Edition:
    number, last = next_number(result), result.draft
    edition = Edition.objects.create(
        result=result, number=number, content=content, digest=digest_of(content), correction=last.correction
    )
    result.keys.filter(taken_back=None, edition=None).update(edition=edition)
    result.state = after
    save_item(result, "state")
    close_asks(SECOND_KEY, result, by=by)
    record("result.released", by=by.wearing(result.by), item=result, inside=True, edition=number, digest=edition.digest)
    return edition


@transaction.atomic
def take_back_key(key: Key, *, by: Who) -> Key:
    """Whoever turned it thinks again, until the second key is turned."""
    result = locked(key.result)
    key = Key.objects.select_for_update(of=("self",)).select_related("result__by").get(pk=key.pk)
    require(policy.can_take_back_key(by, key), _("This key cannot be taken back any more."))
    key.taken_back = timezone.now()
    key.save(update_fields=["taken_back"])
    close_asks(SECOND_KEY, result, by=by)
    record("result.key_taken_back", by=by.wearing(result.by), item=result, inside=True, side=key.side)
    return key


@transaction.atomic
def revise(result: Result, *, by: Who, note: str = "") -> Result:
    """Back to the draft: what was agreed but never shown, or what was withdrawn.

    An edition nobody was shown is dropped (the record keeps its digest); after one that was shown, the next says what was wrong.
    """
    result = locked(result)
    require(policy.can_edit(by, result))
    state = RESULT.after(result.state, "revise")
    if result.editions.filter(shown__isnull=False).exists() and not note.strip():
        raise NotPossible(_("Please write what was wrong: a correction is never silent."))
    unshown = result.editions.filter(shown=None)
    digests = list(unshown.values_list("digest", flat=True))
    Key.objects.filter(edition__in=unshown).update(edition=None, taken_back=timezone.now())
    unshown.delete()
    keys_fall(result, by=by)
    begin_draft(result, note, by=by)
    result.state = state
    save_item(result, "state")
    record("result.revised", by=by.wearing(result.by), item=result, inside=True, dropped=digests)
    return result


def begin_draft(result: Result, note: str, *, by: Who) -> Draft:
    """A draft with the same texts and the note of what was wrong. Part of an action."""
    last = result.draft
    return Draft.objects.create(
        result=result, number=last.number + 1, by=by.person, correction=note.strip()[:400], **last.texts
    )


@transaction.atomic
def pass_keys_on(now: dt.datetime) -> list[Ask]:
    """Keys waited for three days pass to the deputy of their side, who is asked by name. Whoever was asked may still turn it."""
    waiting = Ask.objects.filter(what=SECOND_KEY, state=Ask.State.ASKED, created__lte=now - PATIENCE)
    asks: list[Ask] = []
    for result in Result.objects.filter(pk__in=waiting.values("item"), state=Result.State.DRAFT).select_related("by"):
        asked = set(waiting.filter(item_id=result.pk).values_list("asked", flat=True))
        asks += _pass_on(result, asked)
    return asks


def _pass_on(result: Result, asked: Iterable[int]) -> list[Ask]:
    seats = list(members_of(result.by))
    sides = {seat.side for seat in seats if seat.person_id in asked and not seat.is_deputy}
    known = set(
        Ask.objects.filter(what=SECOND_KEY, item_id=result.pk, state=Ask.State.ASKED).values_list("asked", flat=True)
    )
    turned = set(result.keys.filter(taken_back=None, edition=None).values_list("by", flat=True))
    made = []
    for seat in seats:
        if seat.side in sides and seat.is_deputy and seat.person_id not in known | turned:
            made.append(_ask_deputy(result, seat.person))
            record("result.key_passed_on", by=None, item=result, inside=True, side=seat.side)
    return made


def _ask_deputy(result: Result, deputy: Actor) -> Ask:
    team = Who.alone(result.by)
    return ask(SECOND_KEY, result, deputy, by=team, text=result.draft.headline, due=timezone.localdate() + PATIENCE)
