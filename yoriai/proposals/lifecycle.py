"""The way of a joint project, from the first word to the next step, and of the scheme it stands in.

The fourth column of a move is the truth about who may make it: `policy` reads the sides out of it.
"""

from yoriai.kernel.lifecycle import Lifecycle, Move

PROPOSER = "the proposing group"
PARTNER = "a partner"
SECTION = "the section"
OFFICE = "the office"
DATE = "the date"
BETWEEN = " or "
# Sorts of asks that hang on where a proposal or a scheme stands.
IMAGINE, SUPPORT, THEME_SHEET, PART = "imagine", "support_proposal", "theme_sheet", "agree_part"
AGREE_STOP = "agree_stop"
# Passed on too often: the office brings those concerned together, over an idea and over a proposal.
SETTLE_IDEA, SETTLE = "settle_idea", "settle_section"


def _by(*sides: str) -> str:
    return BETWEEN.join(sides)


SCHEME = Lifecycle(
    "scheme",
    [
        Move("draft", "open", "open", OFFICE),
        Move("open", "end", "ended", _by(OFFICE, DATE)),
    ],
)

SCHEME_THEME = Lifecycle(
    "scheme theme",
    [
        Move("draft", "show", "shown", _by(SECTION, OFFICE)),
        Move("shown", "end", "ended", _by(SECTION, OFFICE)),
    ],
)

BEFORE_HANDING_IN = ("idea", "consulting", "drafting")
# Until the panel has spoken, the group may take it back; the public list then says 取下げ, with no reason.
BEFORE_RESULT = (
    "idea", "consulting", "drafting", "submitted", "checking", "correcting", "in_talks", "first_review", "held", "passed_first",
    "presenting", "final_review",
)  # fmt: skip
# The presentation in public, from its day on until the panel has spoken.
ON_STAGE = ("presenting", "final_review")
# Between the result and the agreement the group may say it will not do it after all.
BEFORE_AGREEMENT = ("adopted_if", "settling", "adopted", "awaiting_budget", "agreeing")
# From the agreement on, ending early is for both sides to agree, with the accounts settled.
AT_WORK = ("agreed", "under_way", "changing", "mid_reported")
# Where it has come to an end, of whatever sort: its group may begin a new one from it, tied to it.
OVER = ("not_passed", "not_adopted", "withdrawn", "given_up", "stopped", "completed", "onward")

PROPOSAL = Lifecycle(
    "proposal",
    [
        Move("idea", "consult", "consulting", OFFICE),
        Move("idea", "draft", "drafting", _by(PROPOSER, OFFICE)),
        Move("consulting", "draft", "drafting", _by(PROPOSER, OFFICE)),
        Move("drafting", "submit", "submitted", _by(PROPOSER, OFFICE)),
        Move("drafting", "lapse", "lapsed", DATE),
        # An idea nobody goes on with ends with its scheme, or a year after its date (`queries.handing_in`).
        Move("idea", "lapse", "lapsed", DATE),
        Move("consulting", "lapse", "lapsed", DATE),
        # It comes back to where it lapsed from: who had not begun to write is not asked to.
        Move("lapsed", "reopen", "drafting", OFFICE),
        Move("lapsed", "reopen_consulting", "consulting", OFFICE),
        Move("lapsed", "reopen_idea", "idea", OFFICE),
        Move("submitted", "check", "checking", OFFICE),
        Move("checking", "ask_correction", "correcting", OFFICE),
        Move("correcting", "correct", "checking", _by(PROPOSER, OFFICE)),
        Move("correcting", "lapse_correction", "uncorrected", DATE),
        Move("uncorrected", "reopen", "correcting", OFFICE),
        Move("checking", "begin_talks", "in_talks", OFFICE),
        Move("checking", "review_papers", "first_review", OFFICE),
        Move("checking", "schedule", "presenting", OFFICE),
        Move("checking", "review", "final_review", OFFICE),
        Move("in_talks", "review_papers", "first_review", OFFICE),
        Move("in_talks", "schedule", "presenting", OFFICE),
        Move("in_talks", "review", "final_review", OFFICE),
        Move("first_review", "pass", "passed_first", OFFICE),
        Move("first_review", "hold", "held", OFFICE),
        Move("first_review", "turn_down", "not_passed", OFFICE),
        Move("held", "hand_in_again", "first_review", _by(PROPOSER, OFFICE)),
        Move("held", "lapse_correction", "uncorrected", DATE),
        # What the panel held goes back behind the panel's first look, not before the check.
        Move("uncorrected", "reopen_held", "held", OFFICE),
        Move("passed_first", "schedule", "presenting", OFFICE),
        Move("passed_first", "review", "final_review", OFFICE),
        Move("presenting", "review", "final_review", OFFICE),
        Move("final_review", "adopt", "adopted", OFFICE),
        Move("final_review", "adopt_if", "adopted_if", OFFICE),
        Move("final_review", "refuse", "not_adopted", OFFICE),
        Move("adopted_if", "discuss", "settling", _by(OFFICE, SECTION)),
        Move("settling", "settle", "adopted", OFFICE),
        Move("adopted", "await_budget", "awaiting_budget", OFFICE),
        Move("adopted", "negotiate", "agreeing", _by(OFFICE, SECTION)),
        Move("awaiting_budget", "negotiate", "agreeing", _by(OFFICE, SECTION)),
        Move("awaiting_budget", "lose_budget", "stopped", OFFICE),
        Move("agreeing", "sign", "agreed", _by(PROPOSER, PARTNER, SECTION, OFFICE)),
        Move("agreed", "start", "under_way", _by(PROPOSER, SECTION, OFFICE)),
        # The office takes the steps of a change only for a side whose paper it holds (`actions.changes`).
        Move("under_way", "ask_change", "changing", _by(PROPOSER, SECTION, OFFICE)),
        Move("mid_reported", "ask_change", "changing", _by(PROPOSER, SECTION, OFFICE)),
        Move("changing", "agree_change", "under_way", _by(PROPOSER, SECTION, OFFICE)),
        Move("changing", "drop_change", "under_way", _by(PROPOSER, SECTION, OFFICE)),
        # A change that was asked for after the midway report leads back behind it.
        Move("changing", "agree_late_change", "mid_reported", _by(PROPOSER, SECTION, OFFICE)),
        Move("changing", "drop_late_change", "mid_reported", _by(PROPOSER, SECTION, OFFICE)),
        Move("under_way", "report_midway", "mid_reported", _by(PROPOSER, OFFICE)),
        Move("under_way", "carry_out", "carried_out", _by(PROPOSER, OFFICE)),
        Move("mid_reported", "carry_out", "carried_out", _by(PROPOSER, OFFICE)),
        Move("carried_out", "report", "reported", _by(PROPOSER, OFFICE)),
        Move("reported", "send_back", "sent_back", OFFICE),
        Move("sent_back", "report", "reported", _by(PROPOSER, OFFICE)),
        Move("reported", "accept", "looking_back", OFFICE),
        Move("looking_back", "tell", "told", OFFICE),
        Move("told", "complete", "completed", OFFICE),
        Move("completed", "go_on", "onward", _by(PROPOSER, SECTION, OFFICE)),
        *(Move(state, "withdraw", "withdrawn", _by(PROPOSER, OFFICE)) for state in BEFORE_RESULT),
        *(Move(state, "give_up", "given_up", _by(PROPOSER, OFFICE)) for state in BEFORE_AGREEMENT),
        # While a change waits, its answer comes first: one thing at a time lies before the other side.
        *(Move(state, "stop", "stopped", _by(PROPOSER, SECTION, OFFICE)) for state in AT_WORK if state != "changing"),
    ],
)

