"""A survey's numbers, so counted that nobody can be read out of them, and who has answered."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yoriai.directory.models import Organisation, Survey, SurveyAnswer, SurveyQuestion
from yoriai.kernel.models import Actor
from yoriai.people.policy import FOUNDED

LEAST = 3  # below it, a number could be one body's own


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a table with its bar. share: percent of those who answered the question, 0–100."""

    label: str
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Told:
    """What one question came to. middle: the median of a number, None where fewer than LEAST answered."""

    question: SurveyQuestion
    answered: int
    bars: list[Bar] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    middle: float | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The whole page: how many were asked for and answered, of which kinds, and each question."""

    answered: int
    kinds: list[Bar]
    questions: list[Told]


def asked_bodies() -> "QuerySet[Actor]":
    """The bodies with a shown page that people founded: the city does not ask its own sections."""
    shown = Organisation.objects.public().filter(state=Organisation.State.SHOWN)
    return Actor.objects.filter(pk__in=shown.values("actor"), kind__in=FOUNDED, left=None).order_by("pk")


def numbers_of(survey: Survey) -> Numbers:
    """Counted in three queries, whatever the number of answers."""
    answers = list(survey.answers.select_related("body").order_by("pk"))
    kinds = Counter(answer.body.kind for answer in answers)
    told = [_told(question, answers, kinds) for question in survey.questions.all()]
    return Numbers(len(answers), _kinds(kinds), told)


def rows_of(numbers: Numbers) -> list[list[Any]]:
    """The same as rows of a table: question, choice or measure, number. No words: they stand on the page."""
    rows: list[list[Any]] = [[_("Who answered"), bar.label, bar.count] for bar in numbers.kinds]
    for told in numbers.questions:
        rows.append([told.question.text, _("answered"), told.answered])
        rows += [[told.question.text, bar.label, bar.count] for bar in told.bars]
        if told.middle is not None:
            rows += [[told.question.text, _("middle value"), told.middle], [told.question.text, _("sum"), told.total]]
    return rows


def _kinds(kinds: "Counter[str]") -> list[Bar]:
    names, whole = dict(Actor.Kind.choices), sum(kinds.values())
    named = [(str(names[kind]), count) for kind, count in kinds.most_common() if count >= LEAST]
    if not named:
        return []
    others = whole - sum(count for _name, count in named)
    return [_bar(name, count, whole) for name, count in [*named, *([(_("Others"), others)] if others else [])]]


def _told(question: SurveyQuestion, answers: list[SurveyAnswer], kinds: "Counter[str]") -> Told:
    key = str(question.pk)
    given = [answer for answer in answers if key in answer.values]
    values = [answer.values[key] for answer in given]
    if question.chooses:
        chosen = Counter(one for value in values for one in (value if isinstance(value, list) else [value]))
        return Told(question, len(given), [_bar(name, chosen[name], len(given)) for name in question.choices])
    if question.kind == SurveyQuestion.Kind.NUMBER:
        enough = len(values) >= LEAST
        return Told(
            question, len(given), middle=median(values) if enough else None, total=sum(values) if enough else None
        )
    words = [(_said_by(answer, kinds), answer.values[key]) for answer in given if answer.may_be_quoted]
    # In the order of the words: the order in which they came in would join one body's words across questions.
    return Told(question, len(given), words=sorted(words, key=lambda pair: pair[1]))


def _said_by(answer: SurveyAnswer, kinds: "Counter[str]") -> str:
    return str(answer.body.get_kind_display()) if kinds[answer.body.kind] >= LEAST else _("An organisation")


def _bar(label: str, count: int, whole: int) -> Bar:
    return Bar(label, count, round(100 * count / whole) if whole else 0)


def standing_of(survey: Survey) -> list[tuple[Actor, SurveyAnswer | None]]:
    """Who was asked, with their answer or None: those who have not answered first."""
    answers = {answer.body_id: answer for answer in survey.answers.select_related("by")}
    rows = [(body, answers.get(body.pk)) for body in asked_bodies()]
    return sorted(rows, key=lambda row: (row[1] is not None, row[0].reading or row[0].name))
