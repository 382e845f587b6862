"""The steps of an article as buttons: what each is called, what it asks for, what is said when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory import actions
from yoriai.directory.models import Article
from yoriai.directory.policy import can_correct_article, can_move_article, is_reporter
from yoriai.directory.queries.entries import in_confirming_hat
from yoriai.kernel.actors.who import Who

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """A button. asks: the question of its field, where it needs words; help: what happens then; style: of the button."""

    verb: str
    label: Words
    done: Words
    help: Words = ""
    asks: Words = ""
    style: str = ""


STEPS = (
    Step("send", _("Have the facts checked"), _("They are asked, and have two weeks."),
         _("Those it is about read it first, and say whether the facts are right.")),
    Step("offer", _("Hand it to the desk"), _("The desk reads it and answers you here."),
         _("The desk reads it, and has the facts checked by those it is about.")),
    Step("vouch", _("The facts are right"), _("It can be shown now."),
         _("It is about nobody's page. You have checked the facts yourself, and readers see that.")),
    Step("show", _("Show it to everybody"), _("Everybody sees it now.")),
    Step("return", _("Return it with a word"), _("Its reporter reads your words and writes on."),
         asks=_("What would you have otherwise?"), style="quiet"),
    Step("show_unchecked", _("Show it without an answer"), _("Everybody sees it now, with your reason."),
         _("Those it is about were asked, and the day has passed. Readers see that, and your reason."),
         _("Why is it shown all the same?"), "quiet"),
    Step("take_back", _("Write on"), _("It is a draft again."), style="quiet"),
    Step("hand_back", _("I cannot do it after all"), _("Handed back. The desk looks for somebody else."),
         _("Your notes of the visit are deleted. What you wrote stays for whoever comes next."),
         _("Why? A short sentence is enough."), "plain"),
    Step("give_up", _("Let it go"), _("Let go. Nobody else reads it."), style="plain"),
    Step("correct", _("Add a correction"), _("It stands below the text now."),
         _("The text stays as it was checked. What was wrong is added below it, with its day."),
         _("What was wrong, and what is right?"), "quiet"),
    Step("remove_photo", pgettext_lazy("photo", "Take the photo out"), _("The photo is gone."),
         _("For when somebody on it no longer wants to be seen."), style="plain"),
    Step("end", _("Take it out of the lists"), _("It says now that it has ended. Its address stays."), style="plain"),
)  # fmt: skip
VERBS: dict[str, Callable[..., Any]] = {
    "send": actions.send_to_check,
    "offer": actions.offer_article,
    "vouch": actions.vouch_for_article,
    "show": actions.show_article,
    "return": actions.return_article,
    "show_unchecked": actions.show_unchecked,
    "take_back": actions.take_back_article,
    "hand_back": actions.hand_back_article,
    "give_up": actions.give_up_article,
    "correct": actions.correct_article,
    "remove_photo": actions.remove_photo,
    "end": actions.end_article,
}
WORDED = frozenset(step.verb for step in STEPS if step.asks)


def hat_for(who: Who, article: Article, verb: str) -> Who | None:
    """As whom this person can take the step: its reporter, or the desk; None: not at all."""
    hat = in_confirming_hat(who)
    for by in (who.wearing(who.person) if is_reporter(who, article) else None, hat):
        if by is not None and _may(by, article, verb):
            return by
    return None


def _may(by: Who, article: Article, verb: str) -> bool:
    if verb == "correct":
        return can_correct_article(by, article)
    if verb == "remove_photo":
        open_to = is_reporter(by, article) or can_correct_article(by, article)
        return open_to and type(article).objects.filter(pk=article.pk, photo__isnull=False).exists()
    return can_move_article(by, article, verb)
