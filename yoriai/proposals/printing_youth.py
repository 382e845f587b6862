"""From rows to the paper a guardian signs."""

from django.utils.translation import override

from yoriai.kernel.city.queries import city
from yoriai.kernel.models import City
from yoriai.proposals.models import Proposal
from yoriai.proposals.paper.consent import ConsentPaper, consent_pdf
from yoriai.proposals.queries.sheets import sheet
from yoriai.proposals.queries.youth import AFTER_THE_END, receiver
from yoriai.ui.paper.text import Exact

SHORT = 160


def consent_form_of(proposal: Proposal) -> bytes:
    """保護者の同意書 for this project, with room for a name and a seal."""
    here, takes = city() or City(), receiver(proposal)
    with override("ja"):
        found = sheet(proposal, "F2", {"public"})
        asked = [one for one in found.questions if one.text and one.field.key != "title"] if found else []
        said = [(one.field.label, one.text) for one in asked]
        return consent_pdf(
            ConsentPaper(
                title=proposal.title,
                scheme=proposal.scheme.title,
                group=proposal.by.shown_name,
                supporter=takes.shown_name if takes else "",
                office=f"{here.name}　{here.office.shown_name if here.office_id else ''}",
                age=proposal.scheme.the_plan.type(proposal.type).guardian_below,
                said=[(label, text if len(text) <= SHORT else f"{text[:SHORT]}…") for label, text in said[:5]],
                days=AFTER_THE_END,
                phone=Exact(here.phone),
            )
        )
