"""An evening still to come is where those who offer or need something about its theme could talk about it (R10)."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.assembly.tests.evening import a_forum, a_session
from yoriai.directory import actions
from yoriai.directory.models import Need
from yoriai.directory.queries.suggestions import suggestions_for


@pytest.mark.parametrize(
    ("state", "days", "found"),
    [
        ("called", 5, [("gathering", "session")]),
        ("called", -5, []),
        ("draft", 5, []),
        ("cancelled", 5, []),
        ("closed", 0, []),
    ],
)
def test_only_an_evening_that_is_announced_and_still_to_come_is_suggested(cast, state, days, found):
    by = cast.who(cast.worker, cast.npo)
    need = actions.add_entry(Need(), by=by, title="回覧を配る人手", resource="people", themes=[cast.themes[0]])
    need = actions.show_entry(need, by=by)
    a_session(cast, state, forum=a_forum(cast), starts=timezone.now() + dt.timedelta(days=days))
    actions.suggest_partners(timezone.now())
    there = suggestions_for([need], timezone.localdate())[need.pk]
    assert [(one.matched, one.partner.kind) for one in there] == found
