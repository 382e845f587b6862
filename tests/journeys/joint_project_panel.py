"""The panel in the year of a joint project: two looks, the count as it comes out by hand, the day in public, the letter."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import DESK
from tests.journeys.joint_project import (
    GROUP,
    IDEA,
    OFFICE,
    SAID,
    SECTION,
    TITLE,
    Year,
    follow,
    paper,
    plain,
    press,
    put,
    told,
)
from yoriai.proposals.tests.walk import ANSWERS

SCORE = "審査票をお願いします"


def first_look(year: Year, seat) -> None:
    """One member stands near and no longer finds it; one scores by hand, the others too; it passes."""
    office, town = year.office, year.town
    year.step(office, "審査会に回す")
    year.stands("一次審査", OFFICE)
    near = seat(town.member, DESK)
    year.asked(near, SCORE)
    follow(near, "この提案に関係があります")
    put(near, why="会員の一人と家族です")
    press(near, "関係があります")
    told(near, "その委員を除いて審査します。")
    answer = near.goto(year.at("scores/"))
    assert answer is not None
    assert answer.status == 404
    year.chair = chair = seat(town.judge, DESK)
    year.asked(chair, SCORE)
    press(chair, "関係はありません。読みはじめる")
    told(chair, SAID["evidence"])
    for points, criterion in zip((5, 4, 4), ("public", "together", "feasible"), strict=True):
        put(chair, **{f"points_{criterion}": points, f"sentence_{criterion}": "よく考えられています"})
    press(chair, "保存して提出へ進む")
    press(chair, "提出する")
    told(chair, "提出しました。")
    # 40 × 5/5 + 35 × 4/5 + 25 × 4/5 = 88 by the chair; the others 60, 80, 40. Without 88 and 40 the mean is 70, with them 67.
    others = {town.editor: 3, town.reader: 4, town.resident: 2}
    for member, given in others.items():
        year.walk.score(year.proposal, given, but=[town.judge, *(one for one in others if one != member)])
    counted(year, totals=("88.0", "80.0", "60.0", "40.0"), mean="70.0")
    year.step(office, "一次通過とする")
    year.stands("一次通過", OFFICE)
    assert "よく考えられています" not in year.worker.content()
    year.only_the_list()


def counted(year: Year, *, totals: tuple[str, ...], mean: str) -> None:
    """What the office reads of the count is what comes out by hand: the highest and the lowest left out."""
    year.office.goto(year.at("scores/"))
    count = year.office.get_by_role("region", name="点の数え方")
    expect(count).to_contain_text(f"平均は100点中{mean}点、基準は60")
    shown = count.locator("table tbody tr")
    assert [row.split()[0] for row in shown.all_inner_texts()] == list(totals)
    assert [("除く" in row) for row in shown.all_inner_texts()] == [True, False, False, True]


def last_look(year: Year, seat) -> None:
    """A day in public, the order by lot, the last look, the result: on conditions. Now everybody reads it."""
    office, town, outsider = year.office, year.town, year.outsider
    day = timezone.localdate() + dt.timedelta(days=3)
    year.step(office, "公開プレゼンの日時を決める", day=day.isoformat(), clock="13:30")
    year.stands("公開プレゼン予定", GROUP)
    stage = f"/schemes/{year.walk.scheme.code}/presentations/"
    office.goto(stage)
    put(office, word="けやき")
    press(office, "順番を引く")
    outsider.goto(stage)
    told(outsider, "けやき")
    told(outsider, TITLE)
    assert plain(town.npo.name) not in plain(outsider.locator("main").inner_text())
    year.step(office, "最終審査を始める")
    year.only_the_list()
    # All seven criteria alike: 100, 80, 60, 60. Without 100 and one of the 60 the mean is 70, with them 75.
    judges = {town.judge: 5, town.editor: 4, town.reader: 3, town.resident: 3}
    for member, given in judges.items():
        year.walk.score(year.proposal, given, but=[one for one in judges if one != member])
    counted(year, totals=("100.0", "80.0", "60.0", "60.0"), mean="70.0")
    year.step(
        office, "条件付きで採択する", public_text="高校生と町内会が組む点を評価しました。", conditions="保険に入ること"
    )
    year.stands("条件付き採択", SECTION)
    told(year.worker, "保険に入ること")
    letter = paper(year.worker, year.at(f"letters/{year.proposal.verdicts.get(outcome='adopted_if').pk}/"))
    for shown in (town.npo.name, TITLE, "条件付き採択", "保険に入ること"):
        assert plain(shown) in letter, shown
    assert "よい提案です" not in letter
    outsider.goto(year.at())
    for shown in (town.npo.name, town.students.name, town.ward_office.name, "高校生と町内会が組む点を評価しました。"):
        told(outsider, shown)
    for hidden in ("保険に入ること", SAID["evidence"], ANSWERS["F5"]["address"], IDEA["contact"]):
        assert hidden not in outsider.content()
