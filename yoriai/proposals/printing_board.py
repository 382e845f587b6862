"""From rows to the sheets of the notice board. Paper is Japanese, whoever asks for it."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from yoriai.engines.japanese.dates import era_date, fiscal_year_name
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import City
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.paper.notice_board import (
    CallSheet,
    ListSheet,
    ProjectSheet,
    Where,
    call_pdf,
    cut,
    list_pdf,
    projects_pdf,
)
from yoriai.proposals.queries.handing_in import deadline
from yoriai.proposals.queries.notice_board import OnBoard
from yoriai.ui.dates import as_given

MOST_LINES, MOST_CLASSES = 6, 5
BEGAN = {
    "under_way": "から取り組んでいます",
    "agreed": "に市と協定を結びました",
    "adopted": "に採択されました",
    "adopted_if": "に条件付きで採択されました",
}
DONE = frozenset(("carried_out", "reported", "sent_back", "looking_back", "told", "completed", "onward"))


def _where() -> Where:
    here = city() or City()
    office = f"{here.name}　{here.office.shown_name}" if here.office_id else here.name
    return Where(office=office, phone=here.phone, fax=here.fax, hours=here.hours)


def project_sheets(rows: Sequence[OnBoard]) -> bytes:
    """A page for each."""
    return projects_pdf([_project(row) for row in rows], _where())


def _project(row: OnBoard) -> ProjectSheet:
    one = row.proposal
    with_whom = [*(actor.shown_name for actor in row.carriers), *([row.section.shown_name] if row.section else [])]
    since = f"{era_date(timezone.localtime(row.began[1]).date())}{_began(one, row.began[0])}" if row.began else ""
    needs = f"いま、力を貸してくださる方を探しています：{'、'.join(row.needs)}。" if row.needs else ""
    return ProjectSheet(
        title=cut(one.title, 50),
        scheme=cut(one.scheme.title, 30),
        carriers=cut("、".join(with_whom), 90),
        purpose=cut(row.said.get("purpose") or one.summary, 100),
        contents=cut(row.said.get("contents", ""), 120),
        since=since,
        joining=cut(f"{needs}下の連絡先か、QRのページからお声がけください。", 80),
        address=settings.BASE_URL + one.get_absolute_url(),
    )


def _began(one: Proposal, step: str) -> str:
    return "から取り組み、終わりました" if step == "under_way" and one.state in DONE else BEGAN[step]


def call_sheet(scheme: Scheme) -> bytes:
    """The call: who may propose what until when, and where to ask."""
    plan, until = scheme.the_plan, scheme.last_day if deadline(scheme) else None
    call = plan.call
    with override("ja"):
        days = f"{as_given(until)}まで受け付けます" if until else ""
    return call_pdf(
        CallSheet(
            title=scheme.title,
            year=fiscal_year_name(scheme.year),
            until=days or (call.about if call else ""),
            about=cut(plan.about, 160),
            who=[cut(line, 60) for line in plan.eligibility[:MOST_LINES]],
            classes=[(kind.name, _class_in_words(kind.about, kind.cap)) for kind in plan.types[:MOST_CLASSES]],
            address=settings.BASE_URL + scheme.get_absolute_url(),
        ),
        _where(),
    )


def _class_in_words(about: str, cap: int) -> str:
    money = f"市の負担は1件{cap:,}円まで。" if cap else ""
    return cut(f"{about}{money}", 90)


def list_sheet(scheme: Scheme, rows: Sequence[OnBoard]) -> bytes:
    """What was adopted in the scheme."""
    lines = []
    for row in rows:
        who = "、".join(
            [*(actor.shown_name for actor in row.carriers), *([row.section.shown_name] if row.section else [])]
        )
        purpose = cut(row.said.get("purpose") or row.proposal.summary, 60)
        lines.append((str(row.proposal.number or ""), row.proposal.title, cut(who, 80), purpose))
    address = settings.BASE_URL + reverse("proposals:scheme", args=[scheme.code])
    return list_pdf(ListSheet(scheme.title, fiscal_year_name(scheme.year), lines, address), _where())
