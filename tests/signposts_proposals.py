"""The addresses of schemes and proposals for the atlas, and their codes; made by walking proposals to where they are needed."""

from django.utils import timezone

from tests.signposts_works import PAGES_OF_WORKS, POSTED_TO_WORKS, signposts_at_work, signposts_of_works
from yoriai.proposals.models import PanelSeat
from yoriai.proposals.tests.walk import Walk
from yoriai.web.demo.cast import Cast

# person: addresses, as in the atlas.
PAGES_OF_PROPOSALS: dict[str, list[str]] = {
    "stranger": ["proposals:begin", "proposals:proposals", "proposals:proposal PROJECT"],
    "resident": ["proposals:new_idea SCHEME"],
    "student": ["proposals:invitation INVITED"],
    "worker": [
        "proposals:proposal DRAFTING", "proposals:history PROJECT", "proposals:sheets DRAFTING",
        "proposals:sheet DRAFTING F2", "proposals:sheet PROJECT F2", "proposals:budget DRAFTING", "proposals:duties DRAFTING",
        "proposals:versions DRAFTING issue", "proposals:document PROJECT DOCUMENT", "proposals:step DRAFTING submit",
        "proposals:step DRAFTING withdraw", "proposals:partners DRAFTING", "proposals:new_partner DRAFTING",
        "proposals:new_partner DRAFTING ?q=町内会", "proposals:talks PROJECT",
    ],
    "officer": [
        "proposals:consultation DRAFTING", "proposals:reply TALKED", "proposals:step CHECKING begin_talks",
        "proposals:step CHECKING ask_correction", "proposals:proposal TALKED", "proposals:talks TALKED",
    ],
}  # fmt: skip
for _person, _lines in PAGES_OF_WORKS.items():
    PAGES_OF_PROPOSALS[_person].extend(_lines)
POSTED_TO_PROPOSALS = [
    *POSTED_TO_WORKS,
    "proposals:remark DRAFTING", "proposals:reply_sent TALKED", "proposals:reply_passed TALKED",
]  # fmt: skip
ANYBODYS = {"proposals:proposals", "proposals:new_idea"}


def signposts_of_proposals(cast: Cast) -> dict[str, object]:
    """A proposal being written, one invited to, one checked, one in talks, one adopted and at work."""
    from yoriai.proposals import actions

    walk = Walk(cast)
    drafting, invited = walk.to("drafting"), walk.to("drafting")
    actions.invite_partner(invited, cast.students, by=walk.group, role="当番")
    project = walk.to("under_way")
    found = {
        "SCHEME": walk.scheme.code,
        "DRAFTING": drafting.code,
        "INVITED": invited.code,
        "CHECKING": walk.to("checking").code,
        "TALKED": walk.to("in_talks").code,
        "PROJECT": project.code,
        "DOCUMENT": project.documents.first().pk,
        **signposts_of_works(walk),
        **signposts_at_work(walk, project),
    }
    # She is the resident of the tests of doors: whoever judges reads.
    PanelSeat.objects.filter(actor=cast.resident).update(ended=timezone.now())
    return found
