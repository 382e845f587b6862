"""A year of a joint project, from a 芽 of an evening to the case others learn from, by the pages alone (R33–R39, R1, R24).

The group's worker and the officers sit at a desk, the student has a telephone. Whose turn it is and until when is read at each
turn; an outsider looks for it all the while, and finds nothing before it is adopted.
"""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.joint_project import (
    GROUP,
    IDEA,
    OFFICE,
    SAID,
    SECTION,
    THEME,
    TITLE,
    Year,
    follow,
    paper,
    plain,
    press,
    put,
    told,
)
from tests.journeys.joint_project_panel import first_look, last_look
from yoriai.assembly.models import Commitment
from yoriai.directory.models import Case
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.agreements import latest
from yoriai.proposals.queries.work import LOOKED_AT
from yoriai.proposals.tests.walk import ANSWERS
from yoriai.voices.models import Statement

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SEED, CARD = "大きな字の当番表を60軒に配る", "大きな字の当番表を作って"
BUDGET = (
    ("spending-0", "消耗品費", "スコップ30本", 150_000),
    ("spending-1", "印刷製本費", "", 300_000),
    ("income-0", "自己資金", "", 50_000),
)


def test_from_a_seed_to_the_case(town, seat):
    year = Year(town, seat)
    idea(year)
    companion_and_partner(year)
    written_together(year)
    handed_in_and_put_right(year)
    talks(year)
    first_look(year, seat)
    last_look(year, seat)
    conditions(year)
    agreement(year)
    work(year)
    change(year)
    report(year)
    looking_back(year)
    next_step(year)
    case(year)


def idea(year: Year) -> None:
    """From the page of the 芽, on one sheet."""
    seed, scheme = Commitment.objects.get(title=SEED), year.walk.scheme
    worker = year.worker
    worker.goto(seed.get_absolute_url())
    follow(worker, "市との協働事業として提案する")
    worker.locator(f"main a[href^='/schemes/{scheme.code}/idea/']").click()
    told(worker, SEED)
    expect(worker.locator("[name=issue]")).to_have_value(SEED)
    put(worker, title="雪の朝の当番", type="themed", theme=THEME, hat=str(year.town.npo.pk))
    put(worker, **IDEA)
    press(worker, "アイデアを送る")
    told(worker, "アイデアを受け取りました。")
    year.code = Proposal.objects.latest("pk").code
    year.stands("相談受付", OFFICE)
    year.nothing_outside()


def companion_and_partner(year: Year) -> None:
    """A companion by name, advice with homework, a partner who reads first and says yes by phone."""
    office, worker, student = year.office, year.worker, year.student
    year.step(office, "受け付けて、伴走者を決める", companion=year.town.supporter.name)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    office.goto(year.at("partners/"))
    follow(office, "相談の記録・予約を書く")
    put(office, day=yesterday.isoformat(), clock="14:00", with_whom="及川（サポートセンター）")
    put(office, advice="区役所に除雪計画を聞くとよい", homework="当番表の案をつくる")
    press(office, "保存する")
    year.stands("相談中", GROUP)
    told(worker, year.town.supporter.name)
    worker.goto(year.at("partners/"))
    told(worker, "当番表の案をつくる")
    follow(worker, "一緒に行う相手にお願いする")
    put(worker, q="加茂高校")
    worker.locator("main form[method=get] button").click()
    put(worker, actor=str(year.town.students.pk), role="雪かきの当番")
    press(worker, "お願いする")
    year.asked(student, "この事業を一緒に行いませんか")
    told(student, IDEA["idea"])
    assert IDEA["contact"] not in student.content()  # between the group and the office
    put(student, answer="yes")
    press(student, "返事を送る")
    told(student, "返事を受け取りました。")
    year.nothing_outside()


