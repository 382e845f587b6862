"""Taking a step: one page for every move of the table that needs no more than a few words. What happens then stands above the button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Textarea, TextInput
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache

from yoriai.engines.japanese.dates import era_date
from yoriai.kernel.actors.who import Who
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.actions.steps import PAST
from yoriai.proposals.finding import given, own_proposal
from yoriai.proposals.forms import steps as forms
from yoriai.proposals.forms.about import AgainForm
from yoriai.proposals.models import Proposal, Scheme, Step
from yoriai.proposals.queries.again import no_class_for
from yoriai.proposals.queries.pages import turn_in_words
from yoriai.proposals.queries.schemes import open_schemes, taking_ideas
from yoriai.proposals.queries.span import span_of
from yoriai.proposals.views.scores import count_in_words

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Way:
    """A step as a page: its button, the question, what happens then, what it asks, and the action. danger: it takes something away."""

    button: Words
    then: tuple[Words, ...]
    act: Callable[[Proposal, Any, Who], object]
    form: type[forms.StepForm] = forms.StepForm
    danger: bool = False


def _plain(verb: str) -> Callable[[Proposal, Any, Who], object]:
    """A step that only moves, with whatever words its form asked for."""
    return lambda proposal, form, by: actions.move(proposal, verb, by=by, **form.cleaned_data)


def _verdict(verb: str) -> Callable[[Proposal, Any, Who], object]:
    return lambda proposal, form, by: actions.decide(proposal, verb, by=by, **form.cleaned_data)


PANEL_READS = gettext_lazy("The panel reads it from now on, but for members who stand too near.")
TOLD = gettext_lazy("The group is told at once.")
STEPS: dict[str, Way] = {
    "consult": Way(
        gettext_lazy("Take it up and name a companion"),
        (gettext_lazy("The companion reads the idea and goes along with the group from now on."), TOLD),
        lambda p, f, by: actions.consult(p, f.cleaned_data["companion"], by=by, **f.words),
        forms.CompanionForm,
    ),
    "draft": Way(
        gettext_lazy("Begin to write the proposal"),
        (gettext_lazy("What stands on the idea sheet is in it already."),),
        lambda p, f, by: actions.draft(p, by=by, **f.words),
    ),
    "submit": Way(
        gettext_lazy("Hand it in"),
        (
            gettext_lazy("Every sheet is frozen as it stands, and you get a number."),
            gettext_lazy("After the date its number, name and class stand in the public list; nothing else."),
        ),
        lambda p, f, by: actions.submit(p, by=by, **f.cleaned_data),
        forms.SubmitForm,
    ),
    "check": Way(gettext_lazy("Begin checking the form"), (), lambda p, f, by: actions.check_form(p, by=by, **f.words)),
    "ask_correction": Way(
        gettext_lazy("Ask to put something right"),
        (TOLD,),
        lambda p, f, by: actions.ask_correction(
            p, f.cleaned_data["reason"], by=by, **f.words, due=f.cleaned_data["due"]
        ),
        forms.CorrectionForm,
    ),
    "correct": Way(
        gettext_lazy("Hand in what was put right"),
        (gettext_lazy("The sheets are frozen anew, as the next version."),),
        lambda p, f, by: actions.correct(p, by=by, **f.words),
    ),
    "begin_talks": Way(
        gettext_lazy("Ask the sections"),
        (gettext_lazy("The sections read the proposal and are asked for an answer."), TOLD),
        lambda p, f, by: actions.begin_talks(p, f.sections, by=by, **f.words, text=f.cleaned_data["reason"]),
        forms.SectionsForm,
    ),
    "review_papers": Way(
        gettext_lazy("Give it to the panel"),
        (PANEL_READS,),
        lambda p, f, by: actions.review_papers(p, by=by, **f.words),
    ),
    "schedule": Way(
        gettext_lazy("Set the day of the presentation"),
        (PANEL_READS, TOLD),
        lambda p, f, by: actions.schedule(p, f.when, by=by, **f.words),
        forms.WhenForm,
    ),
    "review": Way(
        gettext_lazy("Begin the last look"), (PANEL_READS,), lambda p, f, by: actions.review(p, by=by, **f.words)
    ),
    "pass": Way(gettext_lazy("It passes"), (TOLD,), _verdict("pass"), forms.VerdictForm),
    "hold": Way(gettext_lazy("Hold it: to be handed in again"), (TOLD,), _verdict("hold"), forms.AdviceForm),
    "turn_down": Way(gettext_lazy("It does not pass"), (TOLD,), _verdict("turn_down"), forms.RefusalForm, danger=True),
    "adopt": Way(
        pgettext_lazy("proposal", "Adopt it"),
        (gettext_lazy("Everybody reads its name, group, purpose and contents, and the panel's words."), TOLD),
        _verdict("adopt"),
        forms.VerdictForm,
    ),
    "adopt_if": Way(
        gettext_lazy("Adopt it on conditions"),
        (gettext_lazy("Everybody reads its name, group, purpose and contents, and the panel's words."), TOLD),
        _verdict("adopt_if"),
        forms.ConditionsForm,
    ),
    "refuse": Way(
        gettext_lazy("It is not adopted"),
        (gettext_lazy("The list says so; nothing else of it becomes public."), TOLD),
        _verdict("refuse"),
        forms.RefusalForm,
        danger=True,
    ),
    "hand_in_again": Way(
        gettext_lazy("Hand it in again"),
        (
            gettext_lazy("The sheets are frozen anew, as the next version."),
            gettext_lazy("The panel reads and scores it anew."),
        ),
        lambda p, f, by: actions.hand_in_again(p, by=by, **f.words),
    ),
    "discuss": Way(gettext_lazy("Begin to settle the conditions"), (), _plain("discuss")),
    "settle": Way(
        gettext_lazy("The conditions are met"),
        (gettext_lazy("It is adopted."),),
        lambda p, f, by: actions.settle(p, f.cleaned_data["public_text"], by=by, **f.words),
        forms.PublicForm,
    ),
    "await_budget": Way(gettext_lazy("It waits for the budget"), (), _plain("await_budget")),
    "lose_budget": Way(
        gettext_lazy("The budget did not pass"),
        (gettext_lazy("The project ends here."), TOLD),
        _plain("lose_budget"),
        forms.ReasonForm,
        danger=True,
    ),
    "negotiate": Way(
        gettext_lazy("Begin to work out the agreement"),
        (gettext_lazy("A first text is made from what was said and agreed so far."),),
        lambda p, f, by: actions.negotiate(p, by=by, **f.words),
    ),
    "start": Way(
        gettext_lazy("Work begins"),
        (gettext_lazy("Everybody reads that it is under way."),),
        lambda p, f, by: actions.start(p, by=by, **f.words),
    ),
    "report_midway": Way(
        gettext_lazy("Hand in the midway report"),
        (gettext_lazy("The sheet is frozen as it stands."),),
        lambda p, f, by: actions.report_midway(p, by=by, **f.words),
    ),
    "carry_out": Way(
        gettext_lazy("It has been carried out"),
        (gettext_lazy("The report is due next."),),
        lambda p, f, by: actions.carry_out(p, by=by, **f.words),
    ),
    "report": Way(
        gettext_lazy("Hand in the report"),
        (gettext_lazy("The sheet is frozen as it stands."),),
        lambda p, f, by: actions.report(p, by=by, **f.words),
    ),
    "send_back": Way(
        gettext_lazy("Send the report back"),
        (TOLD,),
        lambda p, f, by: actions.send_back(p, f.cleaned_data["reason"], by=by, **f.words),
        forms.ReasonForm,
    ),
    "accept": Way(
        gettext_lazy("The report is in order"),
        (gettext_lazy("Each side is asked to look back for itself."),),
        lambda p, f, by: actions.accept(p, by=by, **f.words),
    ),
    "tell": Way(
        gettext_lazy("It was told in public"),
        (),
        lambda p, f, by: actions.tell(p, f.cleaned_data["public_text"], by=by, **f.words),
        forms.PublicForm,
    ),
    "complete": Way(gettext_lazy("It is completed"), (), lambda p, f, by: actions.complete(p, by=by, **f.words)),
    "go_on": Way(
        gettext_lazy("Say how it goes on"),
        (gettext_lazy("Everybody reads it."),),
        lambda p, f, by: actions.go_on(p, f.cleaned_data["sort"], f.cleaned_data["public_text"], by=by, **f.words),
        forms.ExitForm,
    ),
    "withdraw": Way(
        gettext_lazy("Withdraw it"),
        (gettext_lazy("It goes no further. Nothing you wrote is lost; you can begin again from it."),),
        lambda p, f, by: actions.withdraw(p, by=by, **f.words, reason=f.cleaned_data["reason"]),
        forms.FreeReasonForm,
        danger=True,
    ),
    "give_up": Way(
        gettext_lazy("Not do it after all"),
        (gettext_lazy("The city is free to use the money otherwise."),),
        lambda p, f, by: actions.give_up(p, by=by, **f.words, reason=f.cleaned_data["reason"]),
        forms.ReasonForm,
        danger=True,
    ),
    "reopen": Way(
        gettext_lazy("Open it again"),
        (TOLD,),
        lambda p, f, by: actions.reopen(
            p, by=by, **f.words, reason=f.cleaned_data["reason"], due=f.cleaned_data["due"]
        ),
        forms.ReasonAndDateForm,
    ),
}
# Steps that are taken on a page of their own.
ELSEWHERE: dict[str, tuple[Words, str]] = {
    "sign": (gettext_lazy("Work out the agreement and sign it"), "agreement"),
    "ask_change": (gettext_lazy("Ask for a change"), "change"),
    "agree_change": (gettext_lazy("See the change that waits"), "change"),
    "stop": (gettext_lazy("End it early"), "stop"),
}
QUESTION = pgettext_lazy("step", "%(step)s?")


AGAIN = gettext_lazy("Begin a new proposal from it")
OVERTAKEN = gettext_lazy("Somebody has moved it on before you. It stands at “%(state)s” by now.")
TAKEN = gettext_lazy("%(who)s took this step on %(day)s. It stands at “%(state)s” by now.")
NOT_NOW = gettext_lazy("This step cannot be taken now. It stands at “%(state)s”.")
NOTHING_LOST = gettext_lazy("What you wrote stands in the new one already. This one stays as it is.")
PAPERS_TOO = gettext_lazy(
    "The rules of the group, its list of members and the copy of its bank book come along, where they are there and the scheme asks for"
    " them."
)
UNREAD = gettext_lazy(
    "The period could not be read as days. Please see to it that it says from which month of which year until which month of which year; "
    "the office looks at it."
)


@signed_in
@never_cache
def again(request: HttpRequest, code: str) -> HttpResponse:
    """再提案・継続: what was said already stands in the new one, and each shows the other."""
    found, who = own_proposal(request, code), somebody(request)
    if not policy.can_begin_again(who, found):
        raise Http404
    form = AgainForm(given(request), schemes=_to_choose(who), proposal=found)
    made = form.accepts(lambda: actions.begin_again(found, by=who, **form.cleaned_data))
    if made:
        messages.success(request, _("Your idea has come in. Somebody of the office gets back to you."))
        return redirect(made)
    context: dict[str, Any] = {"form": form, "back": found.get_absolute_url(), "proposal": found}
    beyond = no_class_for(found, _to_choose(who))
    then = [*([beyond] if beyond else []), NOTHING_LOST, PAPERS_TOO]
    context |= {"question": QUESTION % {"step": AGAIN}, "consequences": then, "verb": AGAIN}
    return render(request, "proposals/step.html", context, status=422 if form.went_wrong else 200)


def _to_choose(who: Who) -> "QuerySet[Scheme]":
    return open_schemes(who).filter(pk__in=[one.pk for one in taking_ideas(who)])


def _taken_already(found: Proposal, verb: str, who: Who) -> bool:
    """Whether the last step was this one, by this very person: a second tap comes back to what the first has done."""
    last = found.steps.order_by("-id").first()
    same = last is not None and PAST.get(last.verb) == PAST.get(verb, "")
    return last is not None and same and last.person_id == who.person.pk and last.target == found.state


@signed_in
@never_cache
@keeps
def step(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """The page of a step: what happens then, what it asks, the button."""
    found, who, way = own_proposal(request, code), somebody(request), STEPS.get(verb)
    if request.method == "POST" and _taken_already(found, verb, who):
        return redirect(found)
    if way is None or not policy.can_move(who, found, verb):
        return _overtaken(request, found, verb)
    form = resumed(request, way.form(given(request), proposal=found, who=who))
    if form.done(lambda: way.act(found, form, who)):
        messages.success(request, _("Done."))
        return redirect(found)
    context = _asked(found, verb, way) | {"form": form}
    return render(request, "proposals/step.html", context, status=422 if form.went_wrong else 200)


def _overtaken(request: HttpRequest, found: Proposal, verb: str) -> HttpResponse:
    """A button pressed, or its page opened, after a colleague's: what has become of it, where it stands by now, and what was typed."""
    who, way, pressed = somebody(request), STEPS.get(verb), request.method == "POST"
    if way is None or not (policy.could_move(who, found, verb) or (not pressed and _taken(found, verb))):
        raise Http404
    told = OVERTAKEN % {"state": found.state_label}
    typed = _typed(way.form(request.POST, proposal=found, who=who)) if pressed else []
    if pressed and not typed:
        messages.info(request, told)
        return redirect(found)
    context = {"proposal": found, "typed": typed, "pressed": pressed, "turn": turn_in_words(found)}
    context["told"] = told if pressed else _came_of(found, verb)
    return render(request, "proposals/step_overtaken.html", context, status=409)


