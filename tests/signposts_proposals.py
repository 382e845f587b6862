"""The addresses of schemes and proposals for the atlas, and their codes; made by walking proposals to where they are needed."""

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.signposts_early import FILES_EARLY, PAGES_EARLY, POSTED_EARLY, signposts_early
from tests.signposts_works import PAGES_OF_WORKS, POSTED_TO_WORKS, signposts_at_work, signposts_of_works
from yoriai.people.queries import answer_key
from yoriai.proposals import actions
from yoriai.proposals.models import PanelSeat, Proposal, Scheme, SchemeTheme
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.tests.walk import ANSWERS, WAY, Walk
from yoriai.ui.files import know
from yoriai.web.demo.cast import Cast

# person: addresses, as in the atlas.
PAGES_OF_PROPOSALS: dict[str, list[str]] = {
    "stranger": [
        "proposals:begin", "proposals:proposals", "proposals:proposal PROJECT", "proposals:presentations WALKED", "proposals:timer STAGED",
        "proposals:timer STAGED ?from=1", "proposals:reply_by_mail TALKED REPLY_KEY", "proposals:reply_by_mail TALKED nonsense",
    ],
    # She sits on the panel.
    "resident": [
        "proposals:new_idea WALKED", "proposals:scores JUDGED", "proposals:scores STAGED", "proposals:sheet_handed_in STAGED",
        "proposals:interest STAGED", "proposals:review WALKED", "proposals:book WALKED",
    ],
    "judge": [
        "proposals:ties WALKED", "proposals:nearness WALKED", "proposals:scores JUDGED", "proposals:sheet_reopened JUDGED SCORE_SHEET"],
    "student": ["proposals:invitation INVITED"],
    "worker": [
        "proposals:sheet_back DRAFTING F2", "proposals:proposal DRAFTING", "proposals:about DRAFTING", "proposals:history PROJECT",
        "proposals:way PROJECT", "proposals:sheets DRAFTING",
        "proposals:sheet DRAFTING F2", "proposals:sheet PROJECT F2", "proposals:budget DRAFTING", "proposals:duties DRAFTING",
        "proposals:versions DRAFTING issue", "proposals:budget_versions PROJECT", "proposals:duty_versions PROJECT",
        "proposals:document PROJECT DOCUMENT", "proposals:step DRAFTING submit",
        "proposals:step DRAFTING withdraw", "proposals:partners DRAFTING", "proposals:new_partner DRAFTING",
        "proposals:new_partner DRAFTING ?q=町内会", "proposals:papers DRAFTING", "proposals:paper_gone DRAFTING PAPER",
        "proposals:talks PROJECT", "proposals:again ENDED_ONE",
    ],
    "officer": [
        "proposals:type_idea WALKED", "proposals:type_idea WALKED ?q=長町", "proposals:typed_idea TYPED",
        "proposals:companion DRAFTING", "proposals:consultation DRAFTING", "proposals:reply TALKED TALK",
        "proposals:step CHECKING begin_talks",
        "proposals:step CHECKING ask_correction", "proposals:check CHECKING",
        "proposals:proposal TALKED", "proposals:talks TALKED",
        "proposals:review WALKED", "proposals:scores NEAR", "proposals:interest NEAR", "proposals:sheet_from_paper NEAR SEAT_ON_PANEL",
        "proposals:questions NEAR", "proposals:results WALKED", "proposals:book WALKED", "proposals:step NEAR pass",
        "proposals:ties WALKED", "proposals:tie WALKED papers JUDGED",
        "proposals:papers NEAR",
    ],
}  # fmt: skip
POSTED_TO_PROPOSALS = [
    *POSTED_TO_WORKS,
    *POSTED_EARLY,
    "proposals:remark DRAFTING", "proposals:section_asked TALKED", "proposals:reply_passed TALKED TALK", "proposals:sheet_begun JUDGED",
    "proposals:passed_by_mail TALKED REPLY_KEY",
    "proposals:questions_back TALKED TALK", "proposals:letter_tried WALKED",
    "proposals:idea_back WALKED",
]  # fmt: skip
FILES_OF_PROPOSALS = [
    *FILES_EARLY,
    "proposals:letter PROJECT VERDICT", "proposals:request_sheet TALKED TALK", "proposals:questions_file TALKED TALK",
    "proposals:scores_file WALKED",
    "proposals:book_file WALKED", "proposals:paper DRAFTING PAPER",
    "proposals:sheet_file DRAFTING F2 docx", "proposals:receipt TALKED",
    "proposals:form_scan TYPED SCANNED",
]  # fmt: skip
for _person, _lines in [*PAGES_OF_WORKS.items(), *PAGES_EARLY.items()]:
    PAGES_OF_PROPOSALS.setdefault(_person, []).extend(_lines)


def signposts_of_proposals(cast: Cast) -> dict[str, object]:
    """A proposal being written, one invited to, one checked, one in talks, one adopted and at work."""
    walk = Walk(cast)
    drafting, invited = walk.to("drafting"), walk.to("drafting")
    actions.invite_partner(invited, cast.students, by=walk.group, role="当番")
    paper = actions.add_paper(drafting, "rules", know(b"%PDF-1.4", "会則.pdf"), by=walk.group)
    project, panel = _adopted(walk), _before_the_panel(walk)
    talked, typed = walk.to("in_talks"), _typed(walk)
    return {
        **panel,
        "REPLY_KEY": answer_key(talked.asks.get(what="section_talks")),
        "TYPED": typed.code,
        "SCANNED": typed.documents.get().pk,
        "VERDICT": project.verdicts.last().pk,
        "WALKED": walk.scheme.code,
        "DRAFTING": drafting.code,
        "PAPER": paper.pk,
        "ENDED_ONE": walk.step(walk.begin(), "withdraw").code,
        "INVITED": invited.code,
        "CHECKING": walk.to("checking").code,
        "TALKED": talked.code,
        "TALK": talked.talks.get().pk,
        "PROJECT": project.code,
        "DOCUMENT": project.documents.first().pk,
        **signposts_early(cast, walk, drafting),
        **signposts_of_works(walk),
        **signposts_at_work(walk, project),
    }


def _typed(walk: Walk) -> Proposal:
    """One that came on paper, with its picture."""
    picture = ContentFile(b"%PDF-1.4", name="signed.pdf")
    return actions.type_idea(
        walk.scheme, ANSWERS["F1"], by=walk.office, way="fax", actor=walk.cast.students, scan=picture, type="free", title="坂道の灯り",
    )  # fmt: skip


def _before_the_panel(walk: Walk) -> dict[str, object]:
    """One judged by all, one the resident stands near to, one to be presented that stands in the list and has her open sheet."""
    judged, near, staged = walk.to("first_review"), walk.to("first_review"), walk.to("presenting")
    for equal in (judged, walk.to("first_review")):
        walk.score(equal)
    hers = walk.panel[4]
    actions.declare_interest(near, hers, "家族が会員です", by=walk.office)
    actions.begin_sheet(staged, by=walk.cast.who(walk.cast.resident))
    # Published alone: with the others an outsider would read their pages too, and the call is still open.
    Proposal.objects.filter(pk=staged.pk).update(listed=timezone.now())
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


def signposts_of_the_schemes(cast: Cast) -> dict[str, object]:
    """The two of the demo, a draft with a draft of a theme, one of another city."""
    office = cast.who(cast.officer, cast.office)
    opened, ended = (
        Scheme.objects.filter(state="open").earliest("pk"),
        Scheme.objects.filter(state="ended").earliest("year"),
    )
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
