"""Two surveys of organisations: a small one with its numbers, and the template, being answered (R74)."""

import datetime as dt
from typing import Any

from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Survey
from yoriai.directory.queries.surveys import asked_bodies
from yoriai.web.demo.cast import Cast

WEATHER = ("かわらず集まる", "時間を朝夕にずらす", "休みにする")
PLACES = ("集会所", "学校・公民館", "お店・会社の部屋", "だれかの家")
ASKED: tuple[dict[str, Any], ...] = (
    {"text": "暑い日の集まりは、どうしていますか", "kind": "choice", "options": "\n".join(WEATHER), "needed": True},
    {"text": "夏に使った場所はどこですか", "kind": "several", "options": "\n".join(PLACES), "needed": True},
    {"text": "一回に集まるのは、およそ何人ですか", "kind": "number"},
    {"text": "夏の集まりで困ったことを教えてください", "kind": "text"},
)
# whose, who answers for it (none: by telephone), the choice, the places, how many, words, whether they may be published
ANSWERS: tuple[tuple[str, str, int, tuple[int, ...], int, str, bool], ...] = (
    ("npo", "worker", 1, (0, 1), 14, "冷房のある部屋が、夕方から取れません。", True),
    ("company", "salesman", 0, (2,), 6, "配達のあとの時間しか集まれません。", True),
    ("students", "student", 2, (1,), 22, "", False),
    ("support_centre", "supporter", 1, (0, 1, 2), 30, "部屋の申しこみが7月に重なります。", False),
    ("neighbourhood", "", 1, (0, 3), 18, "年配の人が、暑さで来られなくなりました。", True),
)


def surveys(cast: Cast) -> None:
    """What was found out about the summer, and the yearly survey, answered by one so far."""
    office, today = cast.who(cast.officer, cast.section), timezone.localdate()
    told = actions.add_survey(
        "夏の集まりについての調査", "夏のあいだ、どこで、どのように集まっているかをうかがいました。", by=office
    )
    for facts in ASKED:
        actions.add_question(told, by=office, **facts)
    told = actions.open_survey(told, today + dt.timedelta(days=14), by=office)
    with_pages = set(asked_bodies().values_list("pk", flat=True))
    for answer in ANSWERS:
        if getattr(cast, answer[0]).pk in with_pages:
            _answered(cast, told, *answer)
    actions.publish_survey(actions.close_survey(told, by=office), by=office)
    yearly = actions.add_survey(
        "活動している団体への調査",
        "団体のいまと、困っていること、市への望みをうかがいます。十分ほどで答えられます。答えは数にして公開し、支援のしくみを見直すときの材料にします。",
        by=office,
        from_template=True,
    )
    actions.open_survey(yearly, today + dt.timedelta(days=21), by=office)


def _answered(
    cast: Cast,
    survey: Survey,
    whose: str,
    person: str,
    weather: int,
    places: tuple[int, ...],
    people: int,
    words: str,
    may_be_quoted: bool,
) -> None:
    given = (WEATHER[weather], [PLACES[place] for place in places], people, words)
    values = {str(question.pk): value for question, value in zip(survey.questions.all(), given, strict=True)}
    body = getattr(cast, whose)
    if person:
        by = cast.who(getattr(cast, person), body)
        actions.answer_survey(survey, values, by=by, may_be_quoted=may_be_quoted)
    else:
        office = cast.who(cast.officer, cast.section)
        actions.type_answer(survey, body, values, by=office, way="phone", may_be_quoted=may_be_quoted)
