"""Role × state, a table for each question of the policy that is asked of a proposal: written by hand, equality in every state (R35).

The steps, the panel's questions and the work have their tables in `test_policy`, `test_policy_panel` and `test_policy_work`.
"""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from yoriai.engines.schemes import plain
from yoriai.proposals import policy
from yoriai.proposals.models import Book, Booking, LookBack, PanelSeat, Paper, Pending, Proposal, Scheme, Slot, Talk
from yoriai.proposals.policy import both_sides, early
from yoriai.proposals.tests.everybody import STATES, differs, expected, laid_out_everybody, named


@pytest.fixture
def ground(cast):
    return laid_out_everybody(cast)


def asked(names, proposal, *more, of=policy):
    """{name: question} for predicates that need no more than a reader and the proposal."""
    return {name: lambda who, name=name: getattr(of, name)(who, proposal, *more) for name in names}


# Who reads what. `near` never before the panel has spoken; the panel only once it looks, and never what is only the group's.
READING = """
can_read           | always        | BOTH office* companion
                   | SEEN          | chair member
can_read_private   | always        | group office*
can_see_readers    | always        | group office*
can_have_receipt   | always        | group office*
can_read_letter    | always        | CARRY office*
can_read_work      | always        | BOTH office* companion
can_see_totals     | always        | office*
                   | SEEN          | chair member
can_sit_down       | SEEN          | office* chair member
                   | OPEN_TO_SCORES | silent
can_disclose       | always        | office*
can_see_consents   | always        | group office* supporter
public answers     | always        | BOTH office* companion
                   | SEEN          | chair member
                   | ADOPTED       | EVERYBODY
answers of parties | always        | BOTH office* companion
                   | SEEN          | chair member
private answers    | always        | group office*
"""


def test_who_reads_what_in_which_state(ground):
    _walk, proposal, people = ground
    plainly = (
        "can_read", "can_read_private", "can_see_readers", "can_have_receipt", "can_read_letter", "can_read_work", "can_see_totals",
        "can_sit_down", "can_disclose",
    )  # fmt: skip
    questions = asked(plainly, proposal) | asked(("can_see_consents",), proposal, of=early)
    for name, sort in (
        ("public answers", "public"),
        ("answers of parties", "parties"),
        ("private answers", "office"),
    ):
        questions[name] = lambda who, sort=sort: sort in policy.readable(who, proposal)
    assert differs(proposal, people, questions, expected(READING)) == []


# The papers of the group: two kinds between it and the office alone, the others for all sides, for the panel while it judges.
PAPERS = """
rules, there      | always   | BOTH companion office*
                  | JUDGED   | chair member
members, there    | always   | group office*
bank, there       | always   | group office*
rules, replaced   | always   | group office*
members, replaced | always   | group office*
rules, taken away | always   |
can_add_paper     | PARTNERS | group office*
"""


def test_who_opens_which_paper_in_which_state(ground):
    _walk, proposal, people = ground
    now = timezone.now()

    def paper(kind, **facts):
        return lambda who: policy.can_read_paper(who, Paper(proposal=proposal, kind=kind, **facts))

    questions = {
        "rules, there": paper("rules", file="a.pdf"), "members, there": paper("members", file="a.pdf"),
        "bank, there": paper("bank", file="a.pdf"), "rules, replaced": paper("rules", file="a.pdf", gone=now),
        "members, replaced": paper("members", file="a.pdf", gone=now), "rules, taken away": paper("rules", file="", gone=now),
    }  # fmt: skip
    assert differs(proposal, people, questions | asked(("can_add_paper",), proposal), expected(PAPERS)) == []


