"""The reading desk: what the panel reads, who has handed in what, the count with every step shown, the list of a round."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from json import loads
from typing import Any

from django.db.models import Aggregate, QuerySet, TextField
from django.utils.translation import gettext as _

from yoriai.engines.schemes import Points, Round, Tally, count, kept_plan, order_of, ranks, sheet_total
from yoriai.proposals.models import Document, Interest, PanelSeat, Proposal, Scheme, Score, ScoreSheet, TieBreak
from yoriai.proposals.queries.reviews import round_of

# What a list of two hundred names of each: its number, title and how it stands.
NAMED = ("code", "kind", "state", "title", "number", "type", "scheme")
OPEN_TO_SCORES = ("first_review", "presenting", "final_review")


class Gathered(Aggregate):
    """The rows of a group as one list of lists in JSON, put together by the database: two hundred proposals have 4,000 points."""

    function = "jsonb_agg"
    template = "%(function)s(jsonb_build_array(%(expressions)s))::text"
    output_field = TextField()
    arity = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """A form as it was handed in, as far as its reader may read it."""

    document: Document
    questions: list[dict[str, Any]]
    budget: list[dict[str, Any]]
    duties: list[dict[str, Any]]


def frozen_sheets(proposal: Proposal, may: Collection[str]) -> list[Frozen]:
    """The newest version of every form that was handed in, in the order of the scheme; the first idea stands behind them. One query."""
    newest = {row.form: row for row in Document.objects.filter(proposal=proposal).order_by("version")}
    found = []
    for form in proposal.scheme.the_plan.forms:
        row = newest.get(form.code)
        if row is None:
            continue
        tables = "parties" in may
        questions = [one for one in row.content["questions"] if one["shown"] in may and one["text"]]
        budget = [line | {"yen": f"{line['amount']:,}"} for line in row.content["budget"]] if tables else []
        duties = row.content["duties"] if tables else []
        found.append(Frozen(row, questions, budget, duties))
    return sorted(found, key=lambda one: one.document.form == "F1")


def sheet_of(proposal: Proposal, seat: PanelSeat, round_key: str) -> ScoreSheet | None:
    """The sheet of this member that stands, with its points."""
    rows = ScoreSheet.objects.filter(proposal=proposal, seat=seat, round=round_key)
    return rows.exclude(state__in=ScoreSheet.PAST).prefetch_related("scores").first()


def said_free(proposal: Proposal, seat: PanelSeat) -> bool:
    """Whether the member has said, in this round or the one before, that nothing ties them to it."""
    return ScoreSheet.objects.filter(proposal=proposal, seat=seat).exists()


@dataclass(frozen=True, slots=True)
class Marked:
    """A sheet with its total and (criterion, points, sentence) for each criterion."""

    sheet: ScoreSheet
    total: str
    marks: list[tuple[str, int | None, str]]


@dataclass(slots=True)
class Seated:
    """A member, their sheet of the round (and those that stood before it), or why they have none."""

    seat: PanelSeat
    now: Marked | None = None
    former: list[Marked] = field(default_factory=list)
    interest: Interest | None = None

    @property
    def sheet(self) -> ScoreSheet | None:
        """The one that stands."""
        return self.now.sheet if self.now else None


def seated(proposal: Proposal, one: Round) -> list[Seated]:
    """Every member of the panel, in the order they were seated. Four queries."""
    seats = PanelSeat.objects.filter(scheme=proposal.scheme_id, ended=None).select_related("actor")
    rows = {seat.pk: Seated(seat) for seat in seats}
    for interest in Interest.objects.filter(proposal=proposal).select_related("declared_by"):
        if interest.seat_id in rows:
            rows[interest.seat_id].interest = interest
    sheets = ScoreSheet.objects.filter(proposal=proposal, round=one.key).select_related("typed_by")
    for sheet in sheets.prefetch_related("scores").order_by("look", "version"):
        row = rows.get(sheet.seat_id)
        if row is None:
            continue
        if sheet.state in ScoreSheet.PAST:
            row.former.append(marked(sheet, one))
        else:
            row.now = marked(sheet, one)
    return list(rows.values())


def marked(sheet: ScoreSheet, one: Round) -> Marked:
    """A sheet as it is read."""
    given = {score.criterion: score for score in sheet.scores.all()}
    marks = [
        (row.name, score.points if score else None, score.sentence if score else "")
        for row in one.criteria
        for score in [given.get(row.key)]
    ]
    return Marked(sheet, total_of(sheet, one), marks)


def own_former(proposal: Proposal, seat: PanelSeat, one: Round) -> list[Marked]:
    """What this member handed in on the proposal as it was before it was held and mended."""
    rows = ScoreSheet.objects.filter(proposal=proposal, seat=seat, round=one.key, state=ScoreSheet.State.FORMER)
    return [marked(row, one) for row in rows.prefetch_related("scores").order_by("look", "version")]


def total_of(sheet: ScoreSheet, one: Round) -> str:
    """Of 100, with one decimal; empty while points are missing."""
    try:
        return tenths(sheet_total(_points(sheet), one))
    except ValueError:
        return ""


def _points(sheet: ScoreSheet) -> Points:
    given = {score.criterion: score.points for score in sheet.scores.all() if score.points is not None}
    return Points(sheet.seat_id, given)


def tenths(value: Fraction | None) -> str:
    """One decimal, half up: as the result is written everywhere."""
    if value is None:
        return ""
    whole = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{whole // 10}.{whole % 10}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A tally as it is shown: each total (without a name), whether it counts, and the figures of the rule."""

    totals: list[tuple[str, bool]]
    kept: int
    mean: str
    line: int
    trim: int
    quorum: int
    passes: bool | None
    by_criterion: list[tuple[str, str]]


