"""Schemes: drawn up from an example or last year's, checked, opened, corrected, ended; the themes sections set; the panel."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import Plan, check, digest, plain
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import close_asks
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.actions import add_item, locked, put_themes, save_item
from yoriai.kernel.items.models import Item, Visibility
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Actor, Link, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.policy import is_office
from yoriai.proposals import policy
from yoriai.proposals.actions.corrections import note_corrections, note_theme_corrections
from yoriai.proposals.actions.rolling import move_dates
from yoriai.proposals.actions.theme_asks import themes_answered
from yoriai.proposals.lifecycle import SCHEME, SCHEME_THEME, THEME_SHEET
from yoriai.proposals.models import Proposal, Scheme, SchemeTheme
from yoriai.proposals.queries.handing_in import deadline

# Kinds of the app above, known here by their names: a scheme holds no key to them, only a tie of the thread.
FORUMS = ("assembly", "session")


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
    record("scheme.drafted", by=by, item=scheme, inside=True)
    return scheme


@transaction.atomic
def change_plan(
    scheme: Scheme, plan: Plan | Callable[[Plan], Plan], *, by: Who, why: str = "", version: int | None = None
) -> Scheme:
    """Another plan, or a change of the one that stands. Of a draft it simply takes the old one's place; of an open scheme each change
    is a published correction. version: of the scheme the writer had before them.

    Raises NotPossible where an open scheme's correction has no reason or would leave it with faults, and where somebody was quicker.
    """
    require(policy.can_run(by))
    scheme = locked(scheme)
    if scheme.state == Scheme.State.ENDED:
        raise NotPossible(_("This scheme has ended. Its plan stays as it was."))
    if version is not None and version != scheme.version:
        raise NotPossible(
            _("Somebody else has changed the scheme meanwhile. Please look at it again; nothing was kept.")
        )
    before, after = scheme.the_plan, plan(scheme.the_plan) if callable(plan) else plan
    if scheme.state == Scheme.State.OPEN:
        note_corrections(scheme, before, after, why.strip(), by)
    scheme.plan, scheme.title, scheme.summary, scheme.year = plain(after), after.name, after.about, after.year
    scheme.__dict__.pop("the_plan", None)
    if scheme.state == Scheme.State.OPEN:
        move_dates(scheme, before, after)
    save_item(scheme, "plan", "title", "summary", "year")
    record("scheme.changed", by=by, item=scheme, inside=scheme.state == Scheme.State.DRAFT)
    return scheme


@transaction.atomic
def put_before(scheme: Scheme, forum: Item, *, by: Who) -> Scheme:
    """The draft is talked over in an assembly, or on one of its evenings (R37): from now on everybody may read it as a draft."""
    require(policy.can_run(by))
    scheme = locked(scheme)
    if scheme.state != Scheme.State.DRAFT:
        raise NotPossible(_("Only a draft is put before an assembly; this scheme is decided."))
    if forum.kind not in FORUMS:
        raise NotPossible(_("Please choose a forum or one of its evenings."))
    link(scheme, forum, Link.Kind.RAISED_AT, by=by.actor)
    scheme.visibility = Visibility.PUBLIC
    save_item(scheme, "visibility")
    record("scheme.raised", by=by, item=scheme, forum=forum.code)
    return scheme


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
    close_asks(THEME_SHEET, scheme, by=by)
    record("scheme.ended", by=by, item=scheme)
    return scheme


@transaction.atomic
def publish_list(scheme: Scheme, *, by: Who) -> int:
    """The list of what came in: number, title, class. Returns how many stand in it. In one go, after the deadline."""
    require(policy.can_run(by))
    scheme = locked(scheme)
    now, last = timezone.now(), deadline(scheme)
    if last is not None and now <= last:
        raise NotPossible(_("Proposals can still come in. The list is published after the last day, all at once."))
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
    if scheme.state == Scheme.State.ENDED:
        raise NotPossible(_("This scheme has ended. No new theme is set for it."))
    sheet = SchemeTheme(
        scheme=scheme, by=section, title=title, state=SchemeTheme.State.DRAFT, visibility=Visibility.AUDIENCE, **facts
    )
    here = city()
    assert here is not None
    add_item(sheet, themes=themes, audience=dict.fromkeys([here.office, section]))
    themes_answered(scheme, section, title, by=by)
    record("scheme_theme.drafted", by=by, item=sheet, inside=True)
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
def change_theme(
    sheet: SchemeTheme, *, by: Who, themes: Iterable[Theme] = (), why: str = "", **facts: Any
) -> SchemeTheme:
    """Its section, or the office, writes it anew. why: of a sheet shown in an open scheme, for everybody; NotPossible without it."""
    require(policy.can_set_theme(by, sheet))
    sheet = locked(sheet)
    if sheet.state == SchemeTheme.State.ENDED:
        raise NotPossible(_("This theme has ended. It stays as it was."))
    if sheet.is_relied_on:
        note_theme_corrections(sheet, facts, why.strip(), by)
    for name, value in facts.items():
        setattr(sheet, name, value)
    put_themes(sheet, themes)
    save_item(sheet, *facts)
    record("scheme_theme.changed", by=by, item=sheet, inside=sheet.state == SchemeTheme.State.DRAFT)
    return sheet


@transaction.atomic
def end_theme(sheet: SchemeTheme, *, by: Who) -> SchemeTheme:
    """No new proposals for it; it stays readable."""
    require(policy.can_set_theme(by, sheet))
    sheet = locked(sheet)
    sheet.state = SCHEME_THEME.after(sheet.state, "end")
    save_item(sheet, "state")
    record("scheme_theme.ended", by=by, item=sheet)
    return sheet


@transaction.atomic
def note_export(scheme: Scheme, *, by: Who) -> None:
    """Everything of a scheme leaves the platform as a file, private facts too: it is kept who took it when."""
    require(policy.can_see_ranking(by, scheme))
    record("scheme.exported", by=by, item=scheme, inside=True)


@transaction.atomic
def write_of_the_year(scheme: Scheme, text: str, *, by: Who) -> Scheme:
    """A word beside the figures of the year, for everybody: why nothing was adopted, what is done about it. Empty takes it away."""
    require(policy.can_run(by))
    scheme = locked(scheme)
    scheme.of_the_year = text.strip()
    save_item(scheme, "of_the_year")
    record("scheme.year_told", by=by, item=scheme)
    return scheme