# Who writes which form. A form with no line of its own stands for those handed in with the proposal, F2.
WRITING = """
F1  | CALL               | CARRY office*
F2  | HANDED_IN_WITH     | CARRY office*
F3  | HANDED_IN_WITH     | CARRY office*
    | agreeing           | BOTH office*
F4  | HANDED_IN_WITH     | CARRY office*
    | agreeing           | BOTH office*
F5  | HANDED_IN_WITH     | CARRY office*
F9  | agreeing           | CARRY office*
F10 | under_way          | CARRY office*
F13 | carried_out sent_back | CARRY office*
"""
# Where a section has said beforehand that it shapes the proposal with the group, it writes what is handed in too.
SHAPED_TOGETHER = """
F1  | CALL               | CARRY office*
F2  | HANDED_IN_WITH     | BOTH office*
F3  | HANDED_IN_WITH     | BOTH office*
    | agreeing           | BOTH office*
F4  | HANDED_IN_WITH     | BOTH office*
    | agreeing           | BOTH office*
F5  | HANDED_IN_WITH     | BOTH office*
F9  | agreeing           | CARRY office*
F10 | under_way          | CARRY office*
F13 | carried_out sent_back | CARRY office*
"""


def matching_first(walk, proposal):
    """The same proposal in a scheme that begins with finding the section."""
    scheme = Scheme.objects.get(pk=walk.scheme.pk)
    plan = replace(scheme.the_plan, rules=replace(scheme.the_plan.rules, matching_first=True))
    Scheme.objects.filter(pk=scheme.pk).update(plan=plain(plan))
    return Proposal.objects.get(pk=proposal.pk)


@pytest.mark.parametrize("matching", [False, True])
def test_who_writes_which_form_in_which_state(ground, matching):
    walk, proposal, people = ground
    proposal = matching_first(walk, proposal) if matching else proposal
    table = expected(SHAPED_TOGETHER if matching else WRITING)
    forms = {form for form, _state in table}
    questions = {form: lambda who, form=form: policy.can_write(who, proposal, form) for form in forms}
    assert differs(proposal, people, questions, table) == []


# Before it is handed in, and what goes along with it to its end.
ALONG = """
can_put_about         | CALL         | CARRY office*
can_name_companion    | but OVER     | office*
can_invite_partner    | PARTNERS     | group office*
can_note_invitation   | always       | office*
asked_to_carry        | always       | invited
can_have_supporter    | PARTNERS     | group
supports              | always       | supporter
can_list_minors       | but OVER     | group office*
can_note_consent      | but OVER     | supporter office*
unlist, not answered  | but OVER     | group office*
unlist, refused       | but OVER     | office*
can_book              | CALL         | group office*
can_cancel_booking    | always       | group office*
can_tick_homework     | always       | CARRY
can_seek              | always       | group companion office*
can_remark            | always       | BOTH companion office*
can_check             | checking     | office
can_accompany         | but in_talks | companion office*
                      | in_talks     | companion office* section
can_begin_again       | OVER         | group
open hours, none      | CALL         | group office*
open hours, one taken | always       | group office*
"""
EARLY = (
    "can_put_about", "can_name_companion", "can_have_supporter", "supports", "can_list_minors", "can_note_consent", "can_book",
    "can_cancel_booking", "can_tick_homework", "can_seek",
)  # fmt: skip
ANY_TIME = ("can_invite_partner", "can_remark", "can_check", "can_accompany", "can_begin_again")


def test_who_goes_along_with_it_in_which_state(ground):
    _walk, proposal, people = ground
    booking = Booking(proposal=proposal)
    questions = asked(EARLY, proposal, of=early) | asked(ANY_TIME, proposal)
    questions |= asked(("can_note_invitation", "asked_to_carry"), proposal, of=both_sides) | {
        "unlist, not answered": lambda who: early.can_unlist_minor(who, proposal, refused=False),
        "unlist, refused": lambda who: early.can_unlist_minor(who, proposal, refused=True),
        "open hours, none": lambda who: early.can_open_booking(who, proposal, None),
        "open hours, one taken": lambda who: early.can_open_booking(who, proposal, booking),
    }
    assert differs(proposal, people, questions, expected(ALONG)) == []


def test_an_hour_is_given_back_until_the_day_before_and_by_the_office_until_it_begins(ground):
    _walk, proposal, people = ground
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    booking = Booking(proposal=proposal, slot=Slot(starts=noon))
    may = {
        when: {role for role, who in people.items() if early.still_changes(who, booking, now)}
        for when, now in {"before": noon - dt.timedelta(days=1), "that day": noon - dt.timedelta(hours=3), "then": noon}.items()
    }  # fmt: skip
    # That it is the group's own hour is asked by `can_cancel_booking`.
    assert may == {"before": set(people), "that day": {"office", "near"}, "then": set()}


