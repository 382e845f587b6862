"""支援のしくみ of the demo: what the city and the support centre offer, what was said of it, and the yearly look (R59)."""

from typing import Any

from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Measure
from yoriai.kernel.models import Theme
from yoriai.web.demo.cast import Cast

GRANT: dict[str, Any] = {
    "title": "協働をはじめる助成",
    "summary": "二つより多い団体がいっしょに始めることに、はじめの年だけの費用を出します。",
    "for_whom": "市内で活動する団体。法人でなくてもかまいません",
    "gives": "10万円まで（費用の三分の二）",
    "how": "紙一枚のアイデアシートから。書く前に、いっしょに考える担当者が話を聞きます。",
    "period": "毎年4月1日～5月20日",
    "contact": "市民協働課　000-000-0000",
}
PRESS: dict[str, Any] = {
    "title": "印刷機と、集まる部屋",
    "summary": "チラシの印刷機、紙折り機、夜九時までの部屋を、登録した団体に貸しています。",
    "for_whom": "サポートセンターに登録した団体（登録は無料）",
    "gives": "印刷 1枚1円から、部屋 無料",
    "how": "電話か窓口で、三か月前から。",
    "contact": "杜野市市民活動サポートセンター　000-000-0013",
}


def measures(cast: Cast) -> None:
    """Two, with what those said who used them."""
    office, centre = cast.who(cast.officer, cast.section), cast.who(cast.supporter, cast.support_centre)
    grant, press = _shown(GRANT, office), _shown(PRESS, centre)
    actions.give_feedback(
        grant,
        "申しこむ前に話を聞いてもらえたので、あきらめずにすみました。",
        "領収書を一枚ずつ写すのに、三晩かかりました。",
        by=cast.who(cast.worker, cast.npo),
    )
    told = actions.give_feedback(
        grant, "", "学校の名前では口座が作れず、先生の立てかえになりました。", by=cast.who(cast.student, cast.students)
    )
    actions.reply_to_feedback(
        told, "ご不便をおかけしました。今年から、学校あての後払いもできるようにしました。", by=office
    )
    actions.write_review(
        grant,
        timezone.localdate().year - 1,
        "使った6団体に聞きました。書類の多さが、どの団体からも出ました。来年度から、5万円までは領収書の一覧だけにします。",
        by=office,
    )
    actions.give_feedback(press, "夜に集まれる部屋は、ここだけです。", by=cast.who(cast.salesman))


def _shown(facts: dict[str, Any], by: Any) -> Measure:
    made = actions.add_entry(Measure(), by=by, themes=Theme.objects.filter(code="ninaite"), **facts)
    return actions.show_entry(made, by=by)
