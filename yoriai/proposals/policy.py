"""Who may do what with a proposal: by the side one stands on, and the table of moves."""

from yoriai.directory.models import Party
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.people.policy import is_office
from yoriai.proposals import lifecycle as way
from yoriai.proposals.lifecycle import OFFICE, PARTNER, PROPOSAL, PROPOSER, SECTION
from yoriai.proposals.models import (
    Book,
    Interest,
    PanelSeat,
    Pending,
    Proposal,
    Scheme,
    SchemeTheme,
    ScoreSheet,
    Talk,
)

COMPANION, PANEL = "the companion", "the panel"
MAY = {(move.source, move.verb): frozenset(move.who.split(way.BETWEEN)) for move in PROPOSAL.moves}
# From the first look on the panel reads; before that nobody of it does.
SEEN_BY_PANEL = frozenset(
    {"first_review", "held", "not_passed", "passed_first", "presenting", "final_review", "not_adopted", *way.ADOPTED}
)
OPEN_TO_SCORES = ("first_review", "presenting", "final_review")
ON_STAGE = ("presenting", "final_review")
# While these are written, by whom; forms not named here go in with the proposal.
WRITTEN_IN = {
    "F1": ("idea", "consulting", "drafting"),
    "F9": ("agreeing",),
    "F10": ("under_way",),
    "F13": ("carried_out", "sent_back"),
}
HANDED_IN_WITH = ("drafting", "correcting", "held")


def sides(who: Who | None, proposal: Proposal) -> frozenset[str]:
    """On which sides of the proposal this person stands, in any of their hats. At most three queries, whatever its size.

    The city's sides (office, section) need the second factor. A member of the panel who stands too near is on no side by it.
    """
    if who is None or not who.signed_in:
        return frozenset()
    if proposal.stands is not None and proposal.stands[:2] == (who, proposal.state):
        return proposal.stands[2]
    found = set()
    if is_office(who):
        found.add(OFFICE)
    if who.wears(proposal.by_id):
        found.add(PROPOSER)
    if who.wears(proposal.companion_id):
        found.add(COMPANION)
    if (
        Party.objects.filter(item=proposal.pk, actor__in=who.hats, agreed__isnull=False)
        .exclude(actor=proposal.by_id)
        .exists()
    ):
        found.add(PARTNER)
    if who.sure and _answers_for_the_city(who, proposal):
        found.add(SECTION)
    if proposal.state in SEEN_BY_PANEL and seat_of(who, proposal) is not None:
        found.add(PANEL)
    return frozenset(found)


def _answers_for_the_city(who: Who, proposal: Proposal) -> bool:
    """The sections that were asked. Where a scheme asks none, the office is the city's side of an adopted project."""
    asked = set(Talk.objects.filter(proposal=proposal, ended=None).values_list("section", flat=True))
    return bool(asked & who.hats) or (not asked and proposal.is_adopted and is_office(who))


def stand(who: Who | None, proposal: Proposal) -> Proposal:
    """The proposal with its reader's sides found once, for a page that asks many times. Actions hold rows of their own and ask anew."""
    proposal.stands = None if who is None else (who, proposal.state, sides(who, proposal))
    return proposal


def seat_of(who: Who | None, proposal: Proposal) -> PanelSeat | None:
    """The seat from which this person judges this proposal; None for whoever stands too near."""
    if who is None or not who.signed_in:
        return None
    seats = PanelSeat.objects.filter(scheme=proposal.scheme_id, actor=who.person, ended=None)
    return seats.exclude(interests__proposal=proposal).first()


def panel_seat(who: Who | None, scheme: Scheme) -> PanelSeat | None:
    """The seat of this person on the panel of a scheme, whatever they stand near to."""
    if who is None or not who.signed_in:
        return None
    return PanelSeat.objects.filter(scheme=scheme.pk, actor=who.person, ended=None).first()


def can_run(who: Who | None) -> bool:
    """Make, open and end schemes; name the panel: the office."""
    return is_office(who)


def can_set_theme(who: Who | None, theme: SchemeTheme | None = None) -> bool:
    """A section its own, the office every one."""
    if theme is not None:
        return is_office(who) or (who is not None and who.sure and who.wears(theme.by_id))
    return is_office(who) or (who is not None and who.sure and who.runs)


def can_begin(who: Who | None, scheme: Scheme) -> bool:
    """Anybody with an account, while the scheme is open."""
    return who is not None and who.signed_in and scheme.state == Scheme.State.OPEN


def can_begin_again(who: Who | None, proposal: Proposal) -> bool:
    """再提案・継続: its group, once it has come to an end of whatever sort."""
    return proposal.state in way.OVER and PROPOSER in sides(who, proposal)


def can_move(who: Who | None, proposal: Proposal, verb: str) -> bool:
    """Whether this person may take this step now."""
    may = MAY.get((proposal.state, verb), frozenset())
    return bool(may & sides(who, proposal))


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
    return proposal.state in WRITTEN_IN.get(form, HANDED_IN_WITH) and bool(
        sides(who, proposal) & {PROPOSER, PARTNER, OFFICE}
    )


