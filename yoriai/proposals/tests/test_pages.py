"""The pages of a proposal: what each side reads, and what an outsider does not."""

import re

import pytest

from yoriai.proposals.models import Proposal
from yoriai.proposals.tests.walk import ANSWERS, PRIVATE
from yoriai.proposals.views.steps import STEPS

PAGES = ("", "history/", "sheets/", "sheets/F1/", "sheets/F2/", "partners/", "talks/")
# Words of the proposal that are nobody's but the parties', at any time.
BETWEEN = {
    "町内会の聞き取り62件のうち41件",
    "道具は倉庫に40本",
    "区役所に除雪計画を聞くとよい",
    "内々の話",
    "よく考えられています",
    "よい提案です",
    "のよかったこと",
    "雪が少ない",
} | PRIVATE


def words(answer):
    """The page without the marks where a line may break."""
    return re.sub("<wbr>|\u200b|<rt>.*?</rt>|</?ruby>", "", answer.content.decode())


@pytest.mark.parametrize("state", ["idea", "drafting", "in_talks", "final_review", "agreeing", "onward"])
def test_those_who_carry_it_and_the_office_read_its_pages(walk, client_of, cast, state):
    proposal = walk.to(state)
    for person in (cast.worker, cast.officer):
        client = client_of(person)
        for page in PAGES:
            assert client.get(f"/proposals/{proposal.code}/{page}").status_code == 200, (person, page)


@pytest.mark.parametrize("state", ["idea", "drafting", "correcting", "in_talks", "final_review"])
def test_before_the_list_there_is_no_such_page_for_an_outsider(walk, client, client_of, cast, state):
    """R35: absent and forbidden look the same."""
    proposal = walk.to(state)
    for reader in (client, client_of(cast.outsider), client_of(cast.resident)):
        if (
            state == "final_review"
            and reader is not client
            and reader.session.get("_auth_user_id") == str(cast.resident.user.pk)
        ):
            continue  # she sits on the panel
        for page in PAGES:
            # A door where one writes asks who is there before it looks for anything.
            asks = reader is client and page.startswith("sheets/F")
            assert reader.get(f"/proposals/{proposal.code}/{page}").status_code == (302 if asks else 404), page


def test_of_what_stands_in_the_list_everybody_reads_number_name_and_class(walk, client):
    from yoriai.proposals import actions

    proposal = walk.to("in_talks")
    assert actions.publish_list(walk.over(), by=walk.office) == 1
    page = words(client.get(f"/proposals/{proposal.code}/"))
    assert proposal.title in page
    assert "自由提案型" in page
    assert "審査中" in page
    for hidden in (*ANSWERS["F2"].values(), walk.cast.npo.name, walk.cast.students.name, *BETWEEN):
        assert hidden == proposal.title or hidden not in page


def test_a_refused_proposal_says_only_that_it_was_not_adopted(walk, client):
    from yoriai.proposals import actions

    proposal = walk.to("not_adopted")
    actions.publish_list(walk.over(), by=walk.office)
    page = words(client.get(f"/proposals/{proposal.code}/"))
    assert "不採択" in page
    for hidden in ("まず小さく試してください", walk.cast.npo.name, ANSWERS["F2"]["contents"], *BETWEEN):
        assert hidden not in page


def test_a_finished_project_tells_everybody_how_it_was_worked_out_and_nothing_between_the_parties(walk, client):
    """R35, R39: purpose, contents, who, the panel's words, agreement, how it goes on."""
    proposal = walk.to("onward")
    page = words(client.get(f"/proposals/{proposal.code}/"))
    for shown in (
        ANSWERS["F2"]["purpose"], ANSWERS["F2"]["contents"], walk.cast.npo.name, walk.cast.ward_office.name,
        "高校生と町内会が組む点を評価しました。", "町内会が当番を引き継ぎます。", "報告会に40人が来ました。",
    ):  # fmt: skip
        assert shown in page
    for hidden in BETWEEN:
        assert hidden not in page


def test_an_officer_without_the_second_factor_is_led_to_it_and_reads_nothing_before(walk, client_of, cast):
    proposal = walk.to("in_talks")
    answer = client_of(cast.officer, sure=False).get(f"/proposals/{proposal.code}/")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/sure/")


