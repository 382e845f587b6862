"""A scheme of joint projects as data (R33, R36): read, checked, its budgets added up, its panels' points counted. No Django.

`plan` says what a scheme is made of, `reading` makes one of plain data and gives it back, `checking` finds what would not work,
`budget` adds up, `counting` makes totals of score sheets, `lots` draws an order that anybody can draw again.
"""

from yoriai.engines.schemes.budget import Line, budget_faults, sums
from yoriai.engines.schemes.checking import check
from yoriai.engines.schemes.counting import Points, Tally, count, ranks, sheet_total
from yoriai.engines.schemes.lots import draw
from yoriai.engines.schemes.plan import Criterion, Fault, Field, Form, Phase, Plan, Round, Rules, Type
from yoriai.engines.schemes.reading import Unreadable, digest, plain, read_file, read_plan

__all__ = [
    "Criterion",
    "Fault",
    "Field",
    "Form",
    "Line",
    "Phase",
    "Plan",
    "Points",
    "Round",
    "Rules",
    "Tally",
    "Type",
    "Unreadable",
    "budget_faults",
    "check",
    "count",
    "digest",
    "draw",
    "plain",
    "ranks",
    "read_file",
    "read_plan",
    "sheet_total",
    "sums",
]
