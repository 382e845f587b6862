"""The office's side of a scheme: begun, built part by part, put before an assembly, opened, corrected, run (R33, R36, R37)."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.engines.schemes import next_year, read_text, to_json, to_toml
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.forms.plan_rows import ROWS, key_of
from yoriai.proposals.models import Bundle, ComparedScheme, Correction, PanelSeat, Part, Proposal, Scheme
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.queries.office import at_the_desk, rows_of
from yoriai.proposals.queries.work import LOOKED_AT
from yoriai.proposals.tasks import KEPT, make_bundle
from yoriai.proposals.tests.walk import PRIVATE


@pytest.fixture
def office(cast, client_of):
    return client_of(cast.officer)


@pytest.fixture
def draft(cast):
    return actions.draw_up(examples()["sendai"], by=cast.who(cast.officer, cast.office))


def sent(form):
    """What a browser sends of a form as it stands."""
    data = {}
    for bound in form:
        value = bound.value()
        if value is True:
            data[bound.html_name] = "on"
        elif value is not None and value is not False:
            data[bound.html_name] = list(value) if isinstance(value, tuple) else value
    return {name: "\n".join(v) if name in LINES and isinstance(v, list) else v for name, v in data.items()}


LINES = {"eligibility", "exclusions", "contract_", "fixes", "who", "options"}


def test_a_draft_begins_from_an_example_or_from_last_years_a_year_on(office, walk):
    """R33: copied to next year."""
    made = office.post("/schemes/new/", {"begin": "amagasaki"})
    assert Scheme.objects.get(code=made.url.split("/")[2]).the_plan == examples()["amagasaki"]
    made = office.post("/schemes/new/", {"begin": walk.scheme.code})
    copy = Scheme.objects.get(code=made.url.split("/")[2])
    assert copy.the_plan == next_year(walk.scheme.the_plan)
    assert (copy.made_from_id, copy.state) == (walk.scheme.pk, "draft")


@pytest.mark.parametrize("part", ["texts", "rules"])
def test_a_part_kept_as_it_stands_changes_nothing(office, draft, part):
    address = f"/schemes/{draft.code}/plan/{part}/"
    form = office.get(address).context["form"]
    data = sent(form) | ({"contract": "\n".join(draft.the_plan.contract)} if part == "texts" else {})
    assert office.post(address, data).status_code == 302
    assert Scheme.objects.get(pk=draft.pk).the_plan == draft.the_plan


@pytest.mark.parametrize("part", list(ROWS))
@pytest.mark.parametrize("example", ["sendai", "youth", "amagasaki", "yokohama"])
def test_rows_of_every_example_come_back_from_their_forms_as_they_were(office, cast, part, example):
    """Every row of one example, every fourth of the others: their rows are of the same sorts."""
    draft = actions.draw_up(examples()[example], by=cast.who(cast.officer, cast.office))
    for row in getattr(draft.the_plan, ROWS[part].column)[:: 1 if example == "sendai" else 4]:
        address = f"/schemes/{draft.code}/plan/{part}/{key_of(row)}/"
        data = sent(office.get(address).context["form"]) | {"verb": "keep"}
        assert office.post(address, data).status_code == 302, address
    assert Scheme.objects.get(pk=draft.pk).the_plan == draft.the_plan


def test_a_row_is_added_moved_up_and_taken_out(office, draft):
    base = f"/schemes/{draft.code}/plan/questions"
    asked = {
        "verb": "keep",
        "label": "合言葉",
        "sort": "line",
        "most": "20",
        "shown": "office",
        "help": "",
        "options": "",
    }
    assert office.post(f"{base}/new/", asked).status_code == 302
    plan = Scheme.objects.get(pk=draft.pk).the_plan
    assert (plan.fields[-1].label, plan.fields[-1].key) == ("合言葉", "q1")
    office.post(f"{base}/q1/", {"verb": "up"})
    assert Scheme.objects.get(pk=draft.pk).the_plan.fields[-2].key == "q1"
    office.post(f"{base}/issue/", {"verb": "remove"})
    plan = Scheme.objects.get(pk=draft.pk).the_plan
    # It went from every form it stood on.
    assert [form.code for form in plan.forms if "issue" in (*form.fields, *form.required)] == []
    assert office.get(f"{base}/issue/").status_code == 404


def test_what_is_wrong_is_told_in_words_and_keeps_the_scheme_from_opening(office, draft):
    address = f"/schemes/{draft.code}/plan/rounds/final/"
    data = sent(office.get(address).context["form"]) | {"verb": "keep", "weight_1": "30"}
    office.post(address, data)
    page = office.get(f"/schemes/{draft.code}/plan/").content.decode()
    assert "配点の合計が110です。100になるようにしてください。" in page
    assert "公開プレゼンテーション審査" in page
    assert (
        "<button"
        not in office.get(f"/schemes/{draft.code}/opening/").content.decode().split("<main")[1].split("</main")[0]
    )
    office.post(f"/schemes/{draft.code}/opening/")
    assert Scheme.objects.get(pk=draft.pk).state == "draft"


def test_the_plan_goes_out_as_a_file_and_comes_in_again(office, draft):
    plan = read_text(office.get(f"/schemes/{draft.code}/plan.toml").content.decode(), "plan.toml")
    assert plan == draft.the_plan
    changed = ContentFile(to_json(replace(plan, name="新しい名前")).encode("utf-8-sig"), name="plan.json")
    assert office.post(f"/schemes/{draft.code}/plan/", {"file": changed}).status_code == 302
    assert Scheme.objects.get(pk=draft.pk).title == "新しい名前"
    broken = office.post(f"/schemes/{draft.code}/plan/", {"file": ContentFile(b"colour = 1", name="plan.toml")})
    assert broken.status_code == 422
    assert "必要な項目がありません。" in broken.content.decode()


def test_two_who_change_one_part_at_once_are_told(office, draft):
    """threats.md, races: the second is told and nothing of the first is lost."""
    address = f"/schemes/{draft.code}/plan/rules/"
    first, second = (sent(office.get(address).context["form"]) for _ in range(2))
    assert office.post(address, first | {"pass_at": "70"}).status_code == 302
    late = office.post(address, second | {"pass_at": "50"})
    assert late.status_code == 422
    assert "ほかの人が制度の内容を変えました" in late.content.decode()
    assert Scheme.objects.get(pk=draft.pk).the_plan.rules.pass_at == 70


def test_the_draft_is_drafted_talked_over_and_decided(office, draft, cast, client, evening):
    """R37: the scheme itself goes through the loop of working party and assembly."""
    assert client.get(f"/schemes/{draft.code}/").status_code == 404
    assert office.post(f"/schemes/{draft.code}/forum/", {"forum": evening.code}).status_code == 302
    page = client.get(f"/schemes/{draft.code}/").content.decode()
    assert "これは話し合いの途中の案です。" in page
    assert f"/sessions/{evening.code}/" in page
    assert client.get(f"/schemes/{draft.code}/plan/").status_code == 302
    with pytest.raises(NotAllowed):
        actions.begin(draft, by=cast.who(cast.worker, cast.npo), type="free", title="早すぎる")


@pytest.fixture
def evening(cast):
    """A public evening of a forum, as an item."""
    from yoriai.assembly import actions as assembly
    from yoriai.directory.models import Place

    team = cast.who(cast.facilitator, cast.team)
    hall = assembly.found_assembly("杜野の寄り合い", team=cast.team, by=cast.who(cast.officer, cast.office))
    place = Place(title="集会所", by=cast.office, state="shown")
    place.save()
    starts = timezone.now() + dt.timedelta(days=9)
    session = assembly.prepare_session(
        hall, "しくみをどうつくる？", by=team, starts=starts, ends=starts + dt.timedelta(hours=2), where=place
    )
    return assembly.call_session(session, by=team)


def test_a_change_after_opening_is_a_correction_with_its_reason_for_everybody(office, walk, client):
    """R33: frozen when opened; what is changed later stands there with what stood before."""
    address = f"/schemes/{walk.scheme.code}/plan/classes/free/"
    data = sent(office.get(address).context["form"]) | {"verb": "keep", "cap": "2000000"}
    assert office.post(address, data | {"why": " "}).status_code == 422
    assert office.post(address, data | {"why": "予算が決まりました"}).status_code == 302
    row = Correction.objects.get()
    assert (row.where, row.before, row.after) == ("types.free.cap", 3_000_000, 2_000_000)
    page = client.get(f"/schemes/{walk.scheme.code}/").content.decode()
    for words in ("予算が決まりました", "3,000,000", "2,000,000円", "自由提案型：市の負担の上限（円）"):
        assert words in page


def test_a_correction_that_would_break_the_scheme_is_refused(office, walk):
    base = f"/schemes/{walk.scheme.code}/plan"
    gone = office.post(f"{base}/rounds/final/", {"verb": "remove", "move-why": "やめます"})
    assert gone.status_code == 422
    assert Correction.objects.count() == 0
    assert office.post(f"{base}/rounds/final/", {"verb": "remove"}).status_code == 422


def test_a_class_with_proposals_stays(walk):
    walk.begin()
    with pytest.raises(NotPossible, match="自由提案型"):
        actions.change_plan(
            walk.scheme, lambda plan: replace(plan, types=plan.types[1:]), by=walk.office, why="やめます"
        )


def test_only_the_office_runs_schemes(walk, cast, client_of):
    plan = walk.plan
    for who in (cast.who(cast.worker, cast.npo), cast.who(cast.officer, cast.office, sure=False)):
        for act in (
            lambda by: actions.draw_up(plan, by=by),
            lambda by: actions.change_plan(walk.scheme, plan, by=by, why="x"),
            lambda by: actions.end_scheme(walk.scheme, by=by),
            lambda by: actions.end_seat(walk.panel[0], by=by),
            lambda by: actions.note_export(walk.scheme, by=by),
            lambda by: actions.compare(plan, "市", by=by, read_on=dt.date(2026, 11, 1)),
            lambda by: actions.put_before(walk.scheme, walk.scheme.item, by=by),
        ):
            with pytest.raises(NotAllowed):
                act(who)


def test_the_panel_is_named_by_the_mail_of_an_account(office, walk, cast):
    address = f"/schemes/{walk.scheme.code}/panel/"
    facts = {"mail": cast.supporter.user.email.upper(), "of": "サポートセンター", "role": "member"}
    assert office.post(address, facts).status_code == 302
    assert office.post(address, facts).status_code == 422
    assert office.post(address, facts | {"mail": "nobody@morino.example"}).status_code == 422
    seat = PanelSeat.objects.get(scheme=walk.scheme, actor=cast.supporter)
    assert cast.supporter.user.email not in office.get(address).content.decode()
    office.post(f"{address}{seat.pk}/end/")
    seat.refresh_from_db()
    assert seat.ended is not None


def waiting(scheme, today, **chosen):
    """The desk's first rows."""
    return rows_of(at_the_desk(scheme, **chosen).order_by("waits_until", "pk"), scheme, today)


