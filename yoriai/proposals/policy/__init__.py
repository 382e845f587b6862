"""Who may do what with a proposal: by the side one stands on, and the table of moves."""

from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.people.policy import is_office
from yoriai.proposals import lifecycle as way
from yoriai.proposals.lifecycle import BEFORE_HANDING_IN, OFFICE, PARTNER, PROPOSAL, PROPOSER, SECTION
from yoriai.proposals.models import (
    Book,
    Interest,
    PanelSeat,
    Paper,
    Proposal,
    Scheme,
    SchemeTheme,
    ScoreSheet,
)  # fmt: skip
from yoriai.proposals.policy.near import WITHOUT_RESULT
from yoriai.proposals.policy.standing import (
    COMPANION,
    PANEL,
    SEEN_BY_PANEL,
    panel_seat,
    seat_of,
    sides,
    stand,
)
from yoriai.proposals.policy.talks import by_link, can_ask_section, can_pass_on, can_read_memo, can_reply

__all__ = [
    "COMPANION",
    "PANEL",
    "SEEN_BY_PANEL",
    "WITHOUT_RESULT",
    "by_link",
    "can_ask_section",
    "can_pass_on",
    "can_read_memo",
    "can_reply",
    "panel_seat",
    "seat_of",
    "sides",
    "stand",
]

MAY = {(move.source, move.verb): frozenset(move.who.split(way.BETWEEN)) for move in PROPOSAL.moves}
OPEN_TO_SCORES = ("first_review", "presenting", "final_review")
# While these are written, by whom; forms not named here go in with the proposal.
WRITTEN_IN = {
    "F1": BEFORE_HANDING_IN,
    "F9": ("agreeing",),
    "F10": ("under_way",),
    "F13": ("carried_out", "sent_back"),
}
# Money and roles: written with the proposal, and once more by both sides while they work out the agreement.
TABLES = ("F3", "F4")
HANDED_IN_WITH = ("drafting", "correcting", "held")
WITH_NEW_PARTNERS = ("idea", "consulting", *HANDED_IN_WITH)
PAPERS_ADDED_IN = WITH_NEW_PARTNERS
JUDGED_IN = frozenset({"first_review", "held", "passed_first", "presenting", "final_review"})
# Who reads which paper of the group. None is ever public, after adoption neither; the panel reads only while it judges.
PAPER_READERS = {
    kind: frozenset({PROPOSER, OFFICE})
    if kind in Paper.PRIVATE
    else frozenset({PROPOSER, PARTNER, COMPANION, SECTION, PANEL, OFFICE})
    for kind in Paper.Kind
}


def can_run(who: Who | None) -> bool:
    """Make, open and end schemes; name the panel: the office."""
    return is_office(who)


def can_see_ranking(who: Who | None, scheme: Scheme) -> bool:
    """Every sheet and total of a scheme at once: the office, but for whoever stands too near to a proposal that has no result yet."""
    near = Interest.objects.filter(proposal__scheme=scheme.pk, proposal__state__in=WITHOUT_RESULT)
    return is_office(who) and who is not None and not near.filter(seat__actor=who.person).exists()


def can_set_theme(who: Who | None, theme: SchemeTheme | None = None) -> bool:
    """A section its own, the office every one."""
    if theme is not None:
        return is_office(who) or (who is not None and who.sure and who.wears(theme.by_id))
    return is_office(who) or (who is not None and who.sure and who.runs and _speaks_for_a_section(who))


def _speaks_for_a_section(who: Who) -> bool:
    """A team runs things too, and its citizens set no theme."""
    return Actor.objects.filter(pk__in=who.hats, kind=Actor.Kind.SECTION).exists()


def can_begin(who: Who | None, scheme: Scheme) -> bool:
    """Anybody with an account, while the scheme takes ideas."""
    return who is not None and who.signed_in and scheme.takes_ideas(timezone.now())


def can_begin_again(who: Who | None, proposal: Proposal) -> bool:
    """再提案・継続: its group, once it has come to an end of whatever sort."""
    return proposal.state in way.OVER and PROPOSER in sides(who, proposal)


def can_move(who: Who | None, proposal: Proposal, verb: str) -> bool:
    """Whether this person may take this step now."""
    may = MAY.get((proposal.state, verb), frozenset())
    return bool(may & sides(who, proposal))


def could_move(who: Who | None, proposal: Proposal, verb: str) -> bool:
    """Whether it is a step of this person's side anywhere on the way: whoever comes too late for it is told where it stands."""
    mine = sides(who, proposal)
    return any(may & mine for (_source, one), may in MAY.items() if one == verb)


def verbs(who: Who | None, proposal: Proposal) -> list[str]:
    """Every step this person may take now, in the order of the table."""
    mine = sides(who, proposal)
    return [
        move.verb for move in PROPOSAL.moves if move.source == proposal.state and MAY[move.source, move.verb] & mine
    ]


def can_read(who: Who | None, proposal: Proposal) -> bool:
    """The whole of it, but for what is only between its group and the office."""
    return bool(sides(who, proposal))


