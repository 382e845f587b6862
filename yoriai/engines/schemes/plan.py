"""What a scheme is made of. Every text in it is the city's own; the platform adds none."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

Shown = Literal["public", "parties", "office"]
Sort = Literal["line", "text", "choice", "several", "number", "yen", "date"]
# Who breaks a tie, and what: nobody (both pass or neither), the chair, the first criterion, a lot.
Tie = Literal["together", "chair", "first_criterion", "lot"]
Brought = Literal["rules", "members", "accounts", "quote", "bank", "other"]
Kept = Literal["sheets", "papers", "advice", "panel", "agreement", "work", "look_back", "steps"]

# A last day ends with it where the plan says nothing else: 23:59:59.
LAST_MINUTE = dt.time(23, 59)

# No figure of a plan is larger, however it came in: a year 9999 or a million minutes of grace breaks every page that reckons.
MOST_OF: dict[str, int] = {
    "rules.grace_minutes": 1440, "rules.correction_days": 365, "rules.answer_days": 365, "rules.result_days": 365, "rules.quorum": 50,
    "rules.trim": 10, "rules.ties_years": 20, "rules.talk_minutes": 120, "rules.question_minutes": 120, "rules.keep_years": 100,
    "keeps.years": 100, "types.partners": 20, "types.years": 5, "types.guardian_below": 30, "rounds.scale": 100,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One question. It is asked once in the life of a proposal, on whichever form it stands first.

    most: signs, or yen, or the number itself; 0: the platform's own limit. shown: public (once the proposal is), parties (those who
    shape and judge it), office (its own group and the office: addresses, lists of members, bank data).
    """

    key: str
    label: str
    sort: Sort = "text"
    help: str = ""
    most: int = 0
    options: tuple[str, ...] = ()
    shown: Shown = "parties"


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet: some of the questions, in their order. `budget` and `roles` put those tables on it."""

    code: str
    name: str
    fields: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    about: str = ""
    budget: bool = False
    roles: bool = False


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper the group brings with its proposal. needed: without it nothing can be handed in."""

    key: Brought
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """保存年限 of one kind of papers, where it is not the one for all the others."""

    key: Kept
    years: int = 5


@dataclass(frozen=True, slots=True)
class Type:
    """A class of proposals. cap: yen from the city at most, 0 none; ratio: its share of the cost in percent at most.

    skips: steps of the way this type does not take ("consulting", "in_talks", "first_review", "presenting", "awaiting_budget").
    contract: how both sides bind themselves in this class, among what the scheme knows; empty: any of it. supporter: an organisation
    beside the group takes the money and looks after it; guardian: whoever is under `guardian_below` brings a guardian's consent.
    """

    key: str
    name: str
    about: str = ""
    who: tuple[str, ...] = ()
    cap: int = 0
    ratio: int = 100
    partners: int = 0
    themed: bool = False
    years: int = 1
    skips: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    supporter: bool = False
    guardian: bool = False
    guardian_below: int = 18


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the year, with its days, or in words ("about") where they are not fixed yet."""

    key: str
    name: str
    starts: dt.date | None = None
    ends: dt.date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the panel looks at; the weights of a round sum to 100."""

    key: str
    name: str
    weight: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One look of the panel: at papers, or in public. Points go from 0 to scale for each criterion."""

    key: str
    name: str
    criteria: tuple[Criterion, ...]
    scale: int = 5
    public: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What the city decides once a year. trim: highest and lowest totals left out on each side; pass_at: percent of the whole.

    closes_at: the minute with which the last day of a call ends; the whole of it is in time, and the minutes of grace after it.

    result_days: days from the handing in to the answer, where it does not hang on the year's dates (0: it does). matching_first: a
    section is found by the idea sheet alone, and writes the proposal with the group. sentences_required: a member gives a sentence for
    each criterion, and cannot hand in without it.
    """

    consultation: bool = True
    closes_at: dt.time = LAST_MINUTE
    grace_minutes: int = 0
    correction_days: int = 14
    answer_days: int = 30
    result_days: int = 0
    rolling: bool = False
    matching_first: bool = False
    trim: int = 0
    pass_at: int = 60
    quorum: int = 3
    tie: Tie = "chair"
    ties_years: int = 3
    talk_minutes: int = 7
    question_minutes: int = 8
    again_after_year: bool = True
    sentences_required: bool = False
    keep_years: int = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole scheme of one year. model: what it is modelled on, for the comparison of schemes.

    eligibility: who may propose; fixes: what the agreement must say; rights: whose the results are; look_back: how both sides look
    back. Each is the city's own words. papers: what a group brings with its proposal; empty: the scheme asks for none.
    keeps: kinds of papers that are kept for another number of years than `rules.keep_years`.
    """

    name: str
    year: int
    about: str = ""
    model: str = ""
    money: str = ""
    contract: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    rights: str = ""
    look_back: str = ""
    eligibility: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    types: tuple[Type, ...] = ()
    phases: tuple[Phase, ...] = ()
    fields: tuple[Field, ...] = ()
    forms: tuple[Form, ...] = ()
    papers: tuple[PaperAsked, ...] = ()
    rounds: tuple[Round, ...] = ()
    keeps: tuple[Keep, ...] = ()
    rules: Rules = field(default_factory=Rules)

    def keep_years(self, kind: str) -> int:
        """For how many years papers of this kind are kept."""
        return next((one.years for one in self.keeps if one.key == kind), self.rules.keep_years)

    @property
    def call(self) -> Phase | None:
        """When proposals come in."""
        return self.phase("call")

    def type(self, key: str) -> Type:
        """The class of this key. Raises KeyError."""
        return _by_key(self.types, key)

    def phase(self, key: str) -> Phase | None:
        """The phase of this key, if the scheme has one."""
        return next((phase for phase in self.phases if phase.key == key), None)

    def form(self, code: str) -> Form | None:
        """The form of this code, if the scheme has one."""
        return next((form for form in self.forms if form.code == code), None)

    def field(self, key: str) -> Field:
        """The question of this key. Raises KeyError."""
        return _by_key(self.fields, key)

    def round(self, key: str) -> Round:
        """The round of this key. Raises KeyError."""
        return _by_key(self.rounds, key)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that will not work: what (a code the pages have a sentence for), where, with which figures."""

    what: str
    where: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def _by_key[Row: (Type, Field, Round)](rows: tuple[Row, ...], key: str) -> Row:
    for row in rows:
        if row.key == key:
            return row
    raise KeyError(key)
