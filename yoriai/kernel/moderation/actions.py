"""Report, hide, lift, appeal."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.items.models import Item, Visibility
from yoriai.kernel.moderation.models import Appeal, Hiding, Report
from yoriai.kernel.moderation.policy import can_appeal, can_moderate
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record


@transaction.atomic
def report(item: Item, *, by: Who | None, reason: str, text: str = "", part: str = "") -> Report:
    """Tell the office that the rules may be broken. The same person reports the same thing once."""
    values = {"reason": reason, "text": text[:400]}
    if by is None:
        made = Report.objects.create(item_id=item.pk, part=part, by=None, **values)
    else:
        made, _new = Report.objects.get_or_create(
            item_id=item.pk, part=part, by=by.person, settled=None, defaults=values
        )
    record("item.reported", by=by, item=item, inside=True, reason=reason, part=part)
    return made


@transaction.atomic
def hide(item: Item, *, by: Who, reason: str, text: str, part: str = "") -> Hiding:
    """Make the item (or a part of it) invisible, with a reason its author reads. Open reports of it are settled."""
    require(can_moderate(by))
    item = locked(item)
    if Hiding.objects.filter(item_id=item.pk, part=part, lifted=None).exists():
        raise NotPossible(_("This is invisible already."))
    hiding = Hiding.objects.create(
        item_id=item.pk, part=part, by=by.actor, reason=reason, text=text, visibility_before=item.visibility
    )
    if not part:
        item.visibility = Visibility.HIDDEN
        item.save(update_fields=["visibility"])
    touch(item)
    Report.objects.filter(item_id=item.pk, part=part, settled=None).update(settled=timezone.now(), settled_by=by.person)
    record("item.hidden", by=by, item=item, reason=reason, part=part)
    return hiding


@transaction.atomic
def lift(hiding: Hiding, *, by: Who, answer: str = "") -> Hiding:
    """Make it visible again, as it was before."""
    require(can_moderate(by))
    item = locked(hiding.item)
    hiding = Hiding.objects.select_for_update().get(pk=hiding.pk)
    if hiding.lifted is not None:
        raise NotPossible(_("This has been lifted already."))
    hiding.lifted, hiding.lifted_by = timezone.now(), by.person
    hiding.save(update_fields=["lifted", "lifted_by"])
    if not hiding.part:
        item.visibility = hiding.visibility_before
        item.save(update_fields=["visibility"])
    touch(item)
    Appeal.objects.filter(hiding=hiding, answered=None).update(answered=timezone.now(), answer=answer)
    record("item.shown_again", by=by, item=item, part=hiding.part)
    return hiding


@transaction.atomic
def settle(reported: Report, *, by: Who) -> Report:
    """Nothing wrong was found: the report is closed, the item stays."""
    require(can_moderate(by))
    reported.settled, reported.settled_by = timezone.now(), by.person
    reported.save(update_fields=["settled", "settled_by"])
    record("report.settled", by=by, item=reported.item, inside=True)
    return reported


@transaction.atomic
def appeal(hiding: Hiding, text: str, *, by: Who) -> Appeal:
    """The author asks for another look."""
    require(can_appeal(by, hiding))
    try:
        with transaction.atomic():
            made = Appeal.objects.create(hiding=hiding, by=by.actor, text=text[:1000])
    except IntegrityError:
        raise NotPossible(_("You have asked for another look already.")) from None
    record("item.appealed", by=by, item=hiding.item, inside=True)
    return made
