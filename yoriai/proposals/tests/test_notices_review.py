"""Panel and section: who is told, and that a notice holds no more than the name (R35, R63)."""

from yoriai.kernel.models import Record
from yoriai.people.actions import tell
from yoriai.people.queries import readers_of
from yoriai.proposals import actions
from yoriai.proposals.queries.reviews import round_of
from yoriai.proposals.tests.test_pages import BETWEEN


def told(verb):
    """Whom the newest record of this verb reaches, and every word of it."""
    rows = tell(Record.objects.filter(verb=verb).latest("id"))
    return {row.to for row in rows}, "".join(row.subject + row.text for row in rows)


def test_each_is_told_what_is_theirs_and_nothing_of_the_sheets(walk, cast):
    proposal = walk.to("first_review")
    group = {*readers_of(cast.npo), *readers_of(cast.students)}
    words = ""
    reached, said = told("talk.answered")
    assert reached == group
    words += said
    scores = {row.key: (4, "よく考えられています") for row in round_of(proposal).criteria}
    actions.put_scores(proposal, walk.panel[1], scores, by=walk.office, opinion="よい提案です")
    reached, said = told("score_sheet.written")
    assert reached == {cast.member}
    words += said
    actions.put_scores(proposal, walk.panel[1], scores, by=cast.who(cast.member))
    assert told("score_sheet.written")[0] == set()
    actions.declare_interest(proposal, walk.panel[1], "内々の話", by=cast.who(cast.member))
    reached, said = told("panel.interest_declared")
    assert reached == set(readers_of(cast.office))
    words += said
    actions.declare_interest(proposal, walk.panel[2], "内々の話", by=walk.office)
    assert told("panel.interest_declared")[0] == set()
    assert all(hidden not in words for hidden in BETWEEN)
