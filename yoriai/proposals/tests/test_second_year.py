"""A project of two years is judged anew: proposed from the exit with one button, read beside what came of the first."""

import re

from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.again import year_of
from yoriai.proposals.queries.work import summary_digest
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS, PRIVATE


def gone_on(walk, sort="continue"):
    done = walk.to("completed")
    actions.go_on(done, sort, "来年も続けます。", by=walk.group)
    return Proposal.objects.get(pk=done.pk)


def second_year(walk, done):
    """Proposed, and before the panel."""
    again = actions.begin_again(done, walk.scheme, by=walk.group)
    for verb in ("consult", "draft", "submit", "check", "begin_talks"):
        again = walk.step(again, verb)
    return walk.step(again, "schedule")


def test_the_exit_leads_with_one_button_to_the_second_year(walk, client_of, cast):
    """R39: the class for what goes on is chosen already, and the theme stays."""
    done = gone_on(walk)
    client = client_of(cast.worker)
    page = words(client.get(f"/proposals/{done.code}/next-step/"))
    assert f'href="/proposals/{done.code}/again/">2年目を提案する' in page
    assert "2年目を提案する" not in words(client_of(cast.officer).get(f"/proposals/{done.code}/next-step/"))
    form = client.get(f"/proposals/{done.code}/again/").content.decode()
    assert re.search(r'name="type" value="again"[^>]* checked', form)
    assert client.post(f"/proposals/{done.code}/again/", {"scheme": walk.scheme.pk}).status_code == 302
    made = Proposal.objects.latest("pk")
    assert (made.type, made.follows_id, year_of(made)) == ("again", done.pk, 2)


def test_another_exit_proposes_no_second_year(walk, client_of, cast):
    done = gone_on(walk, "area")
    assert "2年目を提案する" not in words(client_of(cast.worker).get(f"/proposals/{done.code}/next-step/"))


def test_the_panel_reads_what_came_of_the_first_year_and_nothing_between_its_parties(walk, client_of, cast):
    done = gone_on(walk)
    again = second_year(walk, done)
    actions.begin_sheet(again, by=cast.who(cast.judge))
    page = words(client_of(cast.judge).get(f"/proposals/{again.code}/scores/"))
    assert "2年目の審査" in page
    assert ANSWERS["F13"]["done"] in page
    for hidden in ("内々の話", "よかったこと", *PRIVATE):
        assert hidden not in page


def test_the_summary_of_looking_back_is_read_once_both_sides_have_agreed(walk, client_of, cast):
    done = gone_on(walk)
    again = second_year(walk, done)
    actions.begin_sheet(again, by=cast.who(cast.judge))
    page, url = client_of(cast.judge), f"/proposals/{again.code}/scores/"
    assert "当番の決め方を早めに話すとよい" not in words(page.get(url))
    for row in done.look_backs.all():
        who = {cast.npo: walk.group, cast.students: walk.partner, cast.ward_office: walk.section}[row.actor]
        actions.agree_to_summary(done, row.actor, by=who, text_digest=summary_digest(done.review))
    assert "当番の決め方を早めに話すとよい" in words(page.get(url))


def test_a_first_year_and_one_proposed_anew_are_no_second_year(walk, client_of, cast):
    refused = walk.to("not_adopted")
    again = second_year(walk, refused)
    assert year_of(again) == 1
    actions.begin_sheet(again, by=cast.who(cast.judge))
    assert "年目の審査" not in words(client_of(cast.judge).get(f"/proposals/{again.code}/scores/"))
