"""Showing a result on its channels, taking it back, correcting it. Nothing shown changes silently."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, put_themes, save_item
from yoriai.kernel.items.models import ItemArea, Visibility
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Hiding, Item, Link
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import defer, record
from yoriai.people.models import Outgoing
from yoriai.publishing import policy
from yoriai.publishing.actions.keys import begin_draft
from yoriai.publishing.actions.writing import keys_fall
from yoriai.publishing.content import told_of
from yoriai.publishing.lifecycle import RESULT
from yoriai.publishing.models import Draft, Edition, Publication, Quote, Result
from yoriai.publishing.queries import open_publications, quotable

Channel = Publication.Channel
# What ends with a channel, and which ways of the outbox it fills.
ENDS_WITH: dict[str, tuple[str, ...]] = {Channel.WEB: (Channel.WEB, Channel.FEED)}
WAYS: dict[str, tuple[str, ...]] = {Channel.MAIL: (Outgoing.Way.MAIL,), Channel.BY_HAND: (Outgoing.Way.BY_HAND,)}


@transaction.atomic
def publish(result: Result, channels: Iterable[str], *, by: Who) -> list[Publication]:
    """Show the edition that was agreed on these channels (`Publication.Channel`), with or after the web page.

    A corrected edition takes the place of the earlier one wherever that is still shown, ticked or not.
    """
    result = locked(result)
    require(policy.can_edit(by, result))
    state = RESULT.after(result.state, "publish")
    if result.visibility == Visibility.HIDDEN:
        raise NotPossible(
            _("The office has made this invisible under the publication rules. Please talk with them first.")
        )
    edition = result.editions.latest("number")
    wanted = set(channels)
    unknown = wanted - set(Channel.values)
    if unknown:
        raise NotPossible(_("There is no such channel."))
    earlier = open_publications(result).exclude(edition=edition)
    wanted |= set(earlier.exclude(channel__in=Publication.SENT_ONCE).values_list("channel", flat=True))
    # A channel that was ended alone may be opened again; what was sent once is never sent twice.
    still = Q(ended=None) | Q(channel__in=Publication.SENT_ONCE)
    shown = set(edition.publications.filter(still).values_list("channel", flat=True))
    new = [channel for channel in Channel.values if channel in wanted - shown]
    if not new:
        raise NotPossible(_("It is shown there already.") if wanted else _("Please tick where it is to be shown."))
    if Channel.WEB not in shown | wanted:
        raise NotPossible(_("The web page comes first: everything else points to it."))
    now = timezone.now()
    with override(settings.LANGUAGE_CODE):
        why = str(_("A corrected edition took its place."))
    earlier.update(ended=now, ended_by=by.person, ended_why=why)
    made = Publication.objects.bulk_create(
        Publication(edition=edition, channel=channel, by=by.person) for channel in new
    )
    if edition.shown is None:
        edition.shown = now
        edition.save(update_fields=["shown"])
    _show(result, edition, state, by)
    record("result.published", by=by.wearing(result.by), item=result, edition=edition.number, channels=new)
    defer("make_files", edition=edition.pk)
    return made


def _show(result: Result, edition: Edition, state: str, by: Who) -> None:
    texts = edition.content["texts"]
    result.title, result.summary = texts["headline"], texts["lead"]
    result.state, result.visibility, result.withdrawn_why = state, Visibility.PUBLIC, ""
    save_item(result, "title", "summary", "state", "visibility", "withdrawn_why")
    put_themes(result, result.session.themes.all())
    ItemArea.objects.filter(item_id=result.pk).delete()
    ItemArea.objects.bulk_create(ItemArea(item_id=result.pk, area=area) for area in result.session.areas.all())
    quotes, _humans, codes = told_of(edition.content)
    cards = quotable(Quote.objects.filter(pk__in=quotes)).exclude(statement=None).values("statement")
    told = (
        Item.objects.filter(code__in=codes)
        | Item.objects.filter(pk__in=cards)
        | Item.objects.filter(pk=result.session_id)
    )
    for item in told:
        link(item, result.item, Link.Kind.TOLD_IN, by=by.actor)


@transaction.atomic
def withdraw(result: Result, reason: str, *, by: Who) -> Result:
    """Either side alone, at once: every channel ends, what has not been sent is not sent, and the page says why."""
    result = locked(result)
    require(policy.can_withdraw(by, result))
    state = RESULT.after(result.state, "withdraw")
    reason = reason.strip()[:400]
    if not reason:
        raise NotPossible(_("Please say why; whoever opens the page will read it."))
    ended = open_publications(result).update(ended=timezone.now(), ended_by=by.person, ended_why=reason)
    result.state, result.withdrawn_why = state, reason
    if result.visibility == Visibility.HIDDEN:
        Hiding.objects.filter(item_id=result.pk, part="", lifted=None).update(visibility_before=Visibility.AUDIENCE)
    else:
        result.visibility = Visibility.AUDIENCE
    save_item(result, "state", "visibility", "withdrawn_why")
    keys_fall(result, by=by)
    _not_sent(result, Outgoing.objects.all())
    record("result.withdrawn", by=by.wearing(result.by), item=result, reason=reason, channels=ended)
    result.made.all().delete()
    return result


@transaction.atomic
def end_channel(result: Result, channel: str, reason: str, *, by: Who) -> list[Publication]:
    """One channel alone: either side, at once, with the reason. The web page takes the feed along, which only points to it.

    What has not been mailed or telephoned is not; what has cannot be called back. The rest of the result stays.
    """
    result = locked(result)
    require(policy.can_withdraw(by, result))
    reason = reason.strip()[:400]
    if not reason:
        raise NotPossible(_("Please say why; it stands in the list of what went where."))
    ended = list(open_publications(result).filter(channel__in=ENDS_WITH.get(channel, (channel,))))
    if channel not in {row.channel for row in ended}:
        raise NotPossible(_("It is not shown there."))
    rows = Publication.objects.filter(pk__in=[row.pk for row in ended])
    rows.update(ended=timezone.now(), ended_by=by.person, ended_why=reason)
    if channel == Channel.WEB and result.visibility == Visibility.PUBLIC:
        result.visibility = Visibility.AUDIENCE
        save_item(result, "visibility")
    _not_sent(result, Outgoing.objects.filter(way__in=WAYS.get(channel, ())))
    result.made.all().delete()
    facts = {"channels": [row.channel for row in ended], "reason": reason}
    record("result.channel_ended", by=by.wearing(result.by), item=result, inside=True, **facts)
    return ended


def _not_sent(result: Result, rows: "QuerySet[Outgoing]") -> None:
    rows.filter(item_id=result.pk, sent=None, record__verb="result.published").delete()


@transaction.atomic
def correct(result: Result, note: str, *, by: Who) -> Draft:
    """Something was wrong: a draft of the next edition begins, with the note everybody will read. What is shown stays until then."""
    result = locked(result)
    require(policy.can_edit(by, result))
    state = RESULT.after(result.state, "correct")
    if not note.strip():
        raise NotPossible(_("Please write what was wrong: a correction is never silent."))
    draft = begin_draft(result, note, by=by)
    result.state = state
    save_item(result, "state")
    record("result.correction_begun", by=by.wearing(result.by), item=result, inside=True, note=draft.correction)
    return draft


@transaction.atomic
def keep(result: Result, *, by: Who) -> Result:
    """No correction after all: the draft takes up the shown texts again."""
    result = locked(result)
    require(policy.can_edit(by, result))
    state = RESULT.after(result.state, "keep")
    shown = open_publications(result).select_related("edition").order_by("-edition__number").first()
    if shown is None:
        raise NotPossible(_("Nothing is shown yet that could be kept."))
    texts = shown.edition.content["texts"]
    Draft.objects.create(result=result, number=result.draft.number + 1, by=by.person, **texts)
    keys_fall(result, by=by)
    result.state = state
    save_item(result, "state")
    record("result.kept", by=by.wearing(result.by), item=result, inside=True)
    return result