def can_read_private(who: Who | None, proposal: Proposal) -> bool:
    """Addresses, lists of members, bank data: its own group and the office."""
    return bool(sides(who, proposal) & {PROPOSER, OFFICE})


def readable(who: Who | None, proposal: Proposal) -> set[str]:
    """Which sorts of answers this reader may read: none, public ones of an adopted project, and what lies between the parties."""
    may = {"public"} if proposal.is_adopted else set()
    if can_read(who, proposal):
        may |= {"public", "parties"}
    return may | {"office"} if can_read_private(who, proposal) else may


def can_write(who: Who | None, proposal: Proposal, form: str) -> bool:
    """Answer the questions of a form: those who carry the project, and the office for what came on paper."""
    may = {PROPOSER, PARTNER, OFFICE}
    if form in TABLES and can_draft_agreement(who, proposal):
        return True
    if proposal.scheme.the_plan.rules.matching_first and form not in WRITTEN_IN:
        may.add(SECTION)  # it has said that it shapes the proposal with the group
    return proposal.state in WRITTEN_IN.get(form, HANDED_IN_WITH) and bool(sides(who, proposal) & may)


def papers_open_to(who: Who | None, proposal: Proposal) -> frozenset[str]:
    """The kinds of papers this person may read: the list, each file, and the name of each."""
    mine = sides(who, proposal)
    if proposal.state not in JUDGED_IN:
        mine -= {PANEL}
    return frozenset(kind for kind, readers in PAPER_READERS.items() if mine & readers)


def can_read_paper(who: Who | None, paper: Paper) -> bool:
    """While it is there; one that was replaced after it had been handed in: the group and the office."""
    there = paper.gone is None or (bool(paper.file) and can_see_readers(who, paper.proposal))
    return there and paper.kind in papers_open_to(who, paper.proposal)


def can_add_paper(who: Who | None, proposal: Proposal) -> bool:
    """The group, and the office for what came on paper, while the proposal may still be written. Who may add may take away."""
    return proposal.state in PAPERS_ADDED_IN and bool(sides(who, proposal) & {PROPOSER, OFFICE})


def can_see_readers(who: Who | None, proposal: Proposal) -> bool:
    """Who has opened which paper when: the group and the office."""
    return can_read_private(who, proposal)


def can_have_receipt(who: Who | None, proposal: Proposal) -> bool:
    """控え: every answer is in it, the private ones too: its own group and the office."""
    return can_read_private(who, proposal)


def can_remark(who: Who | None, proposal: Proposal) -> bool:
    """A word beside a question: whoever carries, accompanies or answers it."""
    return bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION, OFFICE, COMPANION})


def can_check(who: Who | None, proposal: Proposal) -> bool:
    """Go through the list of the formal check: the office, while it checks. Nobody else ever reads it."""
    return OFFICE in sides(who, proposal) and proposal.state == "checking"


def can_accompany(who: Who | None, proposal: Proposal) -> bool:
    """Note a consultation: the office and the companion; what was talked over with a section it notes itself while the talks last."""
    may = {OFFICE, COMPANION, SECTION} if proposal.state == "in_talks" else {OFFICE, COMPANION}
    return bool(sides(who, proposal) & may)


def can_invite_partner(who: Who | None, proposal: Proposal) -> bool:
    """The group, and the office for a group on paper, until it is handed in; later a partner comes in by a change both sides agree to."""
    return proposal.state in WITH_NEW_PARTNERS and bool(sides(who, proposal) & {PROPOSER, OFFICE})


def can_score(who: Who | None, proposal: Proposal) -> bool:
    """A member of the panel who does not stand too near, while the panel looks at it."""
    return proposal.state in OPEN_TO_SCORES and seat_of(who, proposal) is not None


def can_sit_down(who: Who | None, proposal: Proposal) -> bool:
    """The desk of one proposal: whoever may score it, also before they have said whether something ties them; and who sees its count."""
    return can_score(who, proposal) or (proposal.state in SEEN_BY_PANEL and can_see_totals(who, proposal))


def can_have_book(who: Who | None, scheme: Scheme) -> bool:
    """The panel's book: the office, and each member theirs."""
    return can_see_ranking(who, scheme) or panel_seat(who, scheme) is not None


def book_is_fit(book: Book) -> bool:
    """Whether nothing in it has become too near to its reader since it was made."""
    if book.seat_id is None:
        return True
    near = Interest.objects.filter(seat=book.seat_id, proposal__in=book.proposals)
    return not near.exists() and PanelSeat.objects.filter(pk=book.seat_id, ended=None).exists()


def can_say_interest(who: Who | None, proposal: Proposal, seat: PanelSeat | None = None) -> bool:
    """利害関係: a member for themselves, the office for one who telephones; until the panel has spoken."""
    if proposal.state not in way.BEFORE_RESULT:
        return False
    own = seat_of(who, proposal)
    # Also before it comes to the panel: whoever knows early says so early.
    return is_office(who) or (own is not None and (seat is None or seat == own))