def can_remark(who: Who | None, proposal: Proposal) -> bool:
    """A word beside a question: whoever carries, accompanies or answers it."""
    return bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION, OFFICE, COMPANION})


def can_accompany(who: Who | None, proposal: Proposal) -> bool:
    """Note a consultation: the office and the companion."""
    return bool(sides(who, proposal) & {OFFICE, COMPANION})


def can_invite_partner(who: Who | None, proposal: Proposal) -> bool:
    """The group, until it is handed in; later a partner comes in by a change both sides agree to."""
    return proposal.state in ("idea", "consulting", *HANDED_IN_WITH) and PROPOSER in sides(who, proposal)


def can_reply(who: Who | None, talk: Talk) -> bool:
    """The section that was asked, while the talks last: signed in, or by the link of its mail; the office for it."""
    asked = who is not None and who.wears(talk.section_id) and (who.sure or by_link(who, talk))
    return talk.proposal.state == "in_talks" and talk.ended is None and (asked or is_office(who))


def by_link(who: Who, talk: Talk) -> bool:
    """Whether the section itself is at the keyboard: nobody signs in as a section, only the key of its mail says so."""
    return not who.signed_in and who.person.pk == talk.section_id


def can_pass_on(who: Who | None, talk: Talk) -> bool:
    """「うちではない」: by people who have signed in; a link answers, it does not hand on."""
    return who is not None and who.signed_in and can_reply(who, talk)


def can_read_memo(who: Who | None, talk: Talk) -> bool:
    """担当者メモ（庁内）: the section itself and the office."""
    return who is not None and who.sure and (who.wears(talk.section_id) or who.office)


def can_score(who: Who | None, proposal: Proposal) -> bool:
    """A member of the panel who does not stand too near, while the panel looks at it."""
    return proposal.state in OPEN_TO_SCORES and seat_of(who, proposal) is not None


def can_have_book(who: Who | None, scheme: Scheme) -> bool:
    """The panel's book: the office, and each member theirs."""
    return can_run(who) or panel_seat(who, scheme) is not None


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


def can_type_sheet(who: Who | None, proposal: Proposal) -> bool:
    """Type a member's sheet from paper: the office. It counts once the member has handed it in."""
    return is_office(who) and proposal.state in OPEN_TO_SCORES


def can_see_each_sheet(who: Who | None, proposal: Proposal, round_key: str) -> bool:
    """Who gave how many points: the office, and the chair once their own sheet of the round is in. Nobody else."""
    if is_office(who):
        return True
    seat = seat_of(who, proposal)
    if seat is None or seat.role != PanelSeat.Role.CHAIR or proposal.state not in SEEN_BY_PANEL:
        return False
    return has_handed_in(seat, proposal, round_key)


def has_handed_in(seat: PanelSeat, proposal: Proposal, round_key: str) -> bool:
    """Whether a sheet of this seat for the round was handed in, be it open again now."""
    rows = ScoreSheet.objects.filter(seat=seat, proposal=proposal, round=round_key)
    return rows.exclude(state=ScoreSheet.State.OPEN).exists()


def can_see_count(who: Who | None, proposal: Proposal, round_key: str) -> bool:
    """The totals, without names: the office, and each member once their own sheet is in, so that nobody leans on the others."""
    if is_office(who):
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
    return is_office(who) and proposal.state in ON_STAGE


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


def can_ask_for_need(who: Who | None, proposal: Proposal) -> bool:
    """Say in public what the project is short of: whoever carries it, while it is at work."""
    return proposal.state in way.AT_WORK and bool(sides(who, proposal) & {PROPOSER, PARTNER})


def asked_by_own_side(who: Who | None, pending: Pending) -> bool:
    """Whether the change was asked for by the side this person stands on: it may take it back, and not agree to it."""
    mine = sides(who, pending.proposal)
    groups = pending.asked_by_id == pending.proposal.by_id
    return who is not None and (who.wears(pending.asked_by_id) or (PROPOSER if groups else SECTION) in mine)


def can_agree_to_change(who: Who | None, pending: Pending) -> bool:
    """The other side, and nobody who stands on both."""
    waits = pending.agreed is None and pending.dropped is None
    both = bool(sides(who, pending.proposal) & {PROPOSER, SECTION})
    return waits and both and not asked_by_own_side(who, pending)


def can_drop_change(who: Who | None, pending: Pending) -> bool:
    """Either side: the one takes it back, the other leaves it as it is."""
    waits = pending.agreed is None and pending.dropped is None
    return waits and bool(sides(who, pending.proposal) & {PROPOSER, SECTION})


def can_tick_exit(who: Who | None, proposal: Proposal) -> bool:
    """The checklist of the way out: those who did it, and the office."""
    return proposal.state == "onward" and bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION, OFFICE})


def can_draft_case(who: Who | None, proposal: Proposal) -> bool:
    """A case from what is there: the group, once it is completed."""
    return proposal.state in ("completed", "onward") and PROPOSER in sides(who, proposal)


def can_disclose(who: Who | None) -> bool:
    """開示用一式: the office."""
    return is_office(who)


def can_look_back(who: Who | None, proposal: Proposal) -> bool:
    """Each party for itself."""
    return proposal.state == "looking_back" and bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION})
