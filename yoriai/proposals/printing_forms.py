"""Forms and receipts: from rows to what `paper` draws."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from yoriai.engines.japanese.dates import era_date
from yoriai.engines.schemes import Field
from yoriai.kernel.city.queries import city
from yoriai.proposals.models import BudgetLine, Document, Duty, Part, Proposal, Scheme
from yoriai.proposals.paper.form import CITY, KIND, NAME, SENDER, Box, FormPaper, Lines, Mark, form_pdf
from yoriai.proposals.paper.form_table import form_xlsx
from yoriai.proposals.paper.form_word import form_docx
from yoriai.proposals.paper.receipt import Part as ReceiptPart
from yoriai.proposals.paper.receipt import Receipt, receipt_pdf
from yoriai.proposals.queries.handing_in import deadline
from yoriai.proposals.queries.receipts import tell_until
from yoriai.proposals.queries.schemes import DAYS, IN_A_LINE, Blank
from yoriai.proposals.queries.sheets import Sheet, budget_as_data, carriers, duties_as_data, table_digest
from yoriai.proposals.queries.work import LOOKED_AT
from yoriai.ui.dates import as_given, full_time

FIRST = "F1"
MONEY = "収入と支出の合計を同じ額にしてください。労力や物は、金額に直して両方に書きます。"
SHARED = "◎は主に受けもつ人、○は手伝う人。一人（一団体）を一行に書き、同じ仕事の二行目からは「何を」を空けます。"
HEADS = ("項目", "積み上げ方", "単価（円）", "数量", "金額（円）", "労力・物なら○")
OUTGO = (*HEADS, "市の負担の対象外なら×")
DUTIES = ("何を", "いつまでに", "だれが", "◎か○", "持ちよるもの")
LEARNED = (("good", "よかったこと"), ("better", "改善したい点"), ("learned", "学んだこと（失敗も）"))
FILES: dict[str, Callable[[FormPaper], bytes]] = {
    "pdf": form_pdf,
    "docx": lambda paper: form_docx(paper, timezone.now()),
    "xlsx": form_xlsx,
}


def blank_form(scheme: Scheme, blank: Blank, kind: str) -> bytes:
    """A form as it lies on the counter, as "pdf", "docx" or "xlsx"."""
    with override("ja"):
        code = blank.form.code
        boxes = [_box(one, needed) for one, needed in blank.questions] or _fixed(scheme, blank)
        whose = "どなたの案ですか（団体の名前、個人の方はお名前）" if code == FIRST else "事業名と団体の名前"
        first = Box(SENDER, whose, "line")
        if code == FIRST:
            kinds = tuple(one.name for one in scheme.the_plan.types)
            named = Box(NAME, "この案の名前", "line", "あとで変えられます", 60, needed=True)
            boxes = [named, *([Box(KIND, "型", "choice", options=kinds)] if len(kinds) > 1 else []), first, *boxes]
        elif blank.questions or blank.form.budget or blank.form.roles:
            boxes = [first, *boxes]
        page = reverse("proposals:new_idea", args=[scheme.code]) if code == FIRST else ""
        page = page or reverse("proposals:scheme_form", args=[scheme.code, code])
        tables = _tables(blank.form, None)
        return FILES[kind](_paper(scheme, Mark(code, scheme.code), blank.form, boxes, tables, page))


def filled_form(proposal: Proposal, one: Sheet, kind: str) -> bytes:
    """A form of a proposal with what stands in it now, as far as it was read for this reader."""
    with override("ja"):
        boxes = [
            _box(question.field, question.needed, question.text, question.answer.version if question.answer else 0)
            for question in one.questions
        ]
        mark = Mark(one.form.code, proposal.scheme.code, proposal.code)
        page = reverse("proposals:sheet", args=[proposal.code, one.form.code])
        facts = {
            "title": proposal.title,
            "carriers": "、".join(actor.shown_name for actor in carriers(proposal)),
            "made": era_date(timezone.localdate(), weekday=False),
        }
        tables = _tables(one.form, one)
        return FILES[kind](_paper(proposal.scheme, mark, one.form, boxes, tables, page, **facts))


def has_paper(blank: Blank) -> bool:
    """Whether there is anything on the form to fill in."""
    form = blank.form
    return bool(
        blank.questions or blank.rounds or blank.fixed or form.budget or form.roles or form.code in ("F9", "F12")
    )


def _paper(
    scheme: Scheme, mark: Mark, form: Any, boxes: Sequence[Box], tables: Sequence[Lines], page: str, **facts: str
) -> FormPaper:
    # The last day as everybody reads it: the minutes of grace are not on paper.
    here, until = city(), scheme.last_day if deadline(scheme) else None
    assert here is not None
    whole = {
        "until": as_given(until) if until and form.code in ("F1", "F2", "F3", "F4", "F5") else "",
        "sender": f"{here.name} {here.office}", "phone": here.phone, "fax": here.fax, "office": str(here.office),
        "hours": here.hours, "address": settings.BASE_URL + page,
    }  # fmt: skip
    return FormPaper(
        mark, form.name, form.about, f"{scheme.title}（{scheme.year_words}）", boxes, tables, **whole, **facts
    )


def _box(one: Field, needed: bool, text: str = "", version: int = 0) -> Box:
    private = one.shown == "office"
    return Box(one.key, one.label, one.sort, one.help, one.most, one.options, needed, private, text, version)


def _fixed_box(code: str, place: int, label: str) -> Box:
    if place in DAYS.get(code, ()):
        return Box(f"line_{place}", label, "date")
    short = place in IN_A_LINE.get(code, ())
    return Box(f"line_{place}", label, "line" if short else "text", most=60 if short else 200)


def _fixed(scheme: Scheme, blank: Blank) -> list[Box]:
    """The boxes of the forms that are the platform's own: they are filled in by hand and typed, never read by a machine."""
    if blank.fixed:
        return [_fixed_box(blank.form.code, *one) for one in enumerate(str(blank.fixed).split("/"), 1)]
    if blank.form.code == "F9":
        return [Box(f"line_{place}", label, most=200) for place, label in enumerate(scheme.the_plan.fixes, 1)]
    if blank.form.code == "F12":
        marks = ("1", "2", "3", "4", "5")
        words = "5は思ったよりずっとよかった、3は思ったとおり、1はずっと及ばなかった"
        asked = [
            Box(key, str(label), "choice", words if key == next(iter(LOOKED_AT)) else "", options=marks)
            for key, label in LOOKED_AT.items()
        ]
        return [*asked, *(Box(key, label, most=200) for key, label in LEARNED)]
    return [
        Box(f"{round_.key}_{row.key}", f"{round_.name}　{row.name}", "text", f"配点{row.weight}、0～{round_.scale}点　{row.about}")
        for round_ in blank.rounds
        for row in round_.criteria
    ]  # fmt: skip


