"""Schemes: drawn up from an example or last year's, checked, opened, corrected, ended; the themes sections set; the panel."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import Plan, check, digest, plain
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.actions import add_item, locked, save_item
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.policy import is_office
from yoriai.proposals import policy
from yoriai.proposals.lifecycle import SCHEME, SCHEME_THEME
from yoriai.proposals.models import Correction, PanelSeat, Proposal, Scheme, SchemeTheme


@transaction.atomic
def draw_up(plan: Plan, *, by: Who, made_from: Scheme | None = None) -> Scheme:
    """A draft of a scheme only the office sees."""
    require(policy.can_run(by))
    here = city()
    assert here is not None
    scheme = Scheme(
        title=plan.name,
        summary=plan.about,
        by=here.office,
        state=Scheme.State.DRAFT,
        visibility=Visibility.AUDIENCE,
        plan=plain(plan),
        year=plan.year,
        made_from=made_from,
    )
    add_item(scheme, audience=[here.office])
    record("scheme.begun", by=by, item=scheme, inside=True)
    return scheme


@transaction.atomic
def change_plan(scheme: Scheme, plan: Plan, *, by: Who, why: str = "") -> Scheme:
    """Another plan. Of a draft it simply takes the old one's place; of an open scheme each change is a published correction.

    Raises NotPossible where an open scheme's correction has no reason, or would leave it with faults.
    """
    require(policy.can_run(by))
    scheme = locked(scheme)
    after = plain(plan)
    if scheme.state == Scheme.State.ENDED:
        raise NotPossible(_("This scheme has ended. Its plan stays as it was."))
    if scheme.state == Scheme.State.OPEN:
        _note_corrections(scheme, after, plan, why, by)
    scheme.plan, scheme.title, scheme.summary, scheme.year = after, plan.name, plan.about, plan.year
    scheme.__dict__.pop("the_plan", None)
    save_item(scheme, "plan", "title", "summary", "year")
    record("scheme.changed", by=by, item=scheme, inside=scheme.state == Scheme.State.DRAFT)
    return scheme


def _note_corrections(scheme: Scheme, after: dict[str, Any], plan: Plan, why: str, by: Who) -> None:
    if not why.strip():
        raise NotPossible(_("The scheme is open: please say why this is corrected. Everybody reads it."))
    if check(plan):
        raise NotPossible(
            _("With this change the scheme would no longer work. Please look at the list of what is wrong.")
        )
    changed = [name for name in {*scheme.plan, *after} if scheme.plan.get(name) != after.get(name)]
    for name in sorted(changed):
        Correction.objects.create(
            scheme=scheme,
            where=name,
            before=_shown(scheme.plan.get(name)),
            after=_shown(after.get(name)),
            why=why.strip()[:400],
            by=by.actor,
        )


def _shown(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else digestible(value)


def digestible(value: Any) -> str:
    """A part of a plan as lines a person can compare."""
    if isinstance(value, dict):
        return "　".join(f"{name}: {digestible(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "\n".join(digestible(each) for each in value)
    return str(value)


@transaction.atomic
def open_scheme(scheme: Scheme, *, by: Who) -> Scheme:
    """From now on everybody reads it and may begin. Its plan is frozen under its digest."""
    require(policy.can_run(by))
    scheme = locked(scheme)
    scheme.state = SCHEME.after(scheme.state, "open")
    if check(scheme.the_plan):
        raise NotPossible(_("Something in the plan would not work. Please put it right first."))
    if any(kind.themed for kind in scheme.the_plan.types) and not scheme.set_themes.filter(state="shown").exists():
        raise NotPossible(_("One class needs themes set by sections. Please show at least one theme first."))
    scheme.opened, scheme.visibility = timezone.now(), Visibility.PUBLIC
    scheme.digest = digest(scheme.plan)
    save_item(scheme, "state", "opened", "visibility", "digest")
    record("scheme.opened", by=by, item=scheme)
    return scheme


@transaction.atomic
def end_scheme(scheme: Scheme, *, by: Who) -> Scheme:
    """No new proposals; what is under way goes on."""
    require(policy.can_run(by))
    scheme = locked(scheme)
    scheme.state = SCHEME.after(scheme.state, "end")
    save_item(scheme, "state")
    record("scheme.ended", by=by, item=scheme)
    return scheme


@transaction.atomic
def publish_list(scheme: Scheme, *, by: Who) -> int:
    """The list of what came in: number, title, class. Returns how many stand in it. In one go, after the deadline."""
    require(policy.can_run(by))
    scheme = locked(scheme)
    now = timezone.now()
    waiting = Proposal.objects.filter(scheme=scheme, number__isnull=False, listed=None)
    stand = waiting.update(listed=now)
    scheme.listed = scheme.listed or now
    save_item(scheme, "listed")
    record("scheme.list_published", by=by, item=scheme, number=stand)
    return stand


@transaction.atomic
def set_theme(
    scheme: Scheme, section: Actor, *, by: Who, title: str, themes: Iterable[Theme] = (), **facts: Any
) -> SchemeTheme:
    """A section's theme sheet (F0), as a draft."""
    require(policy.can_set_theme(by))
    require(is_office(by) or by.wears(section.pk))
    sheet = SchemeTheme(
        scheme=scheme, by=section, title=title, state=SchemeTheme.State.DRAFT, visibility=Visibility.AUDIENCE, **facts
    )
    here = city()
    assert here is not None
    add_item(sheet, themes=themes, audience=[here.office, section])
    record("scheme_theme.added", by=by, item=sheet, inside=True)
    return sheet


@transaction.atomic
def show_theme(sheet: SchemeTheme, *, by: Who) -> SchemeTheme:
    """Everybody reads it, and may ask about it."""
    require(policy.can_set_theme(by, sheet))
    sheet = locked(sheet)
    sheet.state = SCHEME_THEME.after(sheet.state, "show")
    sheet.visibility = Visibility.PUBLIC
    save_item(sheet, "state", "visibility")
    record("scheme_theme.shown", by=by, item=sheet)
    return sheet


@transaction.atomic
def seat_on_panel(
    scheme: Scheme, actor: Actor, *, by: Who, role: str = PanelSeat.Role.MEMBER, of: str = ""
) -> PanelSeat:
    """Somebody sits on the panel from today. One person, one seat; one chair."""
    require(policy.can_run(by))
    if not actor.is_human:
        raise NotPossible(_("A member of the panel is a person."))
    scheme = locked(scheme)
    seats = PanelSeat.objects.filter(scheme=scheme, ended=None)
    if seats.filter(actor=actor).exists():
        raise NotPossible(_("They sit on the panel already."))
    if role == PanelSeat.Role.CHAIR and seats.filter(role=role).exists():
        raise NotPossible(_("The panel has a chair already."))
    seat = PanelSeat.objects.create(scheme=scheme, actor=actor, role=role, of=of)
    record("panel.seated", by=by, item=scheme, inside=True, seat=seat.pk)
    return seat
