"""The office asks sections for theme sheets (F0); a sheet is an answer, and so is 「今年はなし」 with its reason."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, decline, note_answer
from yoriai.kernel.items.actions import locked
from yoriai.kernel.models import Actor, Ask, Audience
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.lifecycle import THEME_SHEET
from yoriai.proposals.models import Scheme, SchemeRemark
from yoriai.proposals.policy import early


@transaction.atomic
def ask_for_themes(
    scheme: Scheme, sections: Iterable[Actor], *, by: Who, due: dt.date, text: str = "", today: dt.date | None = None
) -> int:
    """Each section is asked once, and reads the scheme from now on, draft or not. Returns how many were new."""
    require(policy.can_run(by))
    scheme, wanted = locked(scheme), {section.pk: section for section in sections}
    if scheme.state == Scheme.State.ENDED:
        raise NotPossible(_("This scheme has ended. No new theme is set for it."))
    if not wanted or any(section.kind != Actor.Kind.SECTION for section in wanted.values()):
        raise NotPossible(_("Please choose the sections that are asked."))
    if due < (today or timezone.localdate()):
        raise NotPossible(_("The new date is in the past."))
    open_asks = Ask.objects.filter(what=THEME_SHEET, item=scheme.pk, asked__in=wanted, state=Ask.State.ASKED)
    asked = set(open_asks.values_list("asked", flat=True))
    new = [section for pk, section in wanted.items() if pk not in asked]
    for section in new:
        Audience.objects.get_or_create(item_id=scheme.pk, actor=section)
        ask(THEME_SHEET, scheme, section, by=by, text=text.strip(), due=due)
    record("scheme.themes_asked", by=by, item=scheme, inside=True, number=len(new))
    return len(new)


@transaction.atomic
def set_no_theme(scheme: Scheme, section: Actor, reason: str, *, by: Who) -> None:
    """今年はなし. The section says it, or the office notes what was said on the telephone."""
    require(early.can_answer_for(by, section))
    waiting = _waiting(scheme, section)
    if waiting is None:
        raise NotPossible(_("Nothing waits for your answer here."))
    if by.wears(section.pk):
        decline(waiting, reason, by=by.wearing(section))
        return
    note_answer(waiting, reason, by=by, declined=True)
    record("scheme.no_theme_noted", by=by, item=scheme, inside=True, section=section.pk)


def themes_answered(scheme: Scheme, section: Actor, title: str, *, by: Who) -> None:
    """A sheet has been written: the ask, where one is open, has its answer. Inside the transaction of the sheet."""
    waiting = _waiting(scheme, section)
    if waiting is not None and by.wears(section.pk):
        answer(waiting, title, by=by.wearing(section))
    elif waiting is not None:
        note_answer(waiting, title, by=by)


def _waiting(scheme: Scheme, section: Actor) -> Ask | None:
    return Ask.objects.filter(what=THEME_SHEET, item=scheme.pk, asked=section, state=Ask.State.ASKED).first()


@transaction.atomic
def remark_on_draft(scheme: Scheme, section: Actor, text: str, *, by: Who) -> SchemeRemark:
    """A word of a section that was asked, or of the office, on the draft. Others never read it."""
    scheme = locked(scheme)
    require(early.can_remark_on_draft(by, scheme, section))
    if not text.strip():
        raise NotPossible(_("Please write a word first."))
    made = SchemeRemark.objects.create(scheme=scheme, by=section, person=by.person, text=text.strip()[:1000])
    record("scheme.remarked", by=by.wearing(section), item=scheme, inside=True, remark=made.pk)
    return made