MATCHING = """
can_share_idea     | CALL                | group
can_ask_to_imagine | consulting drafting | office
"""


def test_sections_are_shown_an_idea_only_where_the_scheme_begins_with_finding_one(ground):
    walk, proposal, people = ground
    names = ("can_share_idea", "can_ask_to_imagine")
    call = named("CALL", STATES)
    never = {(name, state): set() for name in names for state in call}
    assert differs(proposal, people, asked(names, proposal, of=early), never, call) == []
    proposal = matching_first(walk, proposal)
    assert differs(proposal, people, asked(names, proposal, of=early), expected(MATCHING)) == []


# The talks: the section that was asked, signed in with its second factor; the office for it. Not whoever stands too near.
TALKS = """
can_reply       | in_talks | section office
can_pass_on     | in_talks | section office
can_ask_section | in_talks | section office
can_read_memo   | always   | section office*
"""


def test_who_answers_for_the_section_in_which_state(ground):
    _walk, proposal, people = ground
    talk = Talk.objects.get(proposal=proposal)
    talk.proposal = proposal
    of_talk = ("can_reply", "can_pass_on", "can_read_memo")
    questions = {name: lambda who, name=name: getattr(policy, name)(who, talk) for name in of_talk}
    questions |= asked(("can_ask_section",), proposal)
    assert differs(proposal, people, questions, expected(TALKS)) == []


# The work: from the agreement to the way out.
WORK = """
can_draft_agreement | agreeing               | BOTH office*
can_note_signature  | agreeing               | office*
sign for the group  | agreeing               | group
sign for a partner  | agreeing               | partner
sign for the city   | agreeing               | section
can_work            | AT_WORK carried_out sent_back | BOTH office*
can_hide_photo      | SINCE_AGREED           | BOTH office*
can_ask_for_need    | AT_WORK                | CARRY
look back, group    | looking_back           | group
look back, partner  | looking_back           | partner
look back, city     | looking_back           | section
type, none yet      | looking_back           | office*
type, from paper    | looking_back           | office*
type, begun here    | always                 |
type, handed in     | always                 |
can_go_on_without   | looking_back           | office*
can_tick_exit       | onward                 | BOTH office*
can_draft_case      | completed onward       | group
"""


def test_who_works_on_it_in_which_state(ground, cast):
    _walk, proposal, people = ground
    plainly = (
        "can_draft_agreement", "can_note_signature", "can_work", "can_hide_photo", "can_ask_for_need", "can_tick_exit",
        "can_draft_case",
    )  # fmt: skip
    questions = asked(plainly, proposal) | asked(("can_go_on_without",), proposal, of=both_sides)
    for name, actor in (("group", cast.npo), ("partner", cast.students), ("city", cast.ward_office)):
        sign = f"sign for {'a' if name == 'partner' else 'the'} {name}"
        questions[sign] = lambda who, actor=actor: policy.can_sign(who, proposal, actor)
        questions[f"look back, {name}"] = lambda who, actor=actor: both_sides.can_look_back(who, proposal, actor)
    for name, row in {
        "type, none yet": None, "type, from paper": LookBack(on_paper_from="沢田"), "type, begun here": LookBack(),
        "type, handed in": LookBack(on_paper_from="沢田", handed_in=timezone.now()),
    }.items():  # fmt: skip
        questions[name] = lambda who, row=row: both_sides.can_type_look_back(who, proposal, row)
    assert differs(proposal, people, questions, expected(WORK)) == []


# A change that waits: the other side agrees, either leaves it; the office notes a side's paper. Only since the agreement is there one.
CHANGE = """
agree, asked by the group | SINCE_AGREED | section
agree, asked by the city  | SINCE_AGREED | group
drop it                   | SINCE_AGREED | group section
note it from paper        | SINCE_AGREED | office near
join by it                | SINCE_AGREED | invited
note who joins            | SINCE_AGREED | office near
answer for a part         | SINCE_AGREED | partner office near
"""


