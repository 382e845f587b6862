from django.utils.translation import gettext_lazy as _

from yoriai.kernel.asks.registry import register_ask
from yoriai.kernel.items.registry import Kind, register

register(
    Kind("article", _("Article"), "issue", "/articles/{code}/"),
    Kind("case", _("Case"), "case", "/cases/{code}/", matched="project"),
    Kind("activity", _("Activity"), "group", "/activities/{code}/", matched="project"),
    Kind("event", _("Event"), "event", "/events/{code}/", matched="gathering"),
    Kind("need", _("Lend us a hand"), "need", "/needs/{code}/", matched="exchange"),
    Kind("offer", _("We can help"), "offer", "/offers/{code}/", matched="exchange"),
    Kind("organisation", _("Organisation"), "house", "/organisations/{code}/"),
    Kind("measure", _("Support"), "info", "/measures/{code}/"),
    Kind("place", _("Place"), "place", "/places/{code}/", matched="venue", live=("",)),
    Kind("survey", _("Survey of organisations"), "info", "/surveys/{code}/"),
    Kind("theme_idea", _("A theme somebody misses"), "plus", "/theme-ideas/{code}/", in_lists=False),
    Kind("feedback", _("From somebody who used it"), "statement", "/feedback/{code}/", in_lists=False),
    Kind("introduction", _("Introduction"), "link", "/introductions/{code}/", in_lists=False),
)
register_ask(
    "second_look",
    _("Please look at this before it is shown in our name"),
    "/items/{code}/second-look/",
    only_there=True,
)
register_ask("still_true", _("Is what stands here still true?"), "/items/{code}/still-true/", only_there=True)
register_ask("please_check", _("Please have a look at what stands here"))
register_ask("named_party", _("You are named here: may your name be shown?"), "/items/{code}/consent/", only_there=True)
register_ask("introduction", _("Would you like to be introduced?"), "/introductions/{code}/", only_there=True)
register_ask("theme_idea", _("A new theme waits for you"), "/theme-ideas/{code}/", only_there=True)
register_ask("survey", _("Please answer a survey, about ten minutes"), "/surveys/{code}/answer/")
register_ask("visit", _("Will you visit them and write of it?"), "/articles/{code}/work/", only_there=True)
register_ask(
    "fact_check",
    _("An article tells of you: are the facts right?"),
    "/articles/{code}/check/",
    by_mail="/articles/{code}/check/{key}/",
    only_there=True,
)
register_ask("article", _("An article waits for the desk"), "/articles/{code}/work/", only_there=True)
register_ask(
    "review",
    _("A year has passed: what did those say who used it, and what changes?"),
    "/measures/{code}/review/",
    only_there=True,
)
