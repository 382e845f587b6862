"""What the groups of the demo bring with their proposals: rules, members, accounts, small and made by the platform's own press."""

import datetime as dt
from functools import cache

from yoriai.kernel.actors.who import Who
from yoriai.proposals import actions
from yoriai.proposals.models import Paper, Proposal
from yoriai.ui.files import Taken, know
from yoriai.ui.paper.press import render
from yoriai.web.demo.cast import Cast

RULES, MEMBERS, ACCOUNTS, QUOTE = Paper.Kind.RULES, Paper.Kind.MEMBERS, Paper.Kind.ACCOUNTS, Paper.Kind.QUOTE
SHEETS = {
    RULES: (
        "会則",
        (
            "第1条（名前）　この会の名前は、上のとおりとする。",
            "第2条（目的）　住む人どうしが助け合い、だれもが安心して暮らせる町をつくる。",
            "第3条（会員）　目的に賛同する人は、だれでも会員になることができる。",
            "第4条（役員）　代表1人、会計1人、監事1人を置く。任期は2年とする。",
            "第5条（総会）　総会は年に1回、5月に開く。会員の半数の出席で成り立つ。",
            "第6条（会計）　会計年度は4月1日から翌年3月31日までとする。",
        ),
    ),
    MEMBERS: (
        "会員名簿",
        (
            "代表　　　　　1人",
            "会計　　　　　1人",
            "監事　　　　　1人",
            "会員　　　　　9人",
            "（見本のため、名前と住所は載せていません）",
        ),
    ),
    ACCOUNTS: (
        "令和7年度 収支決算書",
        (
            "収入　会費　　　　　　24,000円",
            "収入　寄付　　　　　　60,000円",
            "収入　市の負担金　　 180,000円",
            "支出　材料費　　　　 142,000円",
            "支出　保険料　　　　　18,000円",
            "支出　印刷費　　　　　37,000円",
            "次の年度へ　　　　　　67,000円",
        ),
    ),
    QUOTE: (
        "御見積書",
        (
            "鍋（大）　　　 2個　　16,000円",
            "包丁（子ども用）10本　 19,800円",
            "合計（税込）　　　　　35,800円",
        ),
    ),
}


@cache
def _sheet(kind: Paper.Kind, group: str) -> bytes:
    title, lines = SHEETS[kind]
    return render("web/demo/group_paper.typ", {"title": title, "group": group, "lines": lines})


def _file(kind: Paper.Kind, group: str) -> Taken:
    return know(_sheet(kind, group), f"{SHEETS[kind][0]}（{group}）.pdf")


def brought(proposal: Proposal, by: Who, *kinds: Paper.Kind) -> list[Paper]:
    """These papers, or those its scheme needs, brought by the group."""
    needed = [Paper.Kind(one.key) for one in proposal.scheme.the_plan.papers if one.needed]
    group = proposal.by.shown_name
    return [actions.add_paper(proposal, kind, _file(kind, group), by=by) for kind in kinds or needed]


def opened(cast: Cast, proposal: Proposal) -> None:
    """The section and a member of the panel have opened what they may, while it is before them."""
    section, member = cast.who(cast.ward_officer, cast.ward_office), cast.who(cast.judge)
    for paper in proposal.papers.filter(gone=None).exclude(kind__in=Paper.PRIVATE):
        actions.read_paper(paper, by=section)
        if proposal.state in ("first_review", "presenting", "final_review"):
            actions.read_paper(paper, by=member)


def on_the_counter(cast: Cast, proposal: Proposal) -> None:
    """A quotation somebody brought to the counter; a first one that was the wrong one was taken away."""
    office = cast.who(cast.officer, cast.office)
    wrong = actions.add_paper(
        proposal, QUOTE, know(_sheet(RULES, "見積"), "見積書.pdf"), by=office, on_paper_from="沢田さん"
    )
    actions.take_paper_away(wrong, by=office)
    file = know(_sheet(QUOTE, "大町金物店"), "見積書（大町金物店）.pdf")
    actions.add_paper(proposal, QUOTE, file, by=office, on_paper_from="沢田さん（窓口）")


def dated(proposal: Proposal, at: dt.datetime) -> None:
    """They came in when it began to be written, and not on the evening the demo was made."""
    Paper.objects.filter(proposal=proposal).update(at=at)
    Paper.objects.filter(proposal=proposal, gone__isnull=False).update(gone=at)