def counted(tally: Tally, one: Round, scheme: Scheme) -> Counted:
    """The count with each of its steps."""
    rules = scheme.the_plan.rules
    totals = [(tenths(total), member not in tally.left_out) for member, total in tally.totals]
    means = [(row.name, tenths(tally.by_criterion[row.key])) for row in one.criteria if row.key in tally.by_criterion]
    kept = len(totals) - len(tally.left_out)
    return Counted(totals, kept, tenths(tally.mean), rules.pass_at, rules.trim, rules.quorum, tally.passes, means)


def judged(scheme: Scheme, states: Collection[str], seat: PanelSeat | None = None) -> "QuerySet[Proposal]":
    """What the panel of a scheme looks at; of a seat, without what its member stands too near to."""
    rows = Proposal.objects.filter(scheme=scheme, state__in=states).order_by("number").defer("search", "summary")
    return rows if seat is None else rows.exclude(interests__seat=seat)


@dataclass(slots=True)
class OnDesk:
    """A proposal in a member's list, with how their sheet of the round it stands in stands; empty where none is begun."""

    proposal: Proposal
    round: Round
    sheet: str = ""

    @property
    def waits(self) -> bool:
        """Whether the member's sheet is still to come."""
        return self.proposal.state in OPEN_TO_SCORES and not self.done

    @property
    def done(self) -> bool:
        """Whether it is handed in."""
        return self.sheet == ScoreSheet.State.SUBMITTED


def desk_of(scheme: Scheme, states: Collection[str], seat: PanelSeat) -> list[OnDesk]:
    """The list of one member. Two queries, whatever its length."""
    rows = []
    sheets = ScoreSheet.objects.filter(seat=seat).exclude(state__in=ScoreSheet.PAST)
    mine = {(proposal, key): state for proposal, key, state in sheets.values_list("proposal", "round", "state")}
    for proposal in judged(scheme, states, seat).only(*NAMED, "due"):
        proposal.scheme = scheme
        one = round_of(proposal)
        rows.append(OnDesk(proposal, one, mine.get((proposal.pk, one.key), "")))
    return rows


@dataclass(slots=True)
class Ranked:
    """A proposal in the office's table of a round."""

    proposal: Proposal
    tally: Tally
    judges: int
    rank: int | None = None
    shared: bool = False
    # What put it before or behind others with the same mean.
    decided: TieBreak | None = None

    @property
    def mean(self) -> str:
        """The mean with one decimal, or nothing without a quorum."""
        return tenths(self.tally.mean)

    @property
    def handed_in(self) -> int:
        """How many sheets are in."""
        return len(self.tally.totals)


def ranking(scheme: Scheme, states: Collection[str]) -> list[tuple[Round, list[Ranked]]]:
    """For each round that stands open or has come to its end: its proposals, the best first. Five queries, whatever their number."""
    plan = scheme.the_plan
    proposals = judged(scheme, states).only(*NAMED)
    seats = PanelSeat.objects.filter(scheme=scheme, ended=None).count()
    interests = Interest.objects.filter(proposal__scheme=scheme).values_list("proposal_id", "seat_id", "seat__ended")
    near = {(proposal, seat): ended is None for proposal, seat, ended in interests}
    recused = Counter(proposal for (proposal, _seat), sits in near.items() if sits)
    decided = list(TieBreak.objects.filter(scheme=scheme).select_related("by"))
    stands_in = {}
    for proposal in proposals:
        proposal.scheme = scheme
        stands_in[proposal.pk] = round_of(proposal).key
    given = tuple(row for row in _points_of(scheme) if row[0] in stands_in)
    tallies = _tallies(scheme.plan_text, given, frozenset(near))
    found = []
    for one in plan.rounds:
        rows, nothing = [], count((), one, plan.rules)
        for proposal in proposals:
            tally = tallies.get((proposal.pk, one.key))
            if tally or stands_in[proposal.pk] == one.key:
                rows.append(Ranked(proposal, tally or nothing, seats - recused[proposal.pk]))
        if rows:
            found.append((one, _in_order(rows, one, scheme, [row for row in decided if row.round == one.key])))
    return found


