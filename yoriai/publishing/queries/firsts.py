"""What a new draft begins with: facts in full sentences, so that the editors start from something true and not from nothing."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.assembly.models import Closing, Session
from yoriai.engines.japanese.counting import seconds_to_read
from yoriai.kernel.city.queries import city
from yoriai.publishing.models import Draft, Result
from yoriai.publishing.queries.facts import content_of
from yoriai.ui.dates import clock
from yoriai.voices.models import Statement, Vote
from yoriai.voices.queries import without, written

VOICES = 3  # as many as stand beside the table of the newsletter
MINUTE = 60.0


def first_quotes(session: Session) -> "QuerySet[Statement]":
    """The cards with consent that most people agreed with, in the doors that count."""
    agreed = Q(votes__value=Vote.Value.AGREE) & ~Q(votes__door__in=without(session))
    cards = written(session).filter(may_be_quoted=True).annotate(agreed=Count("votes", filter=agreed))
    return cards.order_by("-agreed", "number", "pk")[:VOICES]


def first_texts(result: Result) -> dict[str, str]:
    """The texts of the first draft. The headline is left to the editors: it is the one sentence that matters."""
    content = content_of(result, Draft(result=result))
    return {"lead": _lead(content), "next_step": _step(result.session), "radio": radio(content)}


def _lead(content: dict[str, Any]) -> str:
    facts = {"people": content["numbers"]["people"], "could": len(content["could"]), "will": len(content["will"])}
    if facts["people"]:
        return _("%(people)d people talked. Things we could do: %(could)d. Things somebody will do: %(will)d.") % facts
    return _("People talked. Things we could do: %(could)d. Things somebody will do: %(will)d.") % facts


def _step(session: Session) -> str:
    closing = Closing.objects.filter(session=session).first()
    if closing is None:
        return ""
    if closing.next_step:
        return closing.next_step
    facts = {"why": closing.not_decided_why, "contact": closing.contact}
    return _("Nothing was decided this time, because: %(why)s. Whom to ask: %(contact)s.") % facts


def spoken(when: dt.datetime) -> str:
    """The date as a speaker says it: 11月25日、水曜日、午後6時30分. Radio is Japanese in every language of the pages."""
    local = timezone.localtime(when)
    return f"{local.month}月{local.day}日、{'月火水木金土日'[local.weekday()]}曜日、{clock(local)}"


def radio(content: dict[str, Any]) -> str:
    """One minute for the radio, a paragraph a line: what it is about, what people will do, what comes next, whom to call.

    Of what people will do it tells as much as the minute holds.
    """
    told = list(content["will"])
    while True:
        paragraphs = [_opening(content), [_promise(row) for row in told], _coming(content), _contact()]
        text = "\n".join("".join(sentences) for sentences in paragraphs if sentences)
        if not told or seconds_to_read(text) <= MINUTE:
            return text
        told.pop()


def _opening(content: dict[str, Any]) -> Sequence[str]:
    session, people = content["session"], content["numbers"]["people"]
    facts = {"city": content["city"]["name"], "assembly": session["assembly"], "question": session["question"]}
    facts |= {"when": spoken(dt.datetime.fromisoformat(session["starts"])), "people": people}
    news = _("This is news from “%(assembly)s” of %(city)s.") % facts
    if people:
        return [news, _("On %(when)s, %(people)d people met and talked about the question “%(question)s”.") % facts]
    return [news, _("On %(when)s, people met and talked about the question “%(question)s”.") % facts]


def _promise(row: dict[str, Any]) -> str:
    facts = {"who": row["who"]["name"], "what": row["title"]}
    if not facts["who"]:
        return _("One of those who were there will do this: “%(what)s”.") % facts
    return _("%(who)s will do this: “%(what)s”.") % facts


def _coming(content: dict[str, Any]) -> Sequence[str]:
    coming = content["next"]
    if not coming["date"]:
        return [_("The date of the next meeting is not fixed yet.")]
    facts = {"when": spoken(dt.datetime.fromisoformat(coming["date"])), "place": coming["place"]}
    if coming["place"]:
        return [_("The next meeting begins on %(when)s, at %(place)s. Everybody is welcome.") % facts]
    return [_("The next meeting begins on %(when)s. Everybody is welcome.") % facts]


def _contact() -> Sequence[str]:
    here = city()
    if here is None:
        return []
    facts = {"office": here.office.shown_name, "city": here.name, "phone": here.phone}
    return [
        _("If you have questions, please call %(office)s of %(city)s, telephone %(phone)s.") % facts,
        _("Once more: the telephone number is %(phone)s.") % facts,
    ]