def can_type_sheet(who: Who | None, proposal: Proposal, sheet: ScoreSheet | None = None) -> bool:
    """Type a member's sheet from paper: the office. It counts once the member has handed it in.

    sheet: theirs. What they have begun to write themselves nobody else reads, and nobody writes over it.
    """
    own = sheet is not None and sheet.typed_by_id is None and bool(sheet.opinion or sheet.scores.all())
    return proposal.state in OPEN_TO_SCORES and not own and OFFICE in sides(who, proposal)


def can_see_each_sheet(who: Who | None, proposal: Proposal, round_key: str) -> bool:
    """Who gave how many points: the office, and the chair once their own sheet of the round is in. Nobody else."""
    if OFFICE in sides(who, proposal):
        return True
    seat = seat_of(who, proposal)
    if seat is None or seat.role != PanelSeat.Role.CHAIR or proposal.state not in SEEN_BY_PANEL:
        return False
    return has_handed_in(seat, proposal, round_key)


def has_handed_in(seat: PanelSeat, proposal: Proposal, round_key: str) -> bool:
    """Whether a sheet of this seat for the round, on the proposal as it stands, was handed in, be it open again now."""
    rows = ScoreSheet.objects.filter(seat=seat, proposal=proposal, round=round_key)
    return rows.exclude(state__in=(ScoreSheet.State.OPEN, ScoreSheet.State.FORMER)).exists()


def can_see_count(who: Who | None, proposal: Proposal, round_key: str) -> bool:
    """The totals, without names: the office, and each member once their own sheet is in, so that nobody leans on the others."""
    if OFFICE in sides(who, proposal):
        return True
    seat = seat_of(who, proposal)
    return seat is not None and proposal.state in SEEN_BY_PANEL and has_handed_in(seat, proposal, round_key)


def can_reopen_sheet(who: Who | None, sheet: ScoreSheet) -> bool:
    """The chair, once, while the panel deliberates."""
    seat = seat_of(who, sheet.proposal)
    chairs = seat is not None and seat.role == PanelSeat.Role.CHAIR
    return (
        chairs and sheet.state == ScoreSheet.State.SUBMITTED and sheet.version == 1 and can_score(who, sheet.proposal)
    )


def can_see_totals(who: Who | None, proposal: Proposal) -> bool:
    """While it is judged: the office and those of the panel who judge it."""
    return bool(sides(who, proposal) & {OFFICE, PANEL})


def can_read_work(who: Who | None, proposal: Proposal) -> bool:
    """Agreement, money, log, looking back: those who do it, their companion, the office; not the panel."""
    return bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION, OFFICE, COMPANION})


def can_sign(who: Who | None, proposal: Proposal, actor: Actor) -> bool:
    """For this party: whoever speaks for it; for a section with the second factor."""
    speaks = who is not None and who.signed_in and who.wears(actor.pk)
    return proposal.state == "agreeing" and speaks and (who.sure or actor.kind not in Actor.RUNS_THINGS)  # type: ignore[union-attr]


def can_note_signature(who: Who | None, proposal: Proposal) -> bool:
    """A signature on paper: the office."""
    return proposal.state == "agreeing" and is_office(who)


def can_note_question(who: Who | None, proposal: Proposal) -> bool:
    """Write down what was asked at the presentation: the office."""
    return proposal.state in way.ON_STAGE and OFFICE in sides(who, proposal)


def can_read_letter(who: Who | None, proposal: Proposal) -> bool:
    """The letter with the result: those who carry it, and the office that sends it."""
    return bool(sides(who, proposal) & {PROPOSER, PARTNER, OFFICE})


def can_draft_agreement(who: Who | None, proposal: Proposal) -> bool:
    """Both sides, while it is worked out."""
    return proposal.state == "agreeing" and bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION, OFFICE})


def can_work(who: Who | None, proposal: Proposal) -> bool:
    """Log, money, duties: both sides, from the agreement to the report."""
    at_work = (*way.AT_WORK, "carried_out", "sent_back")
    return proposal.state in at_work and bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION, OFFICE})


def can_hide_photo(who: Who | None, proposal: Proposal) -> bool:
    """Take a photo off the public page: both sides, at any time, for whoever is in it may think again at any time."""
    return proposal.state in way.SINCE_AGREED and bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION, OFFICE})


def can_ask_for_need(who: Who | None, proposal: Proposal) -> bool:
    """Say in public what the project is short of: whoever carries it, while it is at work."""
    return proposal.state in way.AT_WORK and bool(sides(who, proposal) & {PROPOSER, PARTNER})


def can_tick_exit(who: Who | None, proposal: Proposal) -> bool:
    """The checklist of the way out: those who did it, and the office."""
    return proposal.state == "onward" and bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION, OFFICE})


def can_draft_case(who: Who | None, proposal: Proposal) -> bool:
    """A case from what is there: the group, once it is completed."""
    return proposal.state in ("completed", "onward") and PROPOSER in sides(who, proposal)


def can_disclose(who: Who | None, proposal: Proposal) -> bool:
    """開示用一式: the office."""
    return OFFICE in sides(who, proposal)
