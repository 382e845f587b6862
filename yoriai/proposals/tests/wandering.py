"""Long random ways of one proposal by the real actions, and every door from which an outsider could look at it meanwhile."""

import datetime as dt
from dataclasses import dataclass
from importlib import import_module

from django.urls import get_resolver, reverse
from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.lifecycle import PROPOSAL
from yoriai.proposals.models import ScoreSheet
from yoriai.proposals.policy import MAY
from yoriai.proposals.tests.walk import Walk

# What ends a way; taken only where the walk is to end like this.
ENDING = {"withdraw", "give_up", "stop", "refuse", "turn_down", "lose_budget"}
BY_DATE = {"lapse", "lapse_correction"}


def answer(walk, proposal, *, yes):
    waits = proposal.pendings.get(agreed=None, dropped=None)
    actions.answer_pending(waits, by=walk.section, yes=yes)


def stop(walk, proposal):
    waits = proposal.pendings.filter(agreed=None, dropped=None)
    if waits.exists():
        answer(walk, proposal, yes=False)
        proposal.refresh_from_db()
    actions.answer_pending(
        actions.ask_stop(proposal, by=walk.group, reason="雪が少ない", money="返還額 12,000円"),
        by=walk.section,
        yes=True,
    )


def verdict(verb, points, **words):
    """Whoever of the panel has not handed in yet does; then the panel decides."""

    def taken(walk, proposal):
        from yoriai.proposals.queries.reviews import round_of

        there = ScoreSheet.objects.filter(proposal=proposal, round=round_of(proposal).key).filter(state="submitted")
        walk.score(proposal, points, but=[row.seat.actor for row in there.select_related("seat__actor")])
        actions.decide(proposal, verb, by=walk.office, **words)

    return taken


AGAIN = {"reason": "入院していた", "due": timezone.localdate() + dt.timedelta(days=9)}
LONG_AFTER = timezone.now() + dt.timedelta(days=800)
# Steps beside the ones `Walk` knows, each by whoever takes it in life.
BESIDE = {
    "lapse": lambda walk, p: actions.lapse(p, now=LONG_AFTER),
    "lapse_correction": lambda walk, p: actions.lapse(p, now=LONG_AFTER),
    **dict.fromkeys(
        ("reopen_held", "reopen_consulting", "reopen_idea"), lambda walk, p: actions.reopen(p, by=walk.office, **AGAIN)
    ),
    "reopen": lambda walk, p: actions.reopen(p, by=walk.office, **AGAIN),
    "correct": lambda walk, p: actions.correct(p, by=walk.group),
    "hand_in_again": lambda walk, p: actions.hand_in_again(p, by=walk.group),
    "pass": verdict("pass", 4),
    "hold": verdict("hold", 4, advice="安全の計画をもう少し"),
    "turn_down": verdict("turn_down", 1, advice="課題の根拠を集めてください", other_way="地域づくり助成があります"),
    "discuss": lambda walk, p: actions.move(p, "discuss", by=walk.section),
    "settle": lambda walk, p: actions.settle(p, "保険に入りました。", by=walk.office),
    "lose_budget": lambda walk, p: actions.move(p, "lose_budget", by=walk.office, reason="議会で"),
    "give_up": lambda walk, p: actions.give_up(p, by=walk.group, reason="仲間が引っ越した"),
    "agree_change": lambda walk, p: answer(walk, p, yes=True),
    "agree_late_change": lambda walk, p: answer(walk, p, yes=True),
    "drop_change": lambda walk, p: answer(walk, p, yes=False),
    "drop_late_change": lambda walk, p: answer(walk, p, yes=False),
    "stop": stop,
}


def step(walk, proposal, verb):
    """Take it, by the real action. Every verb of the table is known here or to `Walk`."""
    if verb in BESIDE:
        BESIDE[verb](walk, proposal)
        return type(proposal).objects.get(pk=proposal.pk)
    assert hasattr(Walk, f"_{verb}"), f"nobody knows how to {verb}"
    return walk.step(proposal, verb)


