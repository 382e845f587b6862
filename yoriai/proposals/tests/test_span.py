"""The years a class allows hold (R36, R39): a next year is proposed where there is one to propose, and no longer period is agreed."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from yoriai.engines.schemes import check, plain
from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.actions.agreed import Wish
from yoriai.proposals.models import Answer, Duty, Proposal, Scheme, Step
from yoriai.proposals.queries.again import class_to_go_on_in
from yoriai.proposals.queries.agreements import latest
from yoriai.proposals.queries.checking import check_lines
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.queries.handing_in import what_is_missing
from yoriai.proposals.queries.span import carried_before, span_of, year_of
from yoriai.proposals.sentences import sentence
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.test_second_year import gone_on

TOO_LONG = {
    "over_its_years",
    "other_class_for_year",
    "period_one_year",
    "period_year_by_year",
    "period_at_once",
    "due_after_end",
}
PROPOSED = ("consult", "draft", "submit_ready")


def planned(walk, *, years=None, again=None, work=None):
    """The scheme with these years for its classes by key, whether a year is judged anew, and dated work."""
    plan = walk.plan
    kinds = tuple(replace(kind, years=(years or {}).get(kind.key, kind.years)) for kind in plan.types)
    rules = plan.rules if again is None else replace(plan.rules, again_after_year=again)
    phases = (
        plan.phases
        if work is None
        else (*plan.phases, replace(plan.phases[0], key="completion", starts=work[0], ends=work[1]))
    )
    walk.plan = replace(plan, types=kinds, rules=rules, phases=phases)
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(walk.plan))
    walk.scheme = Scheme.objects.get(pk=walk.scheme.pk)


def written(walk, **facts):
    """Everything but the handing in. facts: of the proposal."""
    proposal = walk.to("drafting")
    Proposal.objects.filter(pk=proposal.pk).update(**facts)
    return walk.step(Proposal.objects.get(pk=proposal.pk), "submit_ready")


def said(proposal, period):
    Answer.objects.filter(proposal=proposal, key="period").update(text=period)
    return Proposal.objects.get(pk=proposal.pk)


def beyond(proposal):
    return [fault for fault in what_is_missing(proposal) if fault.what in TOO_LONG]


def after(walk, *, times):
    """The proposal that follows so many years that were carried out, each begun from the one before."""
    done = gone_on(walk)
    for _year in range(times - 1):
        again = actions.begin_again(done, walk.scheme, by=walk.group)
        Proposal.objects.filter(pk=again.pk).update(state="onward")
        done = Proposal.objects.get(pk=again.pk)
    return done


def test_every_example_takes_a_second_year_where_it_has_a_class_for_it():
    for plan in examples().values():
        assert check(plan) == []
    sendai = {kind.key: kind.years for kind in examples()["sendai"].types}
    assert sendai == {"free": 1, "themed": 1, "again": 2}


def test_a_class_for_what_goes_on_that_takes_one_year_is_a_fault():
    plan = examples()["sendai"]
    short = replace(plan, types=tuple(replace(kind, years=1) for kind in plan.types))
    assert [(fault.what, fault.where) for fault in check(short)] == [("no_second_year", "types.again")]


def test_a_third_year_is_not_begun_where_the_class_takes_two_and_the_pages_say_what_else_there_is(
    walk, client_of, cast
):
    done, group = after(walk, times=2), client_of(cast.worker)
    with pytest.raises(NotPossible, match="3年目"):
        actions.begin_again(done, walk.scheme, by=walk.group)
    page = words(group.get(f"/proposals/{done.code}/again/"))
    assert "「継続」で続けられるのは2年目までで、この事業は3年目になります。市の事業にする、" in page
    answer = group.post(f"/proposals/{done.code}/again/", {"scheme": walk.scheme.pk, "type": "again"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["type"])
    assert Proposal.objects.filter(follows=done).count() == 0


def test_the_exit_offers_no_year_that_could_not_be_proposed(walk, client_of, cast):
    done, group = gone_on(walk), client_of(cast.worker)
    assert "2年目を提案する" in words(group.get(f"/proposals/{done.code}/next-step/"))
    planned(walk, years={"again": 1})
    page = words(group.get(f"/proposals/{done.code}/next-step/"))
    assert "2年目を提案する" not in page
    assert "この事業は2年目になります。市の事業にする、団体だけで続ける、ほかの制度に移る、地域に引き継ぐ" in page


def test_a_second_year_is_not_begun_in_a_class_for_first_years(walk, client_of, cast):
    done, group = gone_on(walk), client_of(cast.worker)
    assert class_to_go_on_in(done, walk.scheme) == "again"
    answer = group.post(f"/proposals/{done.code}/again/", {"scheme": walk.scheme.pk, "type": "free"})
    assert answer.status_code == 422
    assert "ほかの型を選んでください：継続" in words(answer)


def test_what_was_begun_in_time_is_not_handed_in_beyond_the_years(walk):
    """The class was changed since, or the rules were: the check before handing in says so."""
    again = actions.begin_again(gone_on(walk), walk.scheme, by=walk.group)
    for verb in PROPOSED:
        again = walk.step(again, verb)
    assert (year_of(again), beyond(again)) == (2, [])
    actions.put_about(again, by=walk.group, title=again.title, type="free")
    again = Proposal.objects.get(pk=again.pk)
    assert [sentence(fault) for fault in beyond(again)] == [
        "「自由提案型」で続けられるのは1年目までで、この事業は2年目になります。ほかの型を選んでください：継続"
    ]
    with pytest.raises(NotPossible):
        actions.submit(again, by=walk.group)
    actions.put_about(again, by=walk.group, title=again.title, type="again")
    assert actions.submit(Proposal.objects.get(pk=again.pk), by=walk.group).state == "submitted"


def test_a_second_year_that_was_refused_is_a_second_year_when_it_comes_again(walk):
    done = gone_on(walk)
    refused = actions.begin_again(done, walk.scheme, by=walk.group)
    actions.withdraw(refused, by=walk.group)
    once_more = actions.begin_again(Proposal.objects.get(pk=refused.pk), walk.scheme, by=walk.group)
    assert (year_of(once_more), carried_before(once_more), once_more.type) == (2, [done], "again")


@pytest.mark.parametrize(
    ("years", "again", "period", "what"),
    [
        (1, True, "令和9年8月～令和10年3月", []),
        (1, True, "令和9年度", []),
        (1, True, "令和9年8月～令和10年4月", ["period_one_year"]),
        (2, True, "令和9年8月～令和11年3月", ["period_year_by_year"]),
        (1, False, "令和9年8月～令和11年3月", ["period_at_once"]),
        (2, False, "令和9年8月～令和11年3月", []),
        (2, False, "令和9年8月～令和11年4月1日", ["period_at_once"]),
        # What can be read in two ways, or in none, is not held against anybody.
        (1, True, "令和9年8月～令和10年3月（3か年計画の1年目）", []),
        (1, True, "2年間", []),
    ],
)
def test_no_longer_period_is_handed_in_than_the_class_allows_at_one_go(walk, years, again, period, what):
    planned(walk, years={"free": years}, again=again)
    proposal = said(written(walk), period)
    assert [fault.what for fault in beyond(proposal)] == what
    if what:
        with pytest.raises(NotPossible):
            actions.submit(proposal, by=walk.group)
    else:
        assert actions.submit(proposal, by=walk.group).state == "submitted"


def test_the_group_reads_before_it_hands_in_what_to_put_right(walk, client_of, cast):
    planned(walk, years={"free": 2})
    proposal = said(written(walk), "令和9年8月～令和11年3月")
    page = words(client_of(cast.worker).get(f"/proposals/{proposal.code}/"))
    assert (
        "実施の期間（令和9年8月1日（日）～令和11年3月31日（土））：一度に提案できるのは、4月から翌年3月までの1年度ぶんです。"
        "次の年のぶんは、あらためて提案し、この年の成果と並べて審査を受けます。"
    ) in page
    assert f'href="/proposals/{proposal.code}/sheets/F2/"' in page


def test_a_duty_after_the_last_day_keeps_it_from_being_handed_in(walk):
    """The year begins with the work of the scheme; its own last day is always in it."""
    planned(walk, work=(dt.date(2027, 8, 1), dt.date(2028, 3, 15)))
    proposal = said(written(walk), "一冬")
    Duty.objects.filter(proposal=proposal, what="当番を組む").update(due=dt.date(2028, 3, 31))
    assert beyond(proposal) == []
    Duty.objects.filter(proposal=proposal, what="当番を組む").update(due=dt.date(2028, 4, 1))
    assert [sentence(fault) for fault in beyond(proposal)] == [
        "「当番を組む」の期日が令和10年4月1日（土）になっています。この型は令和10年3月31日（金）までです。"
    ]
    planned(walk, again=False, years={"free": 2})
    assert beyond(Proposal.objects.get(pk=proposal.pk)) == []


def test_the_schemes_own_time_for_the_work_is_never_too_long(walk):
    planned(walk, work=(dt.date(2027, 8, 1), dt.date(2028, 7, 31)))
    proposal = said(written(walk), "令和9年8月～令和10年7月")
    assert beyond(proposal) == []
    assert [fault.what for fault in beyond(said(proposal, "令和9年8月～令和10年8月"))] == ["period_one_year"]


def test_a_question_for_a_day_is_held_too(walk):
    field = next(one for one in walk.plan.fields if one.key == "period")
    fields = (*walk.plan.fields, replace(field, key="period_ends", label="終わる日", sort="date"))
    forms = tuple(
        replace(form, fields=(*form.fields, "period_ends")) if form.code == "F2" else form for form in walk.plan.forms
    )
    walk.plan = replace(walk.plan, fields=fields, forms=forms)
    planned(walk, work=(dt.date(2027, 8, 1), dt.date(2028, 3, 31)))
    proposal = said(written(walk), "一冬")
    actions.put_answers(proposal, "F2", {"period_ends": "2028-04-01"}, by=walk.group)
    assert [sentence(fault) for fault in beyond(Proposal.objects.get(pk=proposal.pk))] == [
        "終わる日（令和10年4月1日（土））：4月から翌年3月までの、1年度のうちに収めてください。"
    ]


def test_what_cannot_be_read_is_said_before_handing_in_and_looked_at_by_the_office(walk, client_of, cast):
    proposal, group = said(written(walk), "雪のある間"), client_of(cast.worker)
    page = words(group.get(f"/proposals/{proposal.code}/steps/submit/"))
    assert "期間の欄から、日を読み取れませんでした。" in page
    proposal = actions.submit(proposal, by=walk.group)
    line = next(one for one in check_lines(proposal) if one.key == "years")
    assert (line.guess, line.seen) == ("", "1年目。この型は1年目まで。　期間と役割から、日を読み取れませんでした。")
    said(proposal, "令和9年8月～令和10年3月")
    line = next(one for one in check_lines(proposal) if one.key == "years")
    assert (line.guess, line.seen) == ("yes", "1年目。この型は1年目まで。　令和9年8月1日（日）～令和10年3月31日（金）")


def agreeing(walk):
    proposal = walk.to("agreeing")
    text = latest(proposal)
    return proposal, [(heading, words or "道具は区が貸す") for heading, words in text.parts]


@pytest.mark.parametrize(
    ("period", "held"),
    [("令和9年8月1日から令和11年3月31日まで", True), ("令和9年8月1日から令和10年3月31日まで", False)],
)
def test_an_agreement_beyond_the_years_is_not_put_forward_to_be_signed(walk, client_of, cast, period, held):
    proposal, parts = agreeing(walk)
    parts = [(heading, period if "期間" in heading else text) for heading, text in parts]
    actions.put_agreement(proposal, parts, by=walk.group, seen=1)
    page = words(client_of(cast.worker).get(f"/proposals/{proposal.code}/agreement/"))
    assert ("期間（令和9年8月1日（日）～令和11年3月31日（土））：4月から翌年3月までの、" in page) == held
    assert ("署名をお願いする" in page) != held
    newest = latest(proposal)
    for step in (
        lambda: actions.ask_to_sign(proposal, by=walk.section),
        lambda: actions.sign(proposal, cast.npo, by=walk.group, text_digest=newest.digest),
    ):
        if held:
            with pytest.raises(NotPossible, match="年数"):
                step()
        else:
            step()


def test_a_change_cannot_carry_a_duty_beyond_the_years(walk, cast):
    planned(walk, work=(dt.date(2027, 8, 1), dt.date(2028, 3, 31)))
    project = walk.to("under_way")
    asked = {"by": walk.group, "reason": "雪が多い", "before": "3月まで", "after": "5月まで"}

    def wish(day):
        return Wish(duties=[{"what": "当番を組む", "due": day, "parts": [(cast.npo.pk, "leads", "")]}])

    with pytest.raises(NotPossible, match="令和10年3月31日"):
        actions.ask_change(project, **asked, wish=wish(dt.date(2028, 5, 31)))
    assert actions.ask_change(project, **asked, wish=wish(dt.date(2028, 3, 31))).pk


def test_where_years_are_agreed_at_one_go_the_next_proposal_is_for_the_year_after_the_last(walk):
    planned(walk, again=False, years={"free": 3, "again": 3})
    done = gone_on(walk)
    april = timezone.make_aware(dt.datetime(2027, 4, 1, 9))
    Step.objects.filter(proposal=done, verb="start").update(at=april)
    Step.objects.filter(proposal=done, verb="carry_out").update(at=april + dt.timedelta(days=500))
    again = actions.begin_again(done, walk.scheme, by=walk.group)
    span = span_of(again)
    assert (span.year, span.at_once) == (3, 1)


def test_the_scheme_says_how_long_in_each_class(walk, client):
    client.cookies["fresh"] = "1"
    page = words(client.get(f"/schemes/{walk.scheme.code}/"))
    assert "1年度のうち" in page
    assert "1年度ずつ、2年目まで" in page
    assert "次の年のぶんはあらためて提案し、前の年の成果と並べて審査します。" in page
    planned(walk, again=False)
    page = words(client.get(f"/schemes/{walk.scheme.code}/"))
    assert "まとめて2年度まで" in page
    assert "型で決めた年数までを、まとめて提案し、協定を結べます。" in page


@pytest.mark.parametrize("period", ["9999年4月～9999年12月", "9999年度", "令和99年4月～令和99年5月"])
def test_a_year_no_calendar_goes_beyond_breaks_no_page(walk, client_of, cast, period):
    proposal = said(written(walk), period)
    Duty.objects.filter(proposal=proposal).update(due=dt.date.max)
    assert client_of(cast.worker).get(f"/proposals/{proposal.code}/").status_code == 200


def test_an_answer_that_is_no_day_breaks_no_page(walk):
    fields = tuple(replace(one, sort="date") if one.key == "period" else one for one in walk.plan.fields)
    walk.plan = replace(walk.plan, fields=fields)
    planned(walk)
    proposal = written(walk)
    for text in ("2028-13-45", "冬"):
        assert span_of(said(proposal, text)).said == []
