"""Where an organisation wants two pairs of eyes, the parties and turning points of a shown case go through them too (R53)."""

import pytest

from yoriai.directory import actions
from yoriai.directory.models import Case, Organisation, Party, PendingChange
from yoriai.directory.queries.changes import lines_of
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.models import Representation


@pytest.fixture
def second(cast, npo):
    """Another one of the association, which wants two to look."""
    Representation.objects.create(person=cast.student, body=cast.npo, accepted="2026-01-01T00:00Z")
    page = actions.add_page(cast.npo, by=npo)
    Organisation.objects.filter(pk=page.pk).update(needs_two=True)
    return cast.who(cast.student, cast.npo)


@pytest.fixture
def case(cast, npo, second):
    """Shown by two, with one turning point and one party."""
    made = actions.add_entry(Case(), by=npo, title="新聞受けの見守り")
    actions.put_turns(made, [("春", "始まる")], by=npo)
    actions.add_party(made, by=npo, actor=cast.company, role="配る")
    return actions.agree_entry(actions.show_entry(made, by=npo), by=second)


def turns(case):
    """As everybody reads them."""
    return list(case.turns.values_list("when", "what"))


def test_turning_points_of_a_shown_case_wait_and_the_page_stays_as_it_is(cast, npo, second, case):
    assert actions.put_turns(case, [("春", "始まる"), ("夏", "止まる")], by=npo) is False
    assert turns(case) == [("春", "始まる")]
    assert Ask.objects.get(what="second_look", state="asked").asked == cast.npo
    with pytest.raises(NotAllowed):
        actions.agree_change(case, by=npo)
    actions.agree_change(case, by=second)
    assert turns(case) == [("春", "始まる"), ("夏", "止まる")]
    assert not PendingChange.objects.exists()


def test_parties_added_changed_and_taken_out_wait_together(cast, npo, second, case):
    company = Party.objects.get()
    actions.add_party(case, by=npo, kind=Actor.Kind.SCHOOL, role="集まる")
    actions.change_party(company, by=npo, role="見つける", brought="", shown="name")
    actions.add_party(case, by=npo, actor=cast.students, role="訪ねる")
    assert [row.role for row in case.parties.all()] == ["配る"]
    line = lines_of(case, PendingChange.objects.get())[0]
    assert "配る" in line.before and "見つける" in line.after and str(cast.students) in line.after
    actions.agree_change(case, by=second)
    assert [row.role for row in case.parties.all()] == ["見つける", "集まる", "訪ねる"]
    actions.remove_party(Party.objects.get(role="集まる"), by=second)
    assert case.parties.count() == 3
    actions.agree_change(case, by=npo)
    assert [row.role for row in case.parties.all()] == ["見つける", "訪ねる"]


def test_another_role_put_by_two_asks_the_party_for_its_consent_anew(cast, npo, second, case):
    company = Party.objects.get()
    actions.answer_named(company, by=cast.who(cast.salesman), shown="name")
    actions.change_party(company, by=npo, role="見つける", brought="", shown="name")
    company.refresh_from_db()
    assert company.agreed is not None
    actions.agree_change(case, by=second)
    company.refresh_from_db()
    assert (company.role, company.agreed) == ("見つける", None)


def test_the_text_and_the_rows_one_person_changes_wait_as_one(npo, second, case):
    actions.put_turns(case, [("夏", "止まる")], by=npo)
    actions.change_entry(case, by=npo, lesson="順番を決める。")
    assert PendingChange.objects.get().facts == {"turns": [["夏", "止まる"]], "lesson": "順番を決める。"}
    actions.agree_change(case, by=second)
    assert (turns(case), Case.objects.get().lesson) == ([("夏", "止まる")], "順番を決める。")


def test_a_change_of_somebody_else_s_is_not_let_go_unseen(npo, second, case):
    actions.put_turns(case, [("夏", "止まる")], by=npo)
    for act in (
        lambda: actions.put_turns(case, [("秋", "また")], by=second),
        lambda: actions.add_party(case, by=second, kind=Actor.Kind.SCHOOL),
        lambda: actions.change_entry(case, by=second, lesson="ちがう学び"),
    ):
        with pytest.raises(NotPossible):
            act()
    assert PendingChange.objects.get().facts == {"turns": [["夏", "止まる"]]}


def test_while_it_waits_to_be_shown_the_rows_stand_still(npo, second):
    made = actions.show_entry(actions.add_entry(Case(), by=npo, title="待つ事例"), by=npo)
    with pytest.raises(NotPossible):
        actions.put_turns(made, [("春", "始まる")], by=npo)


def test_the_pages_say_that_somebody_else_is_asked_first(cast, client_of, second, case):
    client = client_of(cast.worker)
    told = client.post(f"/cases/{case.code}/turns/", {"turns": "夏 | 止まる"}, follow=True).content.decode()
    assert "ほかの人" in told and turns(case) == [("春", "始まる")]
    look = client_of(cast.student).get(f"/items/{case.code}/second-look/").content.decode()
    assert "止まる" in look and "agree_change" in look
    client_of(cast.student).post(f"/items/{case.code}/state/", {"verb": "agree_change"})
    assert turns(case) == [("夏", "止まる")]