def test_the_desk_says_what_waits_for_whom_and_how_long_past_its_date_first(walk, office):
    today = timezone.localdate()
    idea, handed_in, talks = walk.begin(), walk.to("submitted"), walk.to("in_talks")
    Proposal.objects.filter(pk=talks.pk).update(due=today - dt.timedelta(days=3))
    rows = waiting(walk.scheme, today)
    assert [(row.proposal.pk, str(row.turn), row.late) for row in rows] == [
        (talks.pk, "担当課", 3), (idea.pk, "事務局", 0), (handed_in.pk, "事務局", 0),
    ]  # fmt: skip
    assert [row.proposal.pk for row in waiting(walk.scheme, today, turn="section")] == [talks.pk]
    page = office.get(f"/schemes/{walk.scheme.code}/desk/?turn=section").content.decode()
    assert "3日過ぎています" in page
    assert f'href="/proposals/{idea.code}/"' not in page


def test_the_desk_costs_the_same_for_one_row_and_for_many(walk, office):
    counted = []
    for rows in (1, 3, 50):
        while Proposal.objects.count() < rows:
            walk.begin()
        office.get(f"/schemes/{walk.scheme.code}/desk/")
        with CaptureQueriesContext(connection) as queries:
            office.get(f"/schemes/{walk.scheme.code}/desk/")
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2]