def written_together(year: Year) -> None:
    """Two hands on one sheet, the money, who does what."""
    worker, student, town = year.worker, year.student, year.town
    year.step(worker, "提案書を書き始める")
    year.stands("下書き", GROUP)
    told(worker, "提出までに足りないもの")
    worker.goto(year.at("sheets/F2/"))
    expect(worker.locator("[name=issue]")).to_have_value(IDEA["issue"])  # said once
    put(worker, **{key: text for key, text in SAID.items() if key != "evidence"})
    press(worker, "保存する")
    student.goto(year.at("sheets/F2/"))
    expect(student.locator("[name=purpose]")).to_have_value(SAID["purpose"])
    put(student, evidence=SAID["evidence"])
    press(student, "保存する")
    worker.goto(year.at("answers/evidence/"))
    told(worker, town.student.name)
    worker.goto(year.at("sheets/F5/"))
    expect(worker.locator("[name=contact]")).to_have_value(IDEA["contact"])  # said once
    put(worker, **ANSWERS["F5"])
    press(worker, "保存する")
    worker.goto(year.at("sheets/budget/"))
    put(worker, city="400000")
    for row, item, words, yen in BUDGET:
        put(worker, **{f"{row}-item": item, f"{row}-words": words, f"{row}-amount": str(yen)})
    press(worker, "保存する")
    told(worker, "保存しました。")
    worker.goto(year.at("sheets/duties/"))
    for place, (what, who) in enumerate((("当番を組む", town.npo), ("道具を貸す", town.office))):
        put(worker, **{f"duty-{place}-what": what, f"duty-{place}-brings_{who.pk}": "人と道具"})
        worker.locator(f"[name=duty-{place}-mark_{who.pk}]").select_option(value="leads")
    worker.locator(f"[name=duty-0-mark_{town.students.pk}]").select_option(value="helps")
    press(worker, "保存する")
    told(worker, "保存しました。")
    year.brings(worker, "rules", "members", "accounts")


def handed_in_and_put_right(year: Year) -> None:
    """A number; the office asks for one thing; it comes back."""
    worker, office = year.worker, year.office
    worker.goto(year.at())
    expect(worker.get_by_text("提出までに足りないもの")).to_have_count(0)
    year.step(worker, "提出する")
    told(worker, "受付番号 1")
    year.stands("提出済", OFFICE)
    year.step(office, "形式の確認を始める")
    year.step(office, "補正をお願いする", reason="会員の数を書いてください")
    year.stands("補正依頼", GROUP)
    told(worker, "会員の数を書いてください")
    worker.goto(year.at("sheets/F5/"))
    put(worker, founded="平成24年4月、18人")
    press(worker, "保存する")
    year.step(worker, "補正したものを提出する")
    year.stands("形式確認", OFFICE)
    words = paper(worker, year.at("receipt.pdf"))
    for shown in (TITLE, SAID["purpose"], IDEA["contact"], "平成24年4月、18人", "スコップ30本"):
        assert plain(shown) in words, shown
    year.nothing_outside()


def talks(year: Year) -> None:
    """The section keeps its note to itself and answers with the day of its decision; the list is published meanwhile."""
    section, office, worker, town = year.section, year.office, year.worker, year.town
    year.step(office, "担当課に照会する", lead=town.ward_office.name, reason="除雪の道具について")
    year.stands("担当課と協議中", SECTION)
    year.asked(section, "あなたの課と一緒に行いたいという提案です")
    words = paper(section, f"{section.url}request.pdf")
    for shown in (TITLE, SAID["contents"], town.npo.name, "除雪の道具について"):
        assert plain(shown) in words, shown
    put(section, memo="道具は倉庫に40本", can="yes", city_can="道具を貸します")
    press(section, "保存する（決裁日があれば送る）")
    told(section, "まだ外には出ていません。")
    worker.goto(year.at("talks/"))
    expect(worker.get_by_text("道具を貸します")).to_have_count(0)
    put(section, decided_on=timezone.localdate().isoformat())
    press(section, "保存する（決裁日があれば送る）")
    told(section, "市の回答を送りますか")
    press(section, "団体に送る")
    told(section, "回答を団体に送りました。")
    worker.goto(year.at("talks/"))
    told(worker, "道具を貸します")
    assert "道具は倉庫に40本" not in worker.content()
    scheme = year.walk.over()
    office.goto(f"/schemes/{scheme.code}/desk/")
    follow(office, "提案の一覧を公開する")
    told(office, "取り消しはできません。")
    press(office, "提案の一覧を公開する")
    told(office, "一覧を公開しました。")
    year.only_the_list()


def conditions(year: Year) -> None:
    """Talked over, met, and the council's budget."""
    year.step(year.section, "条件の協議を始める")
    year.stands("条件を協議中", OFFICE)
    year.step(year.office, "条件が満たされた", public_text="市民活動保険に入りました。")
    year.step(year.office, "予算の成立を待つ")
    year.stands("予算成立待ち", OFFICE, until=False)
    year.step(year.office, "協定の協議を始める")
    year.stands("協定を協議中", GROUP)