# Whose turn it is in each state; where nothing waits, nobody's.
TURN = {
    "idea": OFFICE, "consulting": PROPOSER, "drafting": PROPOSER, "submitted": OFFICE, "checking": OFFICE, "correcting": PROPOSER,
    "lapsed": "", "uncorrected": "", "in_talks": SECTION, "first_review": OFFICE, "held": PROPOSER, "passed_first": OFFICE,
    "presenting": PROPOSER, "final_review": OFFICE, "adopted_if": SECTION, "settling": OFFICE, "adopted": OFFICE,
    "awaiting_budget": OFFICE, "agreeing": PROPOSER, "agreed": PROPOSER, "under_way": PROPOSER, "changing": SECTION,
    "mid_reported": PROPOSER, "carried_out": PROPOSER, "reported": OFFICE, "sent_back": PROPOSER, "looking_back": PROPOSER,
    "told": OFFICE, "completed": PROPOSER, "onward": "", "withdrawn": "", "not_passed": "", "not_adopted": "", "given_up": "",
    "stopped": "",
}  # fmt: skip

# Where the panel's words say why.
RESULTS = ("pass", "hold", "turn_down", "adopt", "adopt_if", "refuse")

# The phase of the year that ends what a state waits for: by its day, or in its words where no day is fixed yet.
DATES = {
    **dict.fromkeys(BEFORE_HANDING_IN, "call"), "first_review": "first_review", "passed_first": "presentation",
    "presenting": "presentation", "final_review": "result", "adopted": "result", "awaiting_budget": "budget", "agreeing": "agreement",
    "agreed": "agreement", "under_way": "completion", "mid_reported": "completion", "carried_out": "report",
    "looking_back": "look_back", "told": "meeting", "completed": "meeting",
}  # fmt: skip

# The states everybody may know of without knowing more than number, title and class; and those of an adopted project.
ADOPTED = frozenset(
    {
        "adopted_if", "settling", "adopted", "awaiting_budget", "agreeing", "agreed", "under_way", "changing", "mid_reported",
        "carried_out", "reported", "sent_back", "looking_back", "told", "completed", "onward", "given_up", "stopped",
    }
)  # fmt: skip
# What came to nothing; and the adopted projects that others can still join.
GIVEN_UP = frozenset({"given_up", "stopped"})
RUNNING = ADOPTED - GIVEN_UP - {"completed", "onward"}
# From the agreement on, whatever becomes of it.
SINCE_AGREED = ADOPTED - {*BEFORE_AGREEMENT, "given_up"}
