"""Cases: who is named and who is not, turning points, the list, and what others learned (R42, R66)."""

import pytest

from yoriai.directory import actions
from yoriai.directory.forms.cases import TurnsForm
from yoriai.directory.models import Case, Party
from yoriai.directory.queries.cases import lessons, standings
from yoriai.directory.queries.entries import taking_part
from yoriai.kernel.models import Ask, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell

NAME, KIND = Party.Shown.NAME, Party.Shown.KIND


@pytest.fixture
def npo(cast):
    """The NPO's worker in the NPO's hat."""
    return cast.who(cast.worker, cast.npo)


@pytest.fixture
def case(cast, npo):
    """A case of the NPO's, still a draft, that names the company."""
    made = actions.add_entry(Case(), by=npo, title="新聞受けの見守り", themes=[cast.themes[0]], areas=[cast.towns[0]])
    actions.add_party(made, by=npo, actor=cast.npo, role="訪ねる")
    actions.add_party(made, by=npo, actor=cast.company, role="配る")
    return made


@pytest.fixture
def company(cast, case):
    """The company's row."""
    return Party.objects.get(item=case.item, actor=cast.company)


def names(case):
    """What everybody reads."""
    return [row.name for row in standings(Case.objects.get(pk=case.pk))]


def test_whoever_is_named_by_somebody_else_stands_there_by_kind_until_they_agree(cast, client, npo, case, company):
    actions.show_entry(case, by=npo)
    assert names(case) == [cast.npo.name, "企業"]
    assert cast.company.name not in client.get(case.get_absolute_url()).content.decode()
    actions.answer_named(company, by=cast.who(cast.salesman), shown=NAME)
    assert names(case) == [cast.npo.name, cast.company.name]
    client.cookies["fresh"] = "1"
    assert cast.company.name in client.get(case.get_absolute_url()).content.decode()


def test_a_party_may_stand_by_kind_and_still_say_its_own_sentence(client, cast, npo, case, company):
    actions.answer_named(company, by=cast.who(cast.salesman), shown=KIND, reply="朝は忙しいので電話が助かりました。")
    actions.show_entry(case, by=npo)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "朝は忙しいので電話が助かりました。" in page and cast.company.name not in page


def test_asking_asks_each_once_and_lets_them_read_the_draft(cast, npo, case):
    assert not Case.objects.visible_to(cast.who(cast.salesman)).exists()
    assert [actions.ask_named(case, by=npo), actions.ask_named(case, by=npo)] == [1, 0]
    asked = Ask.objects.get(what="named_party")
    assert (asked.asked, asked.state) == (cast.company, Ask.State.ASKED)
    assert Case.objects.visible_to(cast.who(cast.salesman)).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(cast.who(cast.student)).exists()


def test_an_answer_closes_the_ask_and_whoever_asked_hears_it(cast, npo, case, company):
    actions.ask_named(case, by=npo)
    actions.answer_named(company, by=cast.who(cast.salesman), shown=NAME, reply="どうぞ")
    assert Ask.objects.get(what="named_party").state == Ask.State.ANSWERED
    told = tell(Record.objects.filter(verb="ask.answered").latest("pk"))
    assert [row.to for row in told] == [cast.worker]


def test_a_party_may_change_its_mind(cast, npo, case, company):
    by = cast.who(cast.salesman)
    actions.answer_named(company, by=by, shown=NAME)
    actions.answer_named(company, by=by, shown=KIND)
    assert names(case)[1] == "企業"
    assert not taking_part(cast.company).exists()


@pytest.mark.parametrize("person", ["worker", "resident", "officer", "outsider", "student"])
def test_nobody_agrees_in_place_of_the_party_the_owner_neither(cast, case, company, person):
    with pytest.raises(NotAllowed):
        actions.answer_named(company, by=cast.who(getattr(cast, person)), shown=NAME)
    company.refresh_from_db()
    assert company.agreed is None


def test_another_role_asks_for_consent_anew_and_the_wish_for_no_name_is_not_overruled(cast, npo, case, company):
    actions.answer_named(company, by=cast.who(cast.salesman), shown=KIND)
    with pytest.raises(NotPossible):
        actions.change_party(company, by=npo, role="配る", brought="", shown=NAME)
    changed = actions.change_party(company, by=npo, role="見つける", brought="", shown=NAME)
    assert (changed.agreed, names(case)[1]) == (None, "企業")


