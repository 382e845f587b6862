"""A proposal that goes on from an earlier one: in which class, for which year, what the panel reads of the year before."""

from collections.abc import Collection
from dataclasses import dataclass

from yoriai.proposals.models import Proposal, Review, Scheme
from yoriai.proposals.queries.pages import public_review
from yoriai.proposals.queries.panel import Frozen, frozen_sheets

# The class of a scheme for a project that runs already, as the examples name it.
CONTINUING = "again"
# Ended as it was meant to: what begins from it is its next year. What ended otherwise is proposed once more.
DONE = ("completed", "onward")
MOST_YEARS = 5
REPORT = "F13"


def class_to_go_on_in(proposal: Proposal, scheme: Scheme) -> str:
    """The key of the class a new proposal from this one most likely stands in."""
    kinds = [kind.key for kind in scheme.the_plan.types]
    wanted = [CONTINUING] if proposal.state in DONE else []
    return next((key for key in (*wanted, proposal.type) if key in kinds), kinds[0])


def year_of(proposal: Proposal) -> int:
    """Which year of its project this proposal is for: 2 where it follows one that was carried out. One query a year."""
    year, earlier = 1, proposal.follows
    while earlier is not None and earlier.state in DONE and year < MOST_YEARS:
        year, earlier = year + 1, earlier.follows
    return year


@dataclass(frozen=True, slots=True)
class YearBefore:
    """What was carried out the year before: the report that was handed in, and the summary of looking back."""

    year: int
    proposal: Proposal
    report: Frozen | None
    review: Review | None


def year_before(proposal: Proposal, may: Collection[str]) -> YearBefore | None:
    """Of the proposal it follows, where that was carried out: as far as this reader may read that one; else None.

    The summary stands there once both sides have said that everybody may read it.
    """
    year, earlier = year_of(proposal), proposal.follows
    if year < 2 or earlier is None:
        return None
    report = next((one for one in frozen_sheets(earlier, may) if one.document.form == REPORT), None)
    return YearBefore(year, earlier, report, public_review(earlier))
