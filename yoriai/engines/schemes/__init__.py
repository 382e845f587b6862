"""A scheme of joint projects as data (R33, R36): read, checked, its budgets added up, its panels' points counted. No Django.

`plan` says what a scheme is made of, `reading` makes one of plain data and gives it back, `writing` a file of one, `years` the
next year's; `differences` says what was changed, `checking` finds what would not work, `budget` adds up, `counting` makes totals of
score sheets, `lots` draws an order that anybody can draw again, `filling` puts names and dates into a text of the office.
"""

from yoriai.engines.schemes.budget import Line, budget_faults, refund, sums
from yoriai.engines.schemes.checking import CONTINUING, check
from yoriai.engines.schemes.comparing import Beside, Sentence, compare
from yoriai.engines.schemes.counting import DECIDED, Points, Tally, count, order_of, ranks, sheet_total
from yoriai.engines.schemes.differences import Change, differences
from yoriai.engines.schemes.filling import filled, together, unknown_words, words_in
from yoriai.engines.schemes.keeping import ended_before, kept_until
from yoriai.engines.schemes.lots import draw
from yoriai.engines.schemes.plan import (
    LAST_MINUTE,
    MOST_OF,
    Criterion,
    Fault,
    Field,
    Form,
    Keep,
    PaperAsked,
    Phase,
    Plan,
    Round,
    Rules,
    Type,
)
from yoriai.engines.schemes.reading import Unreadable, digest, kept_plan, plain, read_file, read_plan, read_text
from yoriai.engines.schemes.writing import to_json, to_toml
from yoriai.engines.schemes.years import next_year

__all__ = [
    "CONTINUING",
    "DECIDED",
    "LAST_MINUTE",
    "MOST_OF",
    "Beside",
    "Change",
    "Criterion",
    "Fault",
    "Field",
    "Form",
    "Keep",
    "Line",
    "PaperAsked",
    "Phase",
    "Plan",
    "Points",
    "Round",
    "Rules",
    "Sentence",
    "Tally",
    "Type",
    "Unreadable",
    "budget_faults",
    "check",
    "compare",
    "count",
    "differences",
    "digest",
    "draw",
    "ended_before",
    "filled",
    "kept_plan",
    "kept_until",
    "next_year",
    "order_of",
    "plain",
    "ranks",
    "read_file",
    "read_plan",
    "read_text",
    "refund",
    "sheet_total",
    "sums",
    "to_json",
    "to_toml",
    "together",
    "unknown_words",
    "words_in",
]
