"""A form of a proposal: its questions with their answers, its tables, for a page, for paper and for the frozen copy."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from yoriai.directory.models import Party
from yoriai.engines.schemes import Field, Form, Line, digest
from yoriai.kernel.models import Actor
from yoriai.proposals.models import Answer, BudgetLine, Duty, Proposal
from yoriai.proposals.queries.youth import receiver


@dataclass(slots=True)
class Question:
    """One question with its answer as it stands (None: not answered), and whether the form needs it."""

    field: Field
    answer: Answer | None
    needed: bool

    @property
    def text(self) -> str:
        """The answer's words, or none."""
        return self.answer.text if self.answer else ""


@dataclass(slots=True)
class Sheet:
    """A form of one proposal, as far as its reader may read it."""

    form: Form
    questions: list[Question]
    budget: list[BudgetLine] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    # Who takes the money in the group's stead; only beside the budget.
    receiver: str = ""


# The question what shall be reached, as the examples name it.
TARGET = "target"
# Every sort of answer: for the platform itself, which freezes and checks.
ALL = frozenset({"public", "parties", "office"})


def sheet(proposal: Proposal, code: str, may: Collection[str]) -> Sheet | None:
    """The form with the answers of these sorts (`policy.readable` of a reader, `ALL`); None where the scheme has no such form."""
    form = proposal.scheme.the_plan.form(code)
    if form is None:
        return None
    answers = {
        row.key: row for row in Answer.objects.filter(proposal=proposal, key__in=form.fields).select_related("hat")
    }
    fields = [proposal.scheme.the_plan.field(key) for key in form.fields]
    questions = [Question(one, answers.get(one.key), one.key in form.required) for one in fields if one.shown in may]
    tables = "parties" in may
    budget = list(BudgetLine.objects.filter(proposal=proposal)) if form.budget and tables else []
    duties = duties_of(proposal) if form.roles and tables else []
    takes = receiver(proposal) if form.budget and tables else None
    return Sheet(form, questions, budget, duties, takes.shown_name if takes else "")


def duties_of(proposal: Proposal) -> list[Duty]:
    """The table of roles with its parts, in two queries."""
    return list(Duty.objects.filter(proposal=proposal).prefetch_related("parts__actor"))


def promised(proposal: Proposal, may: Collection[str]) -> Question | None:
    """What the group said it wants to reach, to be read beside its reports; None where the scheme does not ask or nothing was said."""
    field = next((one for one in proposal.scheme.the_plan.fields if one.key == TARGET and one.shown in may), None)
    row = Answer.objects.filter(proposal=proposal, key=TARGET).exclude(text="").first() if field else None
    return Question(field, row, False) if field and row else None


def lines_of(rows: list[BudgetLine]) -> list[Line]:
    """Budget lines for the engine."""
    return [
        Line(
            row.side,  # type: ignore[arg-type]
            row.item,
            row.amount,
            unit=row.unit,
            quantity=row.quantity,
            in_kind=row.in_kind,
            counted=row.counted,
        )
        for row in rows
    ]


def carriers(proposal: Proposal) -> list[Actor]:
    """Who carries it: the group first, then the partners who said yes, in the order they were asked."""
    rows = Party.objects.filter(item=proposal.pk, agreed__isnull=False, actor__isnull=False).select_related("actor")
    return [proposal.by, *(row.actor for row in rows if row.actor is not None and row.actor_id != proposal.by_id)]


def sheet_as_data(proposal: Proposal, code: str) -> dict[str, Any]:
    """The whole form as plain data, for its frozen copy: every question in the words it was asked in."""
    found = sheet(proposal, code, ALL)
    assert found is not None
    return {
        "form": found.form.code,
        "name": found.form.name,
        "title": proposal.title,
        "type": proposal.type_name,
        "carriers": [actor.shown_name for actor in carriers(proposal)],
        "questions": [
            {"key": one.field.key, "label": one.field.label, "text": one.text, "shown": one.field.shown}
            for one in found.questions
        ],
        "budget": budget_as_data(found.budget),
        **({"receiver": found.receiver} if found.receiver else {}),
        "duties": duties_as_data(found.duties),
    }


def budget_as_data(rows: Iterable[BudgetLine]) -> list[dict[str, Any]]:
    """Its lines as plain data."""
    names = ("side", "item", "words", "unit", "quantity", "amount", "in_kind", "counted")
    return [{name: getattr(row, name) for name in names} for row in rows]


def duties_as_data(rows: Iterable[Duty]) -> list[dict[str, Any]]:
    """Its lines as plain data."""
    return [
        {
            "what": row.what,
            "due": row.due.isoformat() if row.due else "",
            "parts": [
                {"who": part.actor.shown_name, "mark": part.mark, "brings": part.brings} for part in row.parts.all()
            ],
        }
        for row in rows
    ]


def table_digest(lines: list[dict[str, Any]]) -> str:
    """What a file carries of a table, so that it is seen when it comes back whether somebody has changed the table meanwhile."""
    return digest(lines)[:12]


def overtaken(seen: str, now: list[dict[str, Any]]) -> bool:
    """Whether a table is another than its writer had seen. Whoever does not say what they had seen has seen an empty one."""
    return (seen or table_digest([])) != table_digest(now)
