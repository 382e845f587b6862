"""One thread from voice to outcome: what the projects of the demo grew out of, and what the first of them has left."""

from typing import Any

from django.utils import timezone

from yoriai.directory import actions as directory
from yoriai.directory.models import Case, Need, Offer, Party
from yoriai.kernel.models import Item, Link, Record, Theme
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.web.demo.cast import Cast
from yoriai.web.demo.past import MONTH, told_once

SHOVELS: dict[str, Any] = {
    "title": "坂道の雪かき、朝なら10人行けます",
    "summary": "生徒会で手を挙げたのが10人。スコップが足りません。どの坂から始めればよいか、教えてください。",
    "resource": "people", "quantity": "10人", "season": "1月～3月の朝", "contact": "加茂高校 事務室　000-000-0021",
}  # fmt: skip
LUNCH: dict[str, Any] = {
    "title": "夏休みの昼、一緒に食べる大人を",
    "summary": "昼ごはんの時間に一人でいる子が、同じ通りに6人いました。台所はあります。大人と食材が足りません。",
    "resource": "people", "quantity": "昼に3人", "season": "7月～8月", "contact": "そらのま　000-000-0010（月・水・金の午後）",
}  # fmt: skip
WARD_SAYS = "時刻を前の晩に知らせるだけで、当番の人の動きが変わりました。ほかの坂でも続けています。"


def offered(cast: Cast) -> Item:
    """What the students offered, three winters ago."""
    by = cast.who(cast.student, cast.students)
    return told_once(Offer(), by=by, came=34, ended=30, **SHOVELS, **_about(cast, "yukikaki"))


def needed(cast: Cast) -> Item:
    """Whom the NPO looked for, the summer before last."""
    by = cast.who(cast.worker, cast.npo)
    return told_once(Need(), by=by, came=17, ended=14, **LUNCH, **_about(cast, "kodomo"))


def _about(cast: Cast, theme: str) -> dict[str, Any]:
    return {"themes": Theme.objects.filter(code=theme), "areas": [cast.ward], "contact_by": "introduction"}


def tied_in_their_time() -> None:
    """What was tied this evening was tied when the project took its first step."""
    for proposal in Proposal.objects.exclude(steps=None):
        first = proposal.steps.order_by("id").values_list("at", flat=True)[0]
        Link.objects.filter(target=proposal.pk).update(created=first)


def left_a_case(cast: Cast, proposal: Proposal) -> Case:
    """The case drafted from the finished project, its parties named by their own word, shown a month after the end."""
    group = cast.who(cast.worker, cast.npo)
    case = actions.draft_case(proposal, by=group)
    for body, person, reply in (
        (cast.students, cast.student, ""),
        (cast.ward_office, cast.ward_officer, WARD_SAYS),
    ):
        party = Party.objects.get(item=case.pk, actor=body)
        directory.answer_named(party, by=cast.who(person, body), shown=Party.Shown.NAME, reply=reply)
    directory.show_entry(case, by=group)
    then = timezone.now() - MONTH
    Item.objects.filter(pk=case.pk).update(created=then)
    Record.objects.filter(item=case.pk).update(at=then)
    Link.objects.filter(target=case.pk).update(created=then)
    return case