def _typed(form: forms.StepForm) -> list[tuple[Words, str]]:
    """What stands in its boxes for words."""
    words = [one for one in form if isinstance(one.field.widget, (TextInput, Textarea))]
    return [(one.label, one.data) for one in words if isinstance(one.data, str) and one.data.strip()]


def _taken(found: Proposal, verb: str) -> Step | None:
    return found.steps.filter(verb=verb).select_related("hat").order_by("-id").first()


def _came_of(found: Proposal, verb: str) -> str:
    """Who took the step when, if somebody did; and where it stands."""
    taken = _taken(found, verb)
    if taken is None:
        return NOT_NOW % {"state": found.state_label}
    facts = {"who": taken.hat, "day": era_date(timezone.localdate(taken.at)), "state": found.state_label}
    return TAKEN % facts


def _asked(found: Proposal, verb: str, way: Way) -> dict[str, Any]:
    """What happens then, in words, and the button."""
    then = [*count_in_words(found, verb), *_time_in_words(found, verb), *way.then]
    context = {"question": QUESTION % {"step": way.button}, "consequences": then, "verb": way.button}
    return context | {"danger": way.danger, "back": found.get_absolute_url(), "proposal": found}


def _time_in_words(found: Proposal, verb: str) -> list[str]:
    """Before it is handed in: that nobody could read until when it goes, where that is so."""
    return [str(UNREAD)] if verb == "submit" and not span_of(found).said else []