def test_a_case_that_hides_names_names_nobody_whatever_they_agreed_to(client, cast, npo, case, company):
    actions.answer_named(company, by=cast.who(cast.salesman), shown=NAME)
    assert taking_part(cast.company).exists()
    actions.change_entry(case, by=npo, hides_names=True)
    actions.show_entry(case, by=npo)
    assert names(case) == ["NPO", "企業"]
    assert not taking_part(cast.company).exists()
    assert actions.ask_named(Case.objects.get(pk=case.pk), by=npo) == 0
    assert cast.company.name not in client.get(case.get_absolute_url()).content.decode()


def test_the_owner_sees_what_everybody_reads_and_who_it_really_is(cast, client_of, npo, case):
    page = client_of(cast.worker).get(case.get_absolute_url()).content.decode()
    assert cast.company.name in page and "企業" in page and "まだ聞いていません" in page


def test_the_office_notes_the_answer_of_those_who_cannot_sign_in_and_of_no_others(cast, npo, case, company):
    office = cast.who(cast.officer, cast.section)
    party = actions.add_party(case, by=npo, actor=cast.neighbourhood, role="集まる")
    with pytest.raises(NotPossible):
        actions.note_answer(company, by=office, shown=NAME, said="店長に電話")
    with pytest.raises(NotPossible):
        actions.note_answer(party, by=office, shown=NAME, said=" ")
    with pytest.raises(NotAllowed):
        actions.note_answer(party, by=npo, shown=NAME, said="会長に電話")
    actions.note_answer(party, by=office, shown=NAME, said="会長に電話")
    assert names(case)[2] == cast.neighbourhood.name


def test_a_party_taken_out_is_asked_no_longer_and_reads_the_draft_no_longer(cast, npo, case, company):
    actions.ask_named(case, by=npo)
    actions.remove_party(company, by=npo)
    assert Ask.objects.get(what="named_party").state == Ask.State.CLOSED
    assert not Case.objects.visible_to(cast.who(cast.salesman)).exists()


def test_a_body_stands_there_once_and_somebody_must_be_said(cast, npo, case):
    with pytest.raises(NotPossible):
        actions.add_party(case, by=npo, actor=cast.company)
    with pytest.raises(NotPossible):
        actions.add_party(case, by=npo, name=" ", role="なにか")


def test_turning_points_are_typed_one_a_line(case):
    form = TurnsForm.of(case, {"turns": "令和6年 | 始まる\n\n止まる\n令和7年｜また始まる | つづく"})
    assert form.is_valid()
    assert form.cleaned_data["turns"] == [("令和6年", "始まる"), ("", "止まる"), ("令和7年", "また始まる | つづく")]
    assert not TurnsForm.of(case, {"turns": "長" * 400}).is_valid()


def test_a_case_is_written_filled_and_shown_without_javascript(cast, client_of):
    client = client_of(cast.worker)
    client.post(
        "/cases/new/", {"title": "アアア", "hat": cast.npo.pk, "contact_by": "shown", "causes": ["roles", "hands"]}
    )
    made = Case.objects.get()
    assert made.causes == ["roles", "hands"]
    client.post(f"/cases/{made.code}/turns/", {"turns": "春 | 始まる"})
    found = client.get(f"/cases/{made.code}/parties/?q=新聞").content.decode()
    assert f'value="{cast.company.pk}"' in found
    client.post(f"/cases/{made.code}/parties/?q=新聞", {"who": cast.company.pk, "role": "配る", "shown": "name"})
    client.post(f"/cases/{made.code}/parties/asked/")
    answer = client_of(cast.salesman)
    assert answer.get(f"/items/{made.code}/consent/").status_code == 200
    row = Party.objects.get()
    answer.post(f"/items/{made.code}/consent/", {"party": row.pk, f"{row.pk}-shown": "name", f"{row.pk}-reply": ""})
    client.post(f"/items/{made.code}/state/", {"verb": "show"})
    assert names(made) == [cast.company.name]


