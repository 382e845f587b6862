"""The addresses of schemes and proposals for the atlas, and their codes; made by walking proposals to where they are needed."""

from yoriai.people.queries import answer_key
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.tests.walk import WAY, Walk
from yoriai.web.demo.cast import Cast

# person: addresses, as in the atlas.
PAGES_OF_PROPOSALS: dict[str, list[str]] = {
    "stranger": [
        "proposals:begin", "proposals:proposals", "proposals:proposal PROJECT", "proposals:presentations SCHEME", "proposals:timer STAGED",
        "proposals:timer STAGED ?from=1", "proposals:reply_by_mail TALKED REPLY_KEY", "proposals:reply_by_mail TALKED nonsense",
    ],
    # She sits on the panel.
    "resident": [
        "proposals:new_idea SCHEME", "proposals:scores JUDGED", "proposals:scores STAGED", "proposals:sheet_handed_in STAGED",
        "proposals:interest STAGED", "proposals:review SCHEME", "proposals:book SCHEME",
    ],
    "judge": ["proposals:scores JUDGED", "proposals:sheet_reopened JUDGED SCORE_SHEET"],
    "student": ["proposals:invitation INVITED"],
    "worker": [
        "proposals:proposal DRAFTING", "proposals:proposal PROJECT", "proposals:history PROJECT", "proposals:sheets DRAFTING",
        "proposals:sheet DRAFTING F2", "proposals:sheet PROJECT F2", "proposals:budget DRAFTING", "proposals:duties DRAFTING",
        "proposals:versions DRAFTING issue", "proposals:document PROJECT DOCUMENT", "proposals:step DRAFTING submit",
        "proposals:step DRAFTING withdraw", "proposals:partners DRAFTING", "proposals:new_partner DRAFTING",
        "proposals:new_partner DRAFTING ?q=町内会", "proposals:talks PROJECT",
    ],
    "officer": [
        "proposals:consultation DRAFTING", "proposals:reply TALKED", "proposals:step CHECKING begin_talks",
        "proposals:step CHECKING ask_correction", "proposals:proposal TALKED", "proposals:talks TALKED",
        "proposals:review SCHEME", "proposals:scores NEAR", "proposals:interest NEAR", "proposals:sheet_from_paper NEAR SEAT_ON_PANEL",
        "proposals:questions NEAR", "proposals:results SCHEME", "proposals:book SCHEME", "proposals:step NEAR pass",
    ],
}  # fmt: skip
POSTED_TO_PROPOSALS = [
    "proposals:remark DRAFTING", "proposals:reply_sent TALKED", "proposals:reply_passed TALKED", "proposals:sheet_begun JUDGED",
    "proposals:questions_back TALKED", "proposals:letter_tried SCHEME",
]  # fmt: skip
FILES_OF_PROPOSALS = [
    "proposals:letter PROJECT VERDICT", "proposals:request_sheet TALKED", "proposals:questions_file TALKED", "proposals:scores_file SCHEME",
    "proposals:book_file SCHEME",
]  # fmt: skip
ANYBODYS = {"proposals:proposals", "proposals:new_idea"}


def signposts_of_proposals(cast: Cast) -> dict[str, object]:
    """A proposal being written, one invited to, one checked, one in talks, one adopted and at work."""
    walk = Walk(cast)
    drafting, invited = walk.to("drafting"), walk.to("drafting")
    actions.invite_partner(invited, cast.students, by=walk.group, role="当番")
    project, panel = _adopted(walk), _before_the_panel(walk)
    talked = walk.to("in_talks")
    return {
        **panel,
        "REPLY_KEY": answer_key(talked.asks.get(what="section_talks")),
        "VERDICT": project.verdicts.last().pk,
        "SCHEME": walk.scheme.code,
        "DRAFTING": drafting.code,
        "INVITED": invited.code,
        "CHECKING": walk.to("checking").code,
        "TALKED": talked.code,
        "PROJECT": project.code,
        "DOCUMENT": project.documents.first().pk,
    }


def _before_the_panel(walk: Walk) -> dict[str, object]:
    """One judged by all, one the resident stands near to, one to be presented that stands in the list and has her open sheet."""
    judged, near, staged = walk.to("first_review"), walk.to("first_review"), walk.to("presenting")
    walk.score(judged)
    hers = walk.panel[4]
    actions.declare_interest(near, hers, "家族が会員です", by=walk.office)
    actions.begin_sheet(staged, by=walk.cast.who(walk.cast.resident))
    actions.publish_list(walk.scheme, by=walk.office)
    return {
        "JUDGED": judged.code,
        "NEAR": near.code,
        "STAGED": staged.code,
        "SCORE_SHEET": judged.score_sheets.get(seat=walk.panel[1]).pk,
        "SEAT_ON_PANEL": walk.panel[1].pk,
    }


def _adopted(walk: Walk) -> Proposal:
    """A project at work; the resident stands near to it, so that her seat on the panel opens none of its pages."""
    proposal = walk.to("first_review")
    actions.declare_interest(proposal, walk.panel[4], "家族が会員です", by=walk.office)
    for verb in WAY[WAY.index("pass") : WAY.index("start") + 1]:
        proposal = walk.step(proposal, verb)
    return proposal
