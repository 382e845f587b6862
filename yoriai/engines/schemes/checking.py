"""What would not work in a plan, found before it is opened."""

from collections import Counter
from collections.abc import Iterable, Iterator

from yoriai.engines.schemes.plan import Fault, Plan, Round, Type

# Steps of the way a type may leave out; the rest of the way is the same for all.
MAY_SKIP = frozenset({"consulting", "in_talks", "first_review", "presenting", "awaiting_budget"})
# A proposal begins on the first of these and is handed in on the second.
NEEDED_FORMS = ("F1", "F2")
# The class for a project that runs already, as the examples name it.
CONTINUING = "again"
# What stands between the chosen answers where several may be chosen.
APART = "、"


def check(plan: Plan) -> list[Fault]:
    """Every fault of the plan; an empty list: it can be opened."""
    found = [*_names(plan), *_forms(plan), *_phases(plan), *_types(plan)]
    for one in plan.rounds:
        found += _round(one)
    if plan.rules.pass_at > 100:
        found.append(Fault("over_100", "rules.pass_at", {"value": plan.rules.pass_at}))
    if plan.rules.quorum < 2 * plan.rules.trim + 1:
        found.append(Fault("quorum_too_small", "rules.quorum", {"quorum": plan.rules.quorum, "trim": plan.rules.trim}))
    return found


def _twice(names: Iterable[str], where: str) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault("twice", where, {"name": name})


def _names(plan: Plan) -> Iterator[Fault]:
    if not plan.name.strip():
        yield Fault("empty", "name")
    for where in ("types", "phases", "fields", "papers", "keeps", "rounds"):
        yield from _twice((row.key for row in getattr(plan, where)), where)
    yield from _twice((form.code for form in plan.forms), "forms")
    if not plan.types:
        yield Fault("none", "types")


def _forms(plan: Plan) -> Iterator[Fault]:
    known = {field.key for field in plan.fields}
    codes = {form.code for form in plan.forms}
    yield from (Fault("no_form", "forms", {"code": code}) for code in NEEDED_FORMS if code not in codes)
    for form in plan.forms:
        for key in form.fields:
            if key not in known:
                yield Fault("unknown_field", f"forms.{form.code}", {"key": key})
        for key in form.required:
            if key not in form.fields:
                yield Fault("required_elsewhere", f"forms.{form.code}", {"key": key})
    for field in plan.fields:
        if field.sort in ("choice", "several") and len(field.options) < 2:
            yield Fault("too_few_options", f"fields.{field.key}")
        if any(APART in one for one in field.options):
            yield Fault("comma_in_option", f"fields.{field.key}")


def _phases(plan: Plan) -> Iterator[Fault]:
    for phase in plan.phases:
        if phase.starts and phase.ends and phase.ends < phase.starts:
            yield Fault("ends_before_start", f"phases.{phase.key}", {"starts": phase.starts, "ends": phase.ends})
        if not phase.starts and not phase.ends and not phase.about:
            yield Fault("no_time", f"phases.{phase.key}")
    starts = [phase.starts for phase in plan.phases if phase.starts]
    if starts != sorted(starts):
        yield Fault("phases_out_of_order", "phases")
    call = plan.phase("call")
    if not plan.rules.rolling and (call is None or call.ends is None):
        yield Fault("no_deadline", "phases.call")


def _types(plan: Plan) -> Iterator[Fault]:
    rounds = {one.key for one in plan.rounds}
    for kind in plan.types:
        where = f"types.{kind.key}"
        if kind.ratio > 100:
            yield Fault("over_100", where, {"value": kind.ratio})
        yield from (Fault("cannot_skip", where, {"step": step}) for step in kind.skips if step not in MAY_SKIP)
        yield from (Fault("unknown_round", where, {"key": key}) for key in kind.rounds if key not in rounds)
        if plan.contract:
            yield from (
                Fault("unknown_contract", where, {"name": one}) for one in kind.contract if one not in plan.contract
            )
        yield from _rounds_of(kind, where)
        if kind.key == CONTINUING and kind.years < 2:
            yield Fault("no_second_year", where)
        if "consulting" in kind.skips and plan.rules.consultation and not plan.rules.rolling:
            yield Fault("consultation_skipped", where)


def _rounds_of(kind: Type, where: str) -> Iterator[Fault]:
    """One round for the last look, one more where papers are looked at first."""
    wanted = 1 if "first_review" in kind.skips else 2
    if len(kind.rounds) != wanted:
        yield Fault("number_of_rounds", where, {"wanted": wanted, "has": len(kind.rounds)})


def _round(one: Round) -> Iterator[Fault]:
    where = f"rounds.{one.key}"
    yield from _twice((row.key for row in one.criteria), where)
    total = sum(row.weight for row in one.criteria)
    if total != 100:
        yield Fault("weights_not_100", where, {"total": total})
    if one.scale < 2:
        yield Fault("scale_too_small", where)