def agreement(year: Year) -> None:
    """A word of the section's, then three signatures under exactly one text; the paper says the same."""
    section, worker, student, town = year.section, year.worker, year.student, year.town
    section.goto(year.at("agreement/"))
    follow(section, "文面を直す")
    put(section, text_0="雪の朝も、だれもが外に出られるようにする。道具は区が貸す。")
    press(section, "新しい版として保存")
    told(section, "第2版")
    worker.goto(year.at("agreement/"))
    told(worker, "道具は区が貸す。")
    press(worker, "署名をお願いする")
    for page in (worker, student, section):
        year.asked(page, "協定書を読んで署名してください")
        follow(page, "読んで署名する")
        put(page, read=True)
        press(page, "署名する")
        told(page, "署名しました。")
    year.stands("協定締結", GROUP)
    text = latest(year.proposal)
    words = paper(student, year.at("agreement/versions/2/pdf/"))
    for shown in ("協定書", town.npo.name, town.students.name, town.ward_office.name, text.digest, "道具は区が貸す。"):
        assert plain(shown) in words, shown
    answer = year.outsider.goto(year.at("agreement/"))
    assert answer is not None
    assert answer.status == 404
    answer = year.chair.goto(year.at("agreement/"))
    assert answer is not None
    assert answer.status == 404  # the panel's work is done


def work(year: Year) -> None:
    """It begins; a line by phone, a sum at the desk; halfway."""
    worker, student = year.worker, year.student
    year.step(worker, "事業を始める")
    year.stands("実施中", GROUP)
    student.goto(year.at("work/"))
    put(student, text="はじめての朝、駅前を20分で終えました。", people="12")
    student.locator("form[action$='work/log/'] button").click()
    told(student, "保存しました。")
    worker.goto(year.at("work/"))
    worker.get_by_text("支出を書く").click()
    money = worker.locator("form[action$='expenses/new/']")
    money.locator("[name=line]").select_option(label="消耗品費（スコップ30本）")
    money.locator("[name=amount]").fill("148000")
    money.locator("[name=words]").fill("スコップ30本")
    money.get_by_role("button", name="保存する").click()
    told(worker, "保存しました。")
    worker.goto(year.at("sheets/F10/"))
    put(worker, **ANSWERS["F10"])
    press(worker, "保存する")
    words = paper(worker, year.at("sheets/F10.pdf"))
    for shown in (TITLE, year.town.npo.name, ANSWERS["F10"]["progress"]):
        assert plain(shown) in words, shown
    year.step(worker, "中間報告を提出する")
    year.stands("中間報告済", GROUP)
    year.outsider.goto(year.at())
    told(year.outsider, "はじめての朝、駅前を20分で終えました。")


def change(year: Year) -> None:
    """One side asks, the other says yes; it is attached to the agreement and read by nobody else."""
    worker, section = year.worker, year.section
    worker.goto(year.at())
    follow(worker, "変更を申し出る")
    put(worker, reason="雪が少ない", before="週3回", after="週2回")
    press(worker, "相手に申し出る")
    told(worker, "相手に申し出ました。")
    year.stands("変更を協議中", SECTION)
    year.asked(section, "事業の変更に、返事を待っています")
    told(section, "週2回")
    follow(section, "合意する")
    press(section, "合意する")
    told(section, "合意しました。協定書に加わります。")
    year.stands("中間報告済", GROUP)
    assert plain("週2回") in paper(worker, year.at("agreement/versions/2/pdf/"))
    year.outsider.goto(year.at())
    assert "雪が少ない" not in year.outsider.content()


def report(year: Year) -> None:
    """Carried out, reported with what goes back, accepted."""
    worker = year.worker
    year.step(worker, "実施を終えた")
    year.stands("実施完了", GROUP)
    worker.goto(year.at("sheets/F13/"))
    put(worker, **ANSWERS["F13"])
    press(worker, "保存する")
    year.step(worker, "成果報告を提出する")
    year.stands("報告提出", OFFICE)
    for address in ("receipt.pdf", "sheets/F13.pdf"):
        words = paper(worker, year.at(address))
        for shown in (ANSWERS["F13"]["done"], ANSWERS["F13"]["reached"]):
            assert plain(shown) in words, (address, shown)
    # 400,000 of the city, 148,000 spent of what it may pay for: 252,000 go back. Read once the report is accepted.
    year.outsider.goto(year.at())
    assert "252,000円" not in year.outsider.content()
    year.step(year.office, "報告を受理する")
    year.stands("一緒にふりかえる", GROUP)
    year.outsider.goto(year.at())
    told(year.outsider, "252,000円を市に返します。")