def rank_of(proposal: Proposal, states: Collection[str]) -> tuple[int, bool, int] | None:
    """(rank, whether it is shared, out of how many) in the round it stands in; None while there is no quorum."""
    key = round_of(proposal).key
    rows = next((rows for one, rows in ranking(proposal.scheme, states) if one.key == key), [])
    of = sum(row.rank is not None for row in rows)
    return next(((row.rank, row.shared, of) for row in rows if row.proposal == proposal and row.rank), None)


def _points_of(scheme: Scheme) -> QuerySet[Score, tuple[int, str, str]]:
    """(proposal, round, [seat, criterion, points] of the sheets that are in, in JSON). One query."""
    rows = Score.objects.filter(sheet__proposal__scheme=scheme, sheet__state=ScoreSheet.State.SUBMITTED, points__gte=0)
    gathered = rows.order_by().values_list("sheet__proposal", "sheet__round")
    return gathered.annotate(given=Gathered("sheet__seat", "criterion", "points"))


@lru_cache(maxsize=16)
def _tallies(
    plan: str, given: tuple[tuple[int, str, str], ...], near: frozenset[tuple[int, int]]
) -> dict[tuple[int, str], Tally]:
    """The count of every proposal in every round in which a sheet counts, none of a member who stands near.

    Counted once a process as long as nothing of it changes: in a deliberation twenty people open the same table again and again.
    """
    read, found = kept_plan(plan), {}
    rounds = {one.key: one for one in read.rounds}
    for proposal, key, text in given:
        sheets: dict[int, dict[str, int]] = defaultdict(dict)
        for seat, criterion, points in loads(text):
            sheets[seat][criterion] = points
        counting = [Points(seat, each) for seat, each in sheets.items() if (proposal, seat) not in near]
        if counting and key in rounds:
            found[proposal, key] = count(counting, rounds[key], read.rules)
    return found


def _in_order(rows: list[Ranked], one: Round, scheme: Scheme, decided: list[TieBreak]) -> list[Ranked]:
    by_code = {row.proposal.code: row for row in rows}
    tallies, orders = {code: row.tally for code, row in by_code.items()}, [row.order for row in decided]
    ranked = ranks(tallies, one, scheme.the_plan.rules, orders)
    places = [place for place, _code in ranked]
    for place, code in ranked:
        row = by_code[code]
        row.rank, row.shared = place, places.count(place) > 1
        equals = [other for other, tally in tallies.items() if tally.mean == row.tally.mean] if decided else []
        if not row.shared and len(equals) > 1 and (order := order_of(equals, orders)):
            row.decided = next(tie for tie in reversed(decided) if set(order) <= set(tie.order))
    first = [by_code[code] for _place, code in ranked]
    return [*first, *(row for row in rows if row.rank is None)]


def ties(scheme: Scheme, states: Collection[str]) -> list[tuple[Round, list[Ranked]]]:
    """Proposals that share a rank, or were put in an order between equals: each group with its round."""
    found = []
    for one, rows in ranking(scheme, states):
        groups: dict[Fraction, list[Ranked]] = {}
        for row in rows:
            if row.tally.mean is not None and (row.shared or row.decided):
                groups.setdefault(row.tally.mean, []).append(row)
        found += [(one, group) for group in groups.values()]
    return found


def tie_of(proposal: Proposal, states: Collection[str]) -> TieBreak | None:
    """What was decided between this one and its equals, as long as it holds. One query where nothing was."""
    key = round_of(proposal).key
    if not TieBreak.objects.filter(scheme=proposal.scheme_id, round=key, order__contains=[proposal.code]).exists():
        return None
    rows = next((rows for one, rows in ranking(proposal.scheme, states) if one.key == key), [])
    return next((row.decided for row in rows if row.proposal == proposal), None)


def every_point(scheme: Scheme) -> list[list[Any]]:
    """Each point given in a scheme, one row a criterion, for the office's table. Three queries. Sheets that are open have no rows."""
    plan = scheme.the_plan
    near = set(Interest.objects.filter(proposal__scheme=scheme).values_list("proposal_id", "seat_id"))
    sheets = ScoreSheet.objects.filter(proposal__scheme=scheme).exclude(state=ScoreSheet.State.OPEN)
    rows = []
    for sheet in (
        sheets.select_related("proposal", "seat__actor")
        .prefetch_related("scores")
        .order_by("proposal__number", "round", "seat", "look", "version")
    ):
        one = plan.round(sheet.round)
        given = {score.criterion: score for score in sheet.scores.all()}
        start = [sheet.proposal.number, sheet.proposal.title, one.name, sheet.seat.actor.shown_name, sheet.version]
        recused = (sheet.proposal_id, sheet.seat_id) in near
        state = _("stands near, does not judge") if recused else str(sheet.get_state_display())
        for criterion in one.criteria:
            if criterion.key in given:
                score = given[criterion.key]
                end = [state, criterion.name, criterion.weight, score.points, score.sentence]
                rows.append([*start, *end])
    return rows