SHEETS = [
    "提案", "経過", "回答", "収支", "役割", "前の版", "相談", "お誘い", "課の回答", "審査の結果", "提出書類", "団体の書類", "審査票",
    "同点の順",
    "協定", "署名", "支出", "実施の記録", "変更と中止", "ふりかえり", "ふりかえりの話し合い", "次のステップ", "まとめて送ったお知らせ",
]  # fmt: skip


def cells(content):
    """The names of the sheets, and every value of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return book.sheetnames, {cell.value for sheet in book for row in sheet for cell in row}


def test_everything_goes_out_as_a_workbook_and_that_is_kept(walk, office, client_of, cast):
    walk.to("agreeing")
    address = f"/schemes/{walk.scheme.code}/desk/everything.xlsx"
    for other in (client_of(cast.worker), client_of(cast.judge)):
        assert other.post(address).status_code == 404
    assert office.get(address).status_code == 405
    names, said = cells(office.post(address).content)
    assert names == SHEETS
    assert {"雪の朝、いっしょに", "000-111-2222", "道具を貸します", "よく考えられています"} <= said
    assert PRIVATE - said == {"返還額 12,000円"}  # not reported yet
    assert Record.objects.filter(verb="scheme.exported", item=walk.scheme).count() == 1


def test_the_workbook_holds_answers_and_tables_as_they_stood_before(walk, office):
    proposal = walk.to("drafting")
    for text, amount in (("まえの目的", 90_000), ("いまの目的", 80_000)):
        assert actions.put_answers(proposal, "F2", {"purpose": text}, by=walk.group) == []
        line = {"side": "spending", "item": "消耗品費", "amount": amount, "words": "スコップ"}
        actions.put_budget(proposal, [line], by=walk.group)
        parts = [(walk.cast.npo.pk, Part.Mark.LEADS, f"{amount}円分")]
        actions.put_duties(proposal, [{"what": "当番を組む", "parts": parts}], by=walk.group)
    book = openpyxl.load_workbook(io.BytesIO(office.post(f"/schemes/{walk.scheme.code}/desk/everything.xlsx").content))
    before = [[cell.value for cell in row] for row in book["前の版"]][1:]
    assert {row[1]: row[-1] for row in before if row[0] == proposal.code} == {
        "事業の目的": "まえの目的",
        "収支予算": "支出：消耗品費　90,000円（スコップ）",
        "役割分担": f"当番を組む　◎{walk.cast.npo.shown_name}　90000円分",
    }
    assert all(row[3] == walk.cast.worker.shown_name for row in before)


def test_the_workbook_holds_what_came_of_it_but_no_look_back_before_all_are_in(walk, office):
    early, done = walk.to("looking_back"), walk.to("onward")
    marks = dict.fromkeys(LOOKED_AT, 3)
    row = actions.put_look_back(early, walk.cast.npo, by=walk.group, marks=marks, good="まだ相手に見せない")
    actions.hand_in_look_back(row, by=walk.group)
    actions.tick(done, "first", by=walk.group)
    done.log.create(on=timezone.localdate(), text="橋の歩道の雪をかいた", people=12, by=walk.cast.npo)
    _names, said = cells(office.post(f"/schemes/{walk.scheme.code}/desk/everything.xlsx").content)
    assert {
        "橋の歩道の雪をかいた",
        "当番の決め方を早めに話すとよい",
        "町内会が当番を引き継ぎます。",
        "内々の話",
    } <= said
    # What was signed with the text, who was invited with which words, what was ticked on the way out.
    lines = (
        "収入：市の負担金　400,000円",
        "収入：自己資金　50,000円",
        "支出：消耗品費　150,000円（スコップ30本）",
        "支出：印刷製本費　300,000円",
    )
    assert {"負担金型", "\n".join(lines)} <= said
    assert any(str(one).endswith(f"\n道具を貸す　◎{walk.cast.ward_office.shown_name}　スコップ") for one in said)
    assert {"雪かきの当番", "はい、一緒に行います。", "引き継いだあとの1回目が無事に終わった"} <= said
    assert "まだ相手に見せない" not in said


def test_what_is_much_is_made_by_a_job_and_thrown_away_after_a_day(walk, office, client_of, cast, monkeypatch):
    monkeypatch.setattr("yoriai.proposals.desk.bundles.MOST_AT_ONCE", 0)
    walk.begin()
    page = office.post(f"/schemes/{walk.scheme.code}/desk/everything.xlsx").url
    assert page == f"/schemes/{walk.scheme.code}/desk/files/everything/"
    assert Record.objects.filter(verb="scheme.exported").count() == 0
    make_bundle(Bundle.objects.get().pk)
    assert "に作りました。" in office.get(page).content.decode()
    assert cells(office.post(f"{page}file/").content)[0] == SHEETS
    assert Record.objects.filter(verb="scheme.exported", item=walk.scheme).count() == 1
    for person in (cast.worker, cast.judge, cast.outsider):
        assert client_of(person).post(f"{page}file/").status_code == 404
    assert (actions.end_bundles(timezone.now() - KEPT), actions.end_bundles(timezone.now())) == (0, 1)
    assert office.post(f"{page}file/").status_code == 404
    assert office.get(f"/schemes/{walk.scheme.code}/desk/files/other/").status_code == 404


def test_another_citys_scheme_is_laid_beside_ours_and_taken_out(office, client, walk):
    """R36."""
    plan = replace(examples()["yokohama"], name="みなと協働", types=(), forms=())
    facts = {"city": "みなと市", "source": "https://minato.example/", "read_on": "2026-11-01"}
    file = ContentFile(to_toml(plan).encode(), name="minato.toml")
    assert office.post("/schemes/comparison/new/", facts | {"file": file}).status_code == 302
    row = ComparedScheme.objects.get()
    page = client.get("/schemes/comparison/").content.decode()
    assert "みなと協働" in page
    assert 'action="/schemes/comparison/' not in page
    table = client.get(f"/schemes/comparison/schemes.csv?with=other-{row.pk}&with={walk.scheme.code}").content.decode(
        "utf-8-sig"
    )
    heads = table.splitlines()[0]
    assert heads == "項目,協働事業提案制度（杜野市）,みなと協働（みなと市）"
    book = openpyxl.load_workbook(io.BytesIO(client.get("/schemes/comparison/schemes.xlsx").content))
    assert book.active["A1"].value == "項目"
    again = ContentFile(to_toml(plan).encode(), name="minato.toml")
    assert office.post("/schemes/comparison/new/", facts | {"file": again}).status_code == 422
    office.post(f"/schemes/comparison/{row.pk}/removal/")
    assert ComparedScheme.objects.count() == 0


def test_a_draft_is_in_no_comparison(draft, client):
    assert draft.code not in client.get("/schemes/comparison/").content.decode()
    assert client.get("/schemes/examples/nowhere.toml").status_code == 404