def test_for_others_there_is_no_consent_page_and_no_page_of_parties(cast, client_of, case, company):
    for person in (cast.outsider, cast.student, cast.officer):
        client = client_of(person)
        for address in (f"/cases/{case.code}/parties/", f"/cases/{case.code}/turns/", f"/parties/{company.pk}/",
                        f"/items/{case.code}/consent/"):  # fmt: skip
            assert client.get(address).status_code == 404
        assert client.post(f"/cases/{case.code}/parties/asked/").status_code == 404


def test_a_party_cannot_answer_for_another_party_of_the_same_case(cast, client_of, npo, case, company):
    other = actions.add_party(case, by=npo, actor=cast.students, role="集まる")
    actions.ask_named(case, by=npo)
    client_of(cast.student).post(
        f"/items/{case.code}/consent/",
        {"party": company.pk, f"{company.pk}-shown": "name", f"{other.pk}-shown": "name"},
    )
    assert not Party.objects.exclude(agreed=None).exists()


@pytest.fixture
def told(cast, npo):
    """Two shown cases, one of them a failure, and a draft."""
    facts = [
        ("アアア", {}),
        ("イイイ", {"failures": "人が足りず", "causes": ["hands"], "lesson": "エエエ"}),
    ]
    for title, more in facts:
        made = actions.add_entry(Case(), by=npo, title=title, themes=[cast.themes[0]], areas=[cast.towns[0]], **more)
        actions.show_entry(made, by=npo)
    actions.add_entry(Case(), by=npo, title="ウウウ", causes=["hands"], lesson="オオオ")


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"アアア", "イイイ"}),
        ("outcome=failed", {"イイイ"}),
        ("outcome=worked", {"アアア"}),
        ("cause=hands", {"イイイ"}),
        ("cause=budget", set()),
        ("theme=mimamori&area=049021", {"アアア", "イイイ"}),
        ("theme=kodomo", set()),
        ("outcome=%00&cause='--&theme=%25&area=__", set()),
    ],
)
def test_the_list_is_narrowed_by_theme_area_outcome_and_cause(client, told, query, seen):
    page = client.get(f"/cases/?{query}").content.decode()
    assert {title for title in ("アアア", "イイイ", "ウウウ") if title in page} == seen


def test_what_others_learned_stands_by_cause_and_drafts_do_not_count(client, told):
    assert [(row.cause.value, row.number) for row in lessons(None)][:1] == [("hands", 1)]
    page = client.get("/cases/lessons/").content.decode()
    assert "エエエ" in page and "オオオ" not in page


@pytest.mark.parametrize("address", ["/cases/", "/cases/lessons/"])
def test_the_lists_ask_the_same_number_of_questions_whatever_there_is(
    client, cast, npo, django_assert_max_num_queries, address
):
    counts = []
    for upto in (1, 3, 50):
        while Case.objects.count() < upto:
            made = actions.add_entry(Case(), by=npo, title="事例", causes=["hands"], lesson="学び", failures="つまずき")
            actions.show_entry(made, by=npo)
        client.get(address, {"q": f"warm{upto}"})
        with django_assert_max_num_queries(40) as asked:
            client.get(address, {"q": upto})
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_the_office_is_led_to_those_who_cannot_sign_in_and_others_are_not(cast, client_of, npo, case):
    actions.add_party(case, by=npo, actor=cast.neighbourhood, role="集まる")
    actions.show_entry(case, by=npo)
    way = f"/items/{case.code}/consent/"
    assert way in client_of(cast.officer).get(case.get_absolute_url()).content.decode()
    assert way not in client_of(cast.student).get(case.get_absolute_url()).content.decode()
    assert way in client_of(cast.salesman).get(case.get_absolute_url()).content.decode()
    page = client_of(cast.officer)
    row = Party.objects.get(actor=cast.neighbourhood)
    page.post(way, {"party": row.pk, f"{row.pk}-shown": "name", f"{row.pk}-said": "会長に電話"})
    assert names(case)[2] == cast.neighbourhood.name
    assert way not in page.get(case.get_absolute_url()).content.decode()
