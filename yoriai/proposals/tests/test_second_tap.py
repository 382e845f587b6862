"""Two taps on one button: the second comes back to what the first has done. And no button that leads nowhere."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.models import ScoreSheet, Signature
from yoriai.proposals.queries.agreements import latest
from yoriai.proposals.queries.reviews import round_of
from yoriai.proposals.tests.test_booking import HOUR
from yoriai.proposals.tests.test_known_ties import speaks
from yoriai.proposals.tests.test_look_back import sheet
from yoriai.proposals.tests.test_pages import words


def twice(client, address, sent=None):
    """(status, where it leads) of two taps."""
    answers = [client.post(address, sent or {}) for _ in range(2)]
    return [(one.status_code, one.headers.get("Location")) for one in answers]


def test_of_a_step(walk, cast, client_of):
    proposal = walk.to("agreed")
    page = f"/proposals/{proposal.code}/"
    assert twice(client_of(cast.worker), f"{page}steps/start/") == [(302, page)] * 2
    assert proposal.steps.filter(verb="start").count() == 1
    # Another's tap comes too late: they are told where it stands.
    late = client_of(cast.ward_officer).post(f"{page}steps/start/", follow=True)
    assert late.redirect_chain == [(page, 302)] and "「実施中」" in words(late)
    assert client_of(cast.outsider).post(f"{page}steps/start/").status_code == 404
    assert client_of(cast.student).post(f"{page}steps/start/").status_code == 404  # never a step of a partner's


def test_of_a_step_that_a_colleague_has_taken_nothing_typed_is_lost(walk, cast, client_of):
    proposal = walk.to("submitted")
    page = f"/proposals/{proposal.code}/"
    actions.check_form(proposal, by=walk.office)
    speaks(cast.outsider, cast.office)
    second = client_of(cast.outsider)
    assert "形式確認" in words(second.post(f"{page}steps/check/", follow=True))
    actions.ask_correction(proposal, "会員の数", by=walk.office)
    late = second.post(f"{page}steps/ask_correction/", {"reason": "予算の合計が合いません", "note": ""})
    assert late.status_code == 409
    assert "予算の合計が合いません" in words(late) and "補正" in words(late)
    assert proposal.steps.filter(verb="ask_correction").count() == 1


def test_the_page_of_a_step_somebody_has_taken_says_what_became_of_it(walk, cast, client_of, client):
    """R35: an old tab, a link in a mail: who took it, where it stands, whose turn it is, the way back; to those inside alone."""
    proposal = walk.to("agreed")
    step = f"/proposals/{proposal.code}/steps/start/"
    early = words(client_of(cast.worker).get(f"/proposals/{proposal.code}/steps/carry_out/"))
    assert "いまは、この手続きを進められません" in early and "「協定締結」" in early
    actions.start(proposal, by=walk.group)
    for person in (cast.worker, cast.ward_officer, cast.student, cast.officer):
        late = client_of(person).get(step)
        page = words(late)
        assert late.status_code == 409
        assert f"{cast.npo.shown_name}が" in page and "「実施中」" in page and "提案した団体の番です" in page
        assert f'href="/proposals/{proposal.code}/"' in page and "あなたの操作では" not in page
    for stranger in (client_of(cast.outsider), client_of(cast.salesman)):
        assert stranger.get(step).status_code == 404
    assert client.get(step).status_code == 302  # who is it? sign in first
    assert client_of(cast.worker).get(f"/proposals/{proposal.code}/steps/nonsense/").status_code == 404


@pytest.mark.parametrize("last", [False, True])
def test_of_a_signature(walk, cast, client_of, last):
    proposal = walk.to("agreeing")
    digest, page = latest(proposal).digest, f"/proposals/{proposal.code}/agreement/"
    if last:
        actions.sign(proposal, cast.students, by=walk.partner, text_digest=digest)
        actions.sign(proposal, cast.ward_office, by=walk.section, text_digest=digest)
    sent = {"actor": cast.npo.pk, "digest": digest, "read": "on"}
    assert twice(client_of(cast.worker), f"{page}signing/", sent) == [(302, page)] * 2
    assert Signature.objects.filter(actor=cast.npo).count() == 1
    assert client_of(cast.student).post(f"{page}signing/", sent).status_code == (404 if last else 422)


def test_of_a_look_back(walk, cast, client_of):
    proposal = walk.to("looking_back")
    page = f"/proposals/{proposal.code}/look-back/"
    sent = {**sheet(cast.npo, 4), "hand_in": "1"}
    assert twice(client_of(cast.worker), f"{page}of/{cast.npo.pk}/", sent) == [(302, page)] * 2
    assert client_of(cast.student).post(f"{page}of/{cast.npo.pk}/", sent).status_code == 404


def test_of_a_sheet_of_the_panel(walk, cast, client_of):
    proposal = walk.to("first_review")
    judge = cast.who(cast.judge)
    actions.begin_sheet(proposal, by=judge)
    scores = {row.key: (4, "よい") for row in round_of(proposal).criteria}
    actions.put_scores(proposal, walk.panel[0], scores, by=judge, opinion="よい")
    page = f"/proposals/{proposal.code}/scores/"
    assert twice(client_of(cast.judge), f"{page}handing-in/") == [(302, page)] * 2
    assert ScoreSheet.objects.get().version == 1


def test_a_partner_sees_no_button_that_is_not_theirs(walk, cast, client_of):
    proposal = walk.to("under_way")
    for name, theirs in (("student", False), ("worker", True)):
        page = words(client_of(getattr(cast, name)).get(f"/proposals/{proposal.code}/work/"))
        for address in ("steps/report_midway/", "change/", "stop/"):
            assert (f"/proposals/{proposal.code}/{address}" in page) == theirs, (name, address)


def test_while_a_change_waits_the_page_of_work_leads_to_it(walk, cast, client_of):
    proposal = walk.to("changing")
    page = words(client_of(cast.ward_officer).get(f"/proposals/{proposal.code}/work/"))
    assert f"/proposals/{proposal.code}/change/" in page


def test_on_the_day_itself_no_button_moves_the_hour(walk, cast, client_of):
    proposal = walk.begin()
    now = timezone.now()
    slots = [
        actions.offer_slot(walk.scheme, by=walk.office, **{**HOUR, "starts": now + later})
        for later in (dt.timedelta(minutes=1), dt.timedelta(days=5))
    ]
    actions.book(slots[0], proposal, by=walk.office)
    page = words(client_of(cast.worker).get(f"/proposals/{proposal.code}/booking/"))
    assert ("この時間に変える" in page, "当日は、ここでは変えられません" in page) == (False, True)