def next_verb(proposal, chance, end, been, refused):
    """A step from here: what was not done yet rather than the same again; what ends it only as this walk is to end."""
    verbs = [verb for source, verb in MAY if source == proposal.state and (source, verb) not in refused]
    if end in verbs and len(been) > 3 and chance.random() < 0.4:
        return end
    # What the class leaves out is left out; and always by way of the talks, where it has any: `Walk` knows no way past them.
    skips = proposal.scheme.the_plan.type(proposal.type).skips
    left_out = {verb for verb in verbs if PROPOSAL.after(proposal.state, verb) in skips}
    if proposal.state == "checking" and "in_talks" not in skips:
        left_out |= {"review_papers", "schedule", "review"}
    onward = [verb for verb in verbs if verb not in ENDING | left_out]
    if proposal.state == "changing":  # a change leads back to where it came from, so either answer will do
        return chance.choice(["agree_change", "drop_change"])
    if proposal.state == "lapsed":  # it leads back to where it came from
        return chance.choice(["reopen"])
    if not onward:
        return end if end in verbs else None
    fresh = [verb for verb in onward if verb not in been]
    return chance.choice(fresh or onward)


OF_A_TALK = ("reply", "reply_passed", "request_sheet", "questions_file", "questions_back")


@dataclass(frozen=True)
class Door:
    """An address below the proposal or its scheme, with what can stand in it; rows by their numbers."""

    name: str
    code: str
    keys: object

    def address(self, chance):
        keys = self.keys if isinstance(self.keys, list) else list(self.keys.values_list("pk", flat=True))
        key = chance.choice(keys or [1])
        return reverse(self.name, args=[self.code, *(key if isinstance(key, tuple) else (key,))])


def doors(proposal, cast):
    """Every door below the proposal and its scheme, files by their numbers too, by name."""
    numbers = {
        "document": proposal.documents, "form_scan": proposal.documents, "paper": proposal.papers, "paper_gone": proposal.papers,
        "letter": proposal.verdicts, "signed_paper": _signatures(proposal), "change_answer": proposal.pendings,
        "change_file": proposal.pendings, "log_photo": proposal.log, "log_shown": proposal.log, "log_gone": proposal.log,
        "expense_gone": proposal.expenses, "duty_tick": proposal.duties, "look_back_file": proposal.look_backs,
        "homework": proposal.consultations, "sheet_from_paper": proposal.scheme.panel,
        "sheet_reopened": ScoreSheet.objects.filter(proposal=proposal), "minor": proposal.consents,
        "seat_end": proposal.scheme.panel, "slot_withdrawn": proposal.scheme.slots,
        **dict.fromkeys(OF_A_TALK, proposal.talks),
    }  # fmt: skip
    forms = [form.code for form in proposal.scheme.the_plan.forms]
    said = {
        "sheet": forms, "sheet_back": forms, "scheme_form": forms,
        "sheet_file": [(form, kind) for form in forms for kind in ("docx", "xlsx", "pdf")],
        "form_file": [(form, kind) for form in ("F1", "F2") for kind in ("docx", "xlsx", "pdf")],
        "versions": [field.key for field in proposal.scheme.the_plan.fields], "step": sorted({m.verb for m in PROPOSAL.moves}),
        "exit_tick": ["takers"], "tie_gone": [proposal.code], "reply_by_mail": ["nonsense"], "passed_by_mail": ["nonsense"],
        "agreement_file": [1, 2],
        "look_back_sheet": [cast.npo.pk, cast.ward_office.pk], "plan_part": ["texts"], "plan_row": [("dates", "call")],
        "tie": [("final", proposal.code)], "look_back_missing": [cast.students.pk],
        "partner_on_paper": [cast.students.pk], "change_part": [cast.students.pk],
        "bundle": ["everything"], "bundle_file": ["everything"], "scheme_list": ["csv", "json"], "plan_file": ["toml"],
    }  # fmt: skip
    found = {}
    get_resolver().url_patterns  # noqa: B018 (the converters of addresses come with the first look)
    for one in import_module("yoriai.proposals.urls").urlpatterns:
        route = str(one.pattern)
        code = (
            proposal.code
            if "proposals/<" in route
            else proposal.scheme.code
            if "schemes/<" in route or "^schemes/(" in route
            else None
        )
        if code is None or not one.pattern.regex.groups or "(?P<name>" in route:
            continue
        keys = [()] if one.pattern.regex.groups == 1 else said.get(one.name) or numbers[one.name]
        found[one.name] = Door(f"proposals:{one.name}", code, keys)
    return found


def _signatures(proposal):
    from yoriai.proposals.models import Signature

    return Signature.objects.filter(agreement__proposal=proposal)
