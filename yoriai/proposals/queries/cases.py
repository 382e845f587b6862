"""What of a project is told in its case: only what everybody may read of it."""

from collections import defaultdict

from django.utils.translation import gettext as _

from yoriai.directory.models import Case
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor, Link
from yoriai.proposals.models import Part, Proposal
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.pages import public_part, public_steps
from yoriai.proposals.queries.sheets import duties_of
from yoriai.proposals.queries.work import accounts
from yoriai.ui.dates import full_date

LONG, SHORT = 1000, 120
MOST_TURNS = 20


def case_of(proposal: Proposal) -> Case | None:
    """The case that tells of it, if one has been drafted."""
    return Case.objects.filter(links_in__source=proposal.pk, links_in__kind=Link.Kind.TOLD_IN).first()


def case_facts(proposal: Proposal) -> dict[str, str]:
    """Title, how it began, purpose, results, cost, lesson, how it goes on."""
    part = public_part(proposal)
    said = {one.field.key: one.text for one in part["answers"]}
    review, way_out = part["review"], part["exit"]
    facts = {
        "title": proposal.title,
        "summary": said.get("purpose", proposal.summary),
        "period": said.get("period", "")[:SHORT],
        "began_with": _began(proposal),
        "problem": said.get("issue", ""),
        "shared_purpose": said.get("purpose", ""),
        "results": "\n".join(filter(None, (said.get("done", ""), said.get("reached", "")))),
        "cost": _cost(proposal),
        "lesson": review.summary if review is not None else "",
        "goes_on": way_out.words if way_out is not None else said.get("next_step", ""),
    }
    return {name: text[:LONG] for name, text in facts.items()}


def _began(proposal: Proposal) -> str:
    rows = Link.objects.filter(target=proposal.pk, kind=Link.Kind.BECAME, source__visibility=Visibility.PUBLIC)
    began = [
        _("It began with “%(title)s”.") % {"title": row.source.title}
        for row in rows.select_related("source")
        if row.source.title
    ]
    return "\n".join(began)


def _cost(proposal: Proposal) -> str:
    money = accounts(proposal)
    if not money.planned:
        return ""
    return _("Planned %(planned)s yen, of which the city bore %(city)s yen at most.") % {
        "planned": f"{money.planned:,}",
        "city": f"{money.city:,}",
    }


def case_turns(proposal: Proposal) -> list[tuple[str, str]]:
    """Turning points: the steps everybody knows of, the last ones if there are many."""
    rows = [
        (full_date(step.at), "　".join(filter(None, (step.words, step.text)))[:300]) for step in public_steps(proposal)
    ]
    return rows[-MOST_TURNS:]


def case_parties(proposal: Proposal) -> list[tuple[Actor, str, str]]:
    """(who, as what, with what) of everybody who signs, out of the table of roles."""
    led, brought = defaultdict(list), defaultdict(list)
    for duty in duties_of(proposal):
        for part in duty.parts.all():
            if part.mark == Part.Mark.LEADS:
                led[part.actor_id].append(duty.what)
            if part.brings:
                brought[part.actor_id].append(part.brings)
    return [(one, "、".join(led[one.pk])[:SHORT], "、".join(brought[one.pk])[:200]) for one in signers(proposal)]
