"""Writing a result: the draft filled from the session, edits that lose nothing, voices with consent."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from yoriai.assembly.models import Session
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import close_asks
from yoriai.kernel.items.actions import add_item, locked, save_item, touch
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.links.actions import unlink
from yoriai.kernel.models import Link
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.publishing import policy
from yoriai.publishing.models import Draft, Quote, Result
from yoriai.publishing.queries.firsts import first_quotes, first_texts
from yoriai.voices.models import Statement
from yoriai.voices.queries import written

S = Session.State
MOST_QUOTES = 12
EDITABLE = (*Draft.TEXTS, "correction")


class Overtaken(NotPossible):
    """Two people changed the same text. Nothing was saved and nothing is lost: `both` holds (mine, theirs) for each text.

    `merged` is what the form shows next: theirs where only they changed it, mine elsewhere; `version` what it stands on.
    """

    def __init__(self, both: Mapping[str, tuple[str, str]], merged: Mapping[str, str], version: int) -> None:
        super().__init__(
            _("Somebody else has changed the same text in the meantime. Both texts are shown below; nothing is lost.")
        )
        self.both, self.merged, self.version = dict(both), dict(merged), version


@transaction.atomic
def draft_result(session: Session, *, by: Who) -> Result:
    """Begin the result of a session that is being summed up or closed. Asked twice, the same result."""
    session = locked(session)
    require(policy.can_write(by, session))
    if session.state not in (S.SUMMING_UP, S.CLOSED):
        raise NotPossible(_("The result is written after the evening, when the summing-up has begun."))
    found: Result | None = Result.objects.filter(session=session).first()
    if found is not None:
        return found
    before = Result.objects.filter(session__assembly=session.assembly_id).aggregate(Max("issue"))["issue__max"] or 0
    result = add_item(
        Result(
            session=session,
            issue=before + 1,
            title=session.title,
            by=session.assembly.team,
            state=Result.State.DRAFT,
            visibility=Visibility.AUDIENCE,
        ),
        themes=session.themes.all(),
        areas=session.areas.all(),
    )
    with override(settings.LANGUAGE_CODE):
        texts = first_texts(result)
    Draft.objects.create(result=result, number=1, by=by.person, **texts)
    Quote.objects.bulk_create(
        Quote(result=result, statement=card, text=card.text, said_as=card.said_as, place_in_list=place)
        for place, card in enumerate(first_quotes(session))
    )
    record("result.drafted", by=_for_team(by, result), item=result, inside=True)
    return result


def _for_team(by: Who, result: Result) -> Who:
    """What is done for the team is recorded under its hat, with the person beside it."""
    return by.wearing(result.by)


def writable(result: Result, by: Who) -> Result:
    """The result, held, if this person may write in it and it is a draft. Raises NotAllowed, NotPossible."""
    result = locked(result)
    require(policy.can_edit(by, result))
    if result.state != Result.State.DRAFT:
        raise NotPossible(_("The text has been agreed and cannot be changed now. Take it back to the draft first."))
    return result


@transaction.atomic
def edit_result(result: Result, changes: Mapping[str, str], *, by: Who, version: int) -> Draft:
    """Save texts (`EDITABLE`) that were changed from draft number `version`. Texts somebody else changed meanwhile are kept.

    Raises Overtaken where both changed the same one. Keys already turned fall, for they were for another text.
    """
    unknown = set(changes) - set(EDITABLE)
    assert not unknown, unknown
    result = writable(result, by)
    now = result.draft
    base = result.drafts.filter(number=version).first() or now
    both, merged = {}, {}
    for name in changes:
        mine, then, theirs = _clean(changes[name]), getattr(base, name), getattr(now, name)
        if mine not in (then, theirs) and theirs != then:
            both[name] = (mine, theirs)
        merged[name] = theirs if mine == then else mine
    if both:
        raise Overtaken(both, merged, now.number)
    return save_draft(result, now, merged, by=by)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def save_draft(result: Result, last: Draft, changes: Mapping[str, str], *, by: Who) -> Draft:
    """The next draft. Part of an action: the result is held and may be written."""
    changed = [name for name, text in changes.items() if getattr(last, name) != text]
    if not changed:
        return last
    for name in changed:
        field: Any = Draft._meta.get_field(name)
        if len(changes[name]) > field.max_length:
            facts = {"text": field.verbose_name, "most": field.max_length}
            raise NotPossible(_("“%(text)s” is too long: at most %(most)d characters.") % facts)
    texts = {name: getattr(last, name) for name in EDITABLE} | dict(changes)
    draft = Draft.objects.create(result=result, number=last.number + 1, by=by.person, **texts)
    if not result.editions.filter(shown__isnull=False).exists():
        # What the team sees in its lists; once something was shown, the shown headline stays until the next edition.
        result.title, result.summary = draft.headline or result.session.title, draft.lead
        save_item(result, "title", "summary")
    keys_fall(result, by=by)
    record("result.edited", by=_for_team(by, result), item=result, inside=True, texts=changed, draft=draft.number)
    return draft


def keys_fall(result: Result, *, by: Who) -> int:
    """Another text: keys that were turned for the old one count no more. Part of an action."""
    fallen = result.keys.filter(taken_back=None, edition=None).update(taken_back=timezone.now())
    close_asks(policy.SECOND_KEY, result, by=by)
    return fallen


@transaction.atomic
def add_quote(
    result: Result, *, by: Who, statement: Statement | None = None, text: str = "", said_as: str = ""
) -> Quote:
    """Put a voice into the draft: the words of a card whose writer ticked that it may be quoted (the whole or a part of
    them), or words somebody gave the editors for the newsletter."""
    result = writable(result, by)
    text = " ".join(text.split())
    if statement is not None:
        card = written(result.session).filter(pk=statement.pk, may_be_quoted=True).first()
        if card is None:
            raise NotPossible(_("The writer of this card has not allowed it to be quoted."))
        text, said_as = text or card.text, said_as or card.said_as
        if text not in " ".join(card.text.split()) and text != card.text:
            raise NotPossible(_("A quotation must be the card's own words, or a part of them."))
    if not text:
        raise NotPossible(_("Please write the words that were said."))
    if len(text) > Quote.MOST_CHARACTERS:
        raise NotPossible(_("A quotation has at most %(most)d characters.") % {"most": Quote.MOST_CHARACTERS})
    standing = result.quotes.filter(withdrawn=None, left_out=None)
    if statement is not None and standing.filter(statement=statement).exists():
        raise NotPossible(_("This card is quoted already."))
    if standing.count() >= MOST_QUOTES:
        raise NotPossible(_("There are %(most)d quotations already. Leave one out first.") % {"most": MOST_QUOTES})
    last = standing.aggregate(Max("place_in_list"))["place_in_list__max"] or 0
    quote = Quote.objects.create(
        result=result, statement=statement, text=text, said_as=said_as.strip()[:40], place_in_list=last + 1
    )
    keys_fall(result, by=by)
    record("quote.added", by=_for_team(by, result), item=result, inside=True, quote=quote.pk)
    return quote


@transaction.atomic
def leave_out_quote(quote: Quote, *, by: Who) -> Quote:
    """The editors choose another voice. Editions that were agreed with it keep it."""
    result = writable(quote.result, by)
    quote = Quote.objects.select_for_update().get(pk=quote.pk)
    if quote.left_out is None and quote.withdrawn is None:
        quote.left_out = timezone.now()
        quote.save(update_fields=["left_out"])
        keys_fall(result, by=by)
        record("quote.left_out", by=_for_team(by, result), item=result, inside=True, quote=quote.pk)
    return quote


@transaction.atomic
def withdraw_quote(quote: Quote, *, by: Who) -> Quote:
    """Consent is withdrawn: at once the words are gone from every page, file and edition, also those already shown.

    They stood in this row only (an edition holds a fingerprint), and the row is emptied; files made with them are deleted
    with it, and one made at this very moment is never served, because a file is found by what may be told. What was
    printed or sent cannot be called back; the page says so.
    """
    result = locked(quote.result)
    require(policy.can_withdraw_quote(by, quote))
    quote = Quote.objects.select_for_update(of=("self",)).select_related("statement").get(pk=quote.pk)
    if quote.withdrawn is not None:
        return quote
    quote.withdrawn, quote.text, quote.said_as = timezone.now(), "", ""
    quote.save(update_fields=["withdrawn", "text", "said_as"])
    if quote.statement is not None:
        Statement.objects.filter(pk=quote.statement.pk).update(may_be_quoted=False)
        unlink(quote.statement.item, result.item, Link.Kind.TOLD_IN)
    if result.state == Result.State.DRAFT:
        keys_fall(result, by=by)
    touch(result)
    record("quote.withdrawn", by=by, item=result, inside=True, quote=quote.pk)
    result.made.all().delete()
    return quote
