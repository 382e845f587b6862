"""The addresses of schemes and proposals for the atlas, and their codes; made by walking proposals to where they are needed."""

import datetime as dt

from django.utils import timezone

from tests.signposts_works import PAGES_OF_WORKS, POSTED_TO_WORKS, signposts_at_work, signposts_of_works
from yoriai.proposals import actions
from yoriai.proposals.models import PanelSeat, Scheme, SchemeTheme
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.tests.walk import Walk
from yoriai.web.demo.cast import Cast

# person: addresses, as in the atlas.
PAGES_OF_PROPOSALS: dict[str, list[str]] = {
    "stranger": ["proposals:begin", "proposals:proposals", "proposals:proposal PROJECT"],
    "resident": ["proposals:new_idea WALKED"],
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
    walk = Walk(cast)
    drafting, invited = walk.to("drafting"), walk.to("drafting")
    actions.invite_partner(invited, cast.students, by=walk.group, role="当番")
    project = walk.to("under_way")
    found = {
        "WALKED": walk.scheme.code,
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


def signposts_of_the_schemes(cast: Cast) -> dict[str, object]:
    """The two of the demo, a draft with a draft of a theme, one of another city."""
    office = cast.who(cast.officer, cast.office)
    opened, ended = Scheme.objects.get(state="open"), Scheme.objects.filter(state="ended").earliest("year")
    planned = actions.draw_up(examples()["yokohama"], by=office)
    sheet = actions.set_theme(
        planned,
        cast.ward_office,
        by=office,
        title="空き家を居場所に",
        background="空き家",
        wanted="居場所",
        city_can="調べた結果",
    )
    other = actions.compare(examples()["youth"], "みなと市", by=office, read_on=dt.date(2026, 11, 1))
    return {
        "SCHEME": opened.code,
        "ENDED": ended.code,
        "PLANNED": planned.code,
        "SCHEME_THEME": SchemeTheme.objects.filter(scheme=opened)[0].code,
        "UNSHOWN_THEME": sheet.code,
        "PANEL_SEAT": PanelSeat.objects.filter(scheme=opened)[0].pk,
        "COMPARED": other.pk,
    }
