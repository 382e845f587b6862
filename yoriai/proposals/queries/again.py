"""A proposal that goes on from an earlier one: in which class, for which year, what the panel reads of the year before."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from yoriai.engines.schemes import CONTINUING
from yoriai.proposals.models import Proposal, Review, Scheme
from yoriai.proposals.queries.pages import public_review
from yoriai.proposals.queries.panel import Frozen, frozen_sheets
from yoriai.proposals.queries.span import DONE, carried_before, class_allows, over_its_years, year_after, year_of
from yoriai.proposals.sentences import sentence

__all__ = ["YearBefore", "class_to_go_on_in", "next_year_of", "no_class_for", "year_before", "year_of"]

REPORT = "F13"


def class_to_go_on_in(proposal: Proposal, scheme: Scheme) -> str:
    """The key of the class a new proposal from this one most likely stands in: one that takes projects as far, where there is any."""
    year = next_year_of(proposal)
    kinds = scheme.the_plan.types
    fit = [kind.key for kind in kinds if class_allows(kind, year)] or [kind.key for kind in kinds]
    wanted = [CONTINUING] if year > 1 else []
    return next((key for key in (*wanted, proposal.type) if key in fit), fit[0])


def next_year_of(proposal: Proposal) -> int:
    """Which year of its project a new proposal from this one would be for."""
    return year_after([*([proposal] if proposal.state in DONE else []), *carried_before(proposal)])


def no_class_for(proposal: Proposal, schemes: Iterable[Scheme]) -> str:
    """That none of these schemes takes projects as far as a new proposal from this one would go, and what else there is; else nothing."""
    year, words = next_year_of(proposal), ""
    for scheme in schemes:
        beyond = over_its_years(scheme, class_to_go_on_in(proposal, scheme), year)
        if not beyond:
            return ""
        words = words or sentence(beyond[0])
    return words


@dataclass(frozen=True, slots=True)
class YearBefore:
    """What was carried out the year before: the report that was handed in, and the summary of looking back."""

    year: int
    proposal: Proposal
    report: Frozen | None
    review: Review | None


def year_before(proposal: Proposal, may: Callable[[Proposal], Collection[str]]) -> YearBefore | None:
    """Of the last year of its project that was carried out: as far as its reader may read that one; else None.

    The summary stands there once both sides have said that everybody may read it.
    """
    carried = carried_before(proposal)
    if not carried:
        return None
    year, earlier = year_after(carried), carried[0]
    report = next((one for one in frozen_sheets(earlier, may(earlier)) if one.document.form == REPORT), None)
    return YearBefore(year, earlier, report, public_review(earlier))