def changes(proposal, cast, **facts):
    """What is asked about a change of this proposal, by the name in the table."""
    by_group = Pending(proposal=proposal, asked_by=cast.npo, joins=cast.facilitator, **facts)
    by_city = Pending(proposal=proposal, asked_by=cast.ward_office, joins=cast.facilitator, **facts)
    return {
        "agree, asked by the group": lambda who: both_sides.can_agree_to_change(who, by_group),
        "agree, asked by the city": lambda who: both_sides.can_agree_to_change(who, by_city),
        "drop it": lambda who: both_sides.can_drop_change(who, by_group),
        "note it from paper": lambda who: both_sides.can_note_change(who, by_city),
        "join by it": lambda who: both_sides.can_join(who, by_group),
        "note who joins": lambda who: both_sides.can_note_joining(who, by_group),
        "answer for a part": lambda who: both_sides.parts_to_answer(who, by_group).exists(),
    }


def test_who_answers_a_change_and_nobody_once_it_is_answered(ground, cast):
    _walk, proposal, people = ground
    table = {key: may for key, may in expected(CHANGE).items() if may}
    states = sorted({state for _question, state in table})
    assert differs(proposal, people, changes(proposal, cast), table, states) == []
    for answered in ({"agreed": timezone.now()}, {"dropped": timezone.now()}):
        nobody = {key: set() for key in table}
        assert differs(proposal, people, changes(proposal, cast, **answered), nobody, states[:1]) == []


# For whom somebody speaks, whose paper the office notes, whose wish a change is (that only takes something away, so it needs no second
# factor), who judges.
STANDING = """
speaks for the group     | always | group
speaks for the city      | always | section
notes for the group      | SINCE_AGREED | office near
notes for the city       | SINCE_AGREED | office near
the group's own wish     | SINCE_AGREED | group
the city's own wish      | SINCE_AGREED | section unsure_section
judges it                | SINCE_AGREED CALL JUDGED | chair member silent
can still be handed in   | CALL   | EVERYBODY
"""


def test_for_whom_somebody_speaks_in_which_state(ground, cast):
    _walk, proposal, people = ground
    group, city = both_sides.BOTH
    wishes = {
        side: Pending(proposal=proposal, asked_by=actor)
        for side, actor in ((group, cast.npo), (city, cast.ward_office))
    }
    questions = {
        "judges it": lambda who: policy.seat_of(who, proposal) is not None,
        "can still be handed in": lambda _who: early.is_before(proposal),
    }
    for name, side in (("group", group), ("city", city)):
        questions[f"speaks for the {name}"] = lambda who, side=side: side in both_sides.own_sides(who, proposal)
        questions[f"notes for the {name}"] = lambda who, side=side: side in both_sides.noted_sides(who, proposal)
        questions[f"the {name}'s own wish"] = lambda who, side=side: both_sides.asked_by_own_side(who, wishes[side])
    since = sorted(named("SINCE_AGREED", STATES))
    table = expected(STANDING)
    assert differs(proposal, people, questions, table, since) == []
    early_on = ("judges it", "can still be handed in", "speaks for the group", "speaks for the city")
    table = {key: may for key, may in table.items() if key[0] in early_on}
    questions = {name: questions[name] for name in early_on}
    assert differs(proposal, people, questions, table, sorted(named("CALL JUDGED", STATES))) == []


def test_a_book_is_fit_until_its_reader_says_that_they_stand_near_to_what_is_in_it(ground):
    walk, proposal, people = ground
    seats = {
        role: PanelSeat.objects.get(scheme=proposal.scheme, actor=people[role].person) for role in ("member", "recused")
    }
    other = walk.begin(title="もう一つ")
    fit = {
        role: [policy.book_is_fit(Book(scheme=proposal.scheme, seat=seat, proposals=rows)) for rows in ([proposal.pk], [other.pk])]
        for role, seat in seats.items()
    }  # fmt: skip
    assert fit == {"member": [True, True], "recused": [False, True]}
    assert policy.book_is_fit(Book(scheme=proposal.scheme, proposals=[proposal.pk]))  # the office's, whole
    PanelSeat.objects.filter(pk=seats["member"].pk).update(ended=timezone.now())
    assert not policy.book_is_fit(Book(scheme=proposal.scheme, seat=seats["member"], proposals=[other.pk]))
