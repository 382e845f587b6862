"""Everything the demo shows, in one transaction."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly import actions as assembly
from yoriai.assembly.models import Assembly
from yoriai.directory.actions import suggest_partners
from yoriai.kernel.models import City
from yoriai.kernel.policy import NotPossible
from yoriai.web.actions import count_items, write_dump
from yoriai.web.demo import evenings, words
from yoriai.web.demo.articles import articles
from yoriai.web.demo.cases import cases
from yoriai.web.demo.cast import Cast, make_cast
from yoriai.web.demo.dictionary import dictionary
from yoriai.web.demo.drawing import drawing
from yoriai.web.demo.events import events
from yoriai.web.demo.exchange import exchange
from yoriai.web.demo.forms import idea_on_paper
from yoriai.web.demo.ground import ground
from yoriai.web.demo.measures import measures
from yoriai.web.demo.newsletter import tell
from yoriai.web.demo.organisations import organisations
from yoriai.web.demo.papers import papers
from yoriai.web.demo.past import past
from yoriai.web.demo.proposals import from_a_card, proposals
from yoriai.web.demo.register import register
from yoriai.web.demo.schemes import schemes
from yoriai.web.demo.summer import summer
from yoriai.web.demo.surveys import surveys
from yoriai.web.demo.themes import themes
from yoriai.web.demo.youth import youth


@transaction.atomic
def fill() -> bool:
    """Fill an empty database with 杜野市. Returns whether there was anything to do."""
    if City.objects.filter(is_demo=False).exists():
        raise NotPossible(
            _("This is a real city's database: the demo must not be mixed into it. Set YORIAI_DATA to another folder.")
        )
    if Assembly.objects.exists():
        return False
    cast = make_cast()
    organisations(cast)
    dictionary(cast)
    register(cast)
    themes(cast)
    ground(cast)
    events(cast)
    exchange(cast)
    papers(cast)
    cases(cast)
    past(cast)
    surveys(cast)
    measures(cast)
    articles(cast)
    scheme = schemes(cast)
    proposals(cast, scheme)
    idea_on_paper(cast, scheme)
    summer(cast)
    youth(cast, scheme)
    at = evenings.place(cast)
    hall = evenings.forum(cast)
    first = evenings.festival(cast, hall, at)
    tell(cast, first.session, words.FESTIVAL_RESULT)
    second = evenings.garbage(cast, hall, at)
    third = evenings.tonight(cast, hall, at)
    _close(cast, second, third)
    tell(cast, second.session, words.GARBAGE_RESULT, drawing())
    for told in (first, second):
        evenings.backdate(told)
    from_a_card(cast, scheme)
    assembly.ask_what_became(timezone.localdate())
    suggest_partners(timezone.now())
    count_items()
    write_dump()
    return True


def _close(cast: Cast, told: evenings.Told, following: evenings.Told) -> None:
    assembly.close_session(
        told.session,
        by=cast.who(cast.worker, cast.team),
        next_step="赤い札を12軒で試し、使いにくいところを一か月後に話す",
        next_date=timezone.localtime() + dt.timedelta(days=28),
        next_place="長町コミュニティセンター 大広間",
        next_session=following.session,
    )
