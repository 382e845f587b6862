"""Corrections of an open scheme: published one by one, and what of the plan no longer changes once somebody has relied on it."""

from typing import Any

from django.utils.translation import gettext as _

from yoriai.engines.schemes import Plan, Round, check, differences
from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import NotPossible
from yoriai.proposals.models import Answer, Correction, Proposal, Scheme, SchemeTheme, ScoreSheet

# Who reads an answer, from the fewest to everybody.
READ_BY = ("office", "parties", "public")


def note_corrections(scheme: Scheme, before: Plan, after: Plan, why: str, by: Who) -> None:
    """Each difference as a row everybody may read. Raises NotPossible for a change that is no correction any more."""
    _with_a_reason(why)
    if check(after):
        raise NotPossible(
            _("With this change the scheme would no longer work. Please look at the list of what is wrong.")
        )
    if gone := _classes_in_use(scheme, after):
        raise NotPossible(
            _("There are proposals of this class already: %(names)s. It can no longer be taken out.") % {"names": gone}
        )
    if judged := _rounds_in_use(scheme, before, after):
        raise NotPossible(
            _(
                "The panel has begun with this already: %(names)s. Criteria, weights, points and rounds stay as they are; "
                "names and explanations can still be put right."
            )
            % {"names": judged}
        )
    if wider := _read_by_more(scheme, before, after):
        raise NotPossible(
            _(
                "These questions have been answered: %(names)s. Those who answered were told who reads it; it cannot be "
                "read by more people now."
            )
            % {"names": wider}
        )
    for one in differences(before, after):
        Correction.objects.create(
            scheme=scheme, where=one.where, before=one.before, after=one.after, why=why[:400], by=by.actor
        )


def note_theme_corrections(sheet: SchemeTheme, facts: dict[str, Any], why: str, by: Who) -> None:
    """The same for a theme sheet people write their proposals to: each column that shall be another."""
    changed = {name: value for name, value in facts.items() if getattr(sheet, name) != value}
    if changed:
        _with_a_reason(why)
    for name, value in changed.items():
        where, before = f"set_themes.{sheet.code}.{name}", getattr(sheet, name)
        Correction.objects.create(
            scheme=sheet.scheme, where=where, before=before, after=value, why=why[:400], by=by.actor
        )


def _with_a_reason(why: str) -> None:
    if not why:
        raise NotPossible(_("The scheme is open: please say why this is corrected. Everybody reads it."))


def _classes_in_use(scheme: Scheme, after: Plan) -> str:
    left = {kind.key for kind in after.types}
    used = set(Proposal.objects.filter(scheme=scheme).values_list("type", flat=True).distinct())
    return "、".join(kind.name for kind in scheme.the_plan.types if kind.key in used - left)


def _rounds_in_use(scheme: Scheme, before: Plan, after: Plan) -> str:
    """Rounds with a sheet that would be counted otherwise, or not at all; classes with a sheet that would be judged by others."""
    begun = set(ScoreSheet.objects.filter(proposal__scheme=scheme).values_list("round", "proposal__type").distinct())
    rounds, types = {key for key, _type in begun}, {key for _round, key in begun}
    left, kinds = {one.key: one for one in after.rounds}, {kind.key: kind for kind in after.types}
    found = [one.name for one in before.rounds if one.key in rounds and _counted(one) != _counted(left.get(one.key))]
    found += [
        kind.name
        for kind in before.types
        if kind.key in types and kind.key in kinds and kinds[kind.key].rounds != kind.rounds
    ]
    return "、".join(found)


def _counted(one: Round | None) -> object:
    """What the count of a round hangs on: the first criterion may decide between equals, so their order too."""
    return one and (one.scale, [(row.key, row.weight) for row in one.criteria])


def _read_by_more(scheme: Scheme, before: Plan, after: Plan) -> str:
    answered = set(Answer.objects.filter(proposal__scheme=scheme).values_list("key", flat=True).distinct())
    told = {field.key: field.shown for field in before.fields}
    # A question that was taken out and comes back under its key finds the old answers there: they were for the fewest.
    wider = [
        field.label
        for field in after.fields
        if field.key in answered and READ_BY.index(field.shown) > READ_BY.index(told.get(field.key, "office"))
    ]
    return "、".join(wider)