def _tables(form: Any, one: Sheet | None) -> list[Lines]:
    """one: with what stands in them; None on a blank form."""
    found, budget, duties = [], one.budget if one else [], one.duties if one else []
    money = table_digest(budget_as_data(budget)) if one else ""
    tasks = table_digest(duties_as_data(duties)) if one else ""
    if form.budget:
        city_part = next((row.amount for row in budget if row.item == "city"), None)
        first = (CITY, "", "", "", "" if city_part is None else str(city_part), "")
        income = [_line(row)[:6] for row in budget if row.side == BudgetLine.Side.INCOME and row.item != "city"]
        spending = [_line(row) for row in budget if row.side == BudgetLine.Side.SPENDING]
        blanks = 3 if budget else 6
        found.append(Lines("income", "収入", HEADS, (40, 50, 22, 18, 26, 18), [first, *income], "", blanks, money))
        found.append(Lines("spending", "支出", OUTGO, (36, 42, 22, 16, 26, 15, 17), spending, MONEY, blanks + 2, money))
    if form.roles:
        rows = [line for duty in duties for line in _duty(duty)]
        found.append(
            Lines("duties", "だれが何をするか", DUTIES, (50, 30, 42, 14, 38), rows, SHARED, 4 if rows else 14, tasks)
        )
    return found


def _line(row: BudgetLine) -> tuple[str, ...]:
    return (
        row.item, row.words, str(row.unit or ""), str(row.quantity or ""), str(row.amount),
        "○" if row.in_kind else "", "" if row.counted else "×",
    )  # fmt: skip


def _duty(duty: Duty) -> list[tuple[str, ...]]:
    """One line for each that carries it."""
    day = era_date(duty.due, weekday=False) if duty.due else ""
    parts = [
        (part.actor.shown_name, "◎" if part.mark == Part.Mark.LEADS else "○", part.brings) for part in duty.parts.all()
    ]
    first, *others = parts or [("", "", "")]
    return [(duty.what, day, *first), *(("", "", *part) for part in others)]


def receipt_of(proposal: Proposal, documents: Sequence[Document]) -> bytes:
    """The 控え of what was handed in, in the words it was handed in with."""
    with override("ja"):
        first, here = documents[0], city()
        first.proposal = proposal
        assert here is not None
        return receipt_pdf(
            Receipt(
                code=proposal.code,
                number=str(proposal.number or ""),
                scheme=f"{proposal.scheme.title}（{proposal.scheme.year_words}）",
                title=str(first.content["title"]),
                to=proposal.by.shown_name,
                person=proposal.by.is_human,
                written_by=first.on_paper_from or _who_wrote(first),
                when=full_time(first.at),
                way=str(first.get_way_display()) if first.way else "紙" if first.on_paper_from else "よりあいの画面・ファイル",
                typed=bool(first.on_paper_from),
                printed=era_date(timezone.localdate()),
                until=era_date(tell_until(first)),
                parts=[_part(document) for document in documents],
                sender=f"{here.name} {here.office}",
                phone=here.phone,
                fax=here.fax,
                office=str(here.office),
                hours=here.hours,
                address=settings.BASE_URL + proposal.get_absolute_url(),
            )
        )  # fmt: skip


def _who_wrote(document: Document) -> str:
    person, hat = document.person, document.hat
    return person.shown_name if person == hat else f"{hat.shown_name}（{person.shown_name}）"


def _part(document: Document) -> ReceiptPart:
    said = document.content
    answers = [(one["label"], one["text"], one["shown"] == "office") for one in said["questions"]]
    lines = []
    for row in said["budget"]:
        side = "収入" if row["side"] == "income" else "支出"
        item = CITY if row["item"] == "city" else row["item"]
        lines.append((f"{side}　{item}", f"{row['amount']:,}円" + (f"　{row['words']}" if row["words"] else "")))
    for row in said["duties"]:
        who = [
            f"{'◎' if part['mark'] == Part.Mark.LEADS else '○'}{part['who']}"
            + (f"（{part['brings']}）" if part["brings"] else "")
            for part in row["parts"]
        ]
        lines.append((row["what"], "、".join(who)))
    return ReceiptPart(f"{document.form}　{said['name']}", answers, lines)