def test_every_step_that_can_be_taken_has_its_page_and_only_for_who_may_take_it(walk, client_of, cast):
    proposal = walk.to("checking")
    office, outsider = client_of(cast.officer), client_of(cast.outsider)
    for verb in ("ask_correction", "begin_talks", "review_papers"):
        assert office.get(f"/proposals/{proposal.code}/steps/{verb}/").status_code == 200
        assert outsider.get(f"/proposals/{proposal.code}/steps/{verb}/").status_code == 404
    assert client_of(cast.worker).get(f"/proposals/{proposal.code}/steps/begin_talks/").status_code == 404
    assert office.get(f"/proposals/{proposal.code}/steps/adopt/").status_code == 409


def test_the_office_asks_for_a_correction_on_the_page_of_the_step(walk, client_of, cast):
    proposal = walk.to("checking")
    office = client_of(cast.officer)
    url = f"/proposals/{proposal.code}/steps/ask_correction/"
    assert office.post(url, {"reason": ""}).status_code == 422
    assert office.post(url, {"reason": "会員の数を書いてください"}).status_code == 302
    assert Proposal.objects.get(pk=proposal.pk).state == "correcting"
    page = words(client_of(cast.worker).get(f"/proposals/{proposal.code}/"))
    assert "会員の数を書いてください" in page
    assert "提案した団体の番です" in page


def test_an_idea_takes_one_page_and_comes_from_a_card(walk, client_of, cast):
    from yoriai.kernel.models import Link

    client = client_of(cast.worker)
    earlier = walk.to("adopted")
    url = f"/schemes/{walk.scheme.code}/idea/?from={earlier.code}"
    assert client.get(url).status_code == 200
    sent = {
        "title": "雪かきの学校",
        "type": "free",
        "issue": "道具の使い方がわからない",
        "idea": "教室をひらく",
        "hat": cast.npo.pk,
    }
    assert client.post(url, sent).status_code == 302
    made = Proposal.objects.latest("pk")
    assert (made.title, made.by, made.state) == ("雪かきの学校", cast.npo, "idea")
    assert Link.objects.filter(source=earlier, target=made, kind="became").exists()


def test_two_who_write_at_once_lose_nothing(walk, client_of, cast):
    proposal = walk.to("drafting")
    url = f"/proposals/{proposal.code}/sheets/F2/"
    first, second = client_of(cast.worker), client_of(cast.officer)
    for reader in (first, second):
        assert reader.get(url).status_code == 200
    assert first.post(url, {"purpose": "外に出られる町", "seen_purpose": 0}).status_code == 302
    answer = second.post(url, {"purpose": "雪に負けない町", "seen_purpose": 0, "period": "冬", "seen_period": 0})
    page = words(answer)
    assert "外に出られる町" in page
    assert "雪に負けない町" in page
    assert dict(proposal.answers.values_list("key", "text"))["purpose"] == "外に出られる町"
    assert dict(proposal.answers.values_list("key", "text"))["period"] == "冬"
    newest = re.search(r'name="seen_purpose" value="(\d+)"', answer.content.decode())[1]
    assert second.post(url, {"purpose": "雪に負けない町", "seen_purpose": newest}).status_code == 302
    assert dict(proposal.answers.values_list("key", "text"))["purpose"] == "雪に負けない町"


def test_every_step_of_the_table_has_a_page(walk):
    from yoriai.proposals.lifecycle import DATE, PROPOSAL
    from yoriai.proposals.views.steps import ELSEWHERE

    by_people = {move.verb for move in PROPOSAL.moves if move.who != DATE}
    answered_on_the_page_of_the_change = {"drop_change", "agree_late_change", "drop_late_change"}
    taken_on_the_page_of_reopening = {"reopen_held", "reopen_consulting", "reopen_idea"}
    without = answered_on_the_page_of_the_change | taken_on_the_page_of_reopening
    assert by_people - set(STEPS) - set(ELSEWHERE) == without


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_projects_asks_as_often_whatever_its_length(walk, client, number, django_assert_max_num_queries):
    for _ in range(number):
        walk.to("adopted")
    with django_assert_max_num_queries(6):
        assert client.get("/proposals/").status_code == 200