def looking_back(year: Year) -> None:
    """Each alone; then side by side; the talk; everybody's yes to its summary; told in public."""
    town, office = year.town, year.office
    sides = ((year.worker, town.npo, 5), (year.student, town.students, 3), (year.section, town.ward_office, 2))
    for page, actor, mark in sides:
        year.asked(page, "ふりかえりシートをお願いします")
        expect(page.get_by_text("のよかったこと")).to_have_count(0)
        follow(page, "わたしたちのシートを書く")
        put(page, **dict.fromkeys(LOOKED_AT, mark), good=f"{actor.name}のよかったこと")
        press(page, "保存して提出")
    year.worker.goto(year.at("look-back/"))
    for row in year.proposal.look_backs.select_related("actor"):
        told(year.worker, f"{row.actor.name}のよかったこと")
        words = paper(year.worker, year.at(f"look-back/{row.pk}/pdf/"))
        for shown in (TITLE, row.actor.name, f"{row.actor.name}のよかったこと"):
            assert plain(shown) in words, shown
    office.goto(year.at("look-back/"))
    follow(office, "話し合いを書きとめる")
    put(office, on=timezone.localdate().isoformat(), coordinator="佐々木 道")
    put(office, said="内々の話", summary="当番の決め方を早めに話すとよい")
    press(office, "保存する")
    for page, actor, _mark in sides:
        page.goto(year.at("look-back/"))
        press(page, f"まとめを公開してよい（{actor.name}）")
    year.step(office, "公開報告会を終えた", public_text="報告会に40人が来ました。")
    year.step(office, "完了とする")
    year.stands("完了", GROUP, until=False)


def next_step(year: Year) -> None:
    """Handed to the area; a case out of what is there; and what everybody reads in the end."""
    worker, outsider = year.worker, year.outsider
    worker.goto(year.at("next-step/"))
    follow(worker, "次のステップを決める")
    put(worker, sort="area", public_text="町内会が当番を引き継ぎます。")
    press(worker, "次のステップを決める")
    told(worker, "すべての道のりを終えました。")
    worker.goto(year.at("next-step/"))
    worker.locator("main form[action*='next-step/'] button").first.click()
    told(worker, "済み")
    press(worker, "事例の下書きを作る")
    told(worker, "下書きができました。")
    told(worker, "当番の決め方を早めに話すとよい")
    outsider.goto(year.at())
    for shown in (
        "当番の決め方を早めに話すとよい",
        "町内会が当番を引き継ぎます。",
        "報告会に40人が来ました。",
        "地域へ引き継ぐ",
    ):
        told(outsider, shown)
    story = outsider.get_by_role("list", name="最初の声から、いまの成果まで")
    expect(story.get_by_text(SEED).first).to_be_visible()
    for hidden in ("内々の話", "のよかったこと", "雪が少ない", SAID["evidence"]):
        assert hidden not in outsider.content()


def case(year: Year) -> None:
    """Both sides say how they stand in the case; then it is shown, and the card it all began with leads to it."""
    worker, outsider, town = year.worker, year.outsider, year.town
    told_in, card = Case.objects.get(title=TITLE), Statement.objects.get(title__startswith=CARD)
    address = told_in.get_absolute_url()
    for page, actor in ((year.student, town.students), (year.section, town.ward_office)):
        assert outsider.request.get(address).status == 404
        page.goto(f"/items/{told_in.code}/consent/")
        told(page, TITLE)
        put(page, **{f"{told_in.parties.get(actor=actor).pk}-shown": "name"})
        press(page, "答える")
    worker.goto(address)
    press(worker, "公開する")
    outsider.goto(f"/items/{card.code}/story/")
    outsider.get_by_role("main").locator(f"a[href='{address}']").first.click()
    for shown in (TITLE, town.npo.name, town.students.name, town.ward_office.name):
        expect(outsider.get_by_role("main")).to_contain_text(shown)
