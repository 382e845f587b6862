"""draft → (waiting for a second person) → shown → ended. What was shown once is never deleted (R52)."""

from yoriai.kernel.lifecycle import Lifecycle, Move

OWNER = "whoever speaks for it"

ENTRY = Lifecycle(
    "entry",
    [
        Move("draft", "show", "shown", OWNER),
        Move("draft", "ask_second", "waiting", OWNER),
        Move("waiting", "agree", "shown", "a second person of the same organisation"),
        Move("waiting", "take_back", "draft", OWNER),
        Move("shown", "end", "ended", OWNER),
        Move("ended", "show", "shown", OWNER),
        Move("ended", "ask_second", "waiting", OWNER),
    ],
)

THEME_IDEA = Lifecycle(
    "theme idea",
    [
        Move("proposed", "adopt", "adopted", "the office"),
        Move("proposed", "decline", "declined", "the office, with a reason"),
    ],
)

INTRODUCTION = Lifecycle(
    "introduction",
    [
        Move("asked", "agree", "agreed", "the last of the two to say yes"),
        Move("asked", "decline", "declined", "either of the two"),
        Move("asked", "lapse", "lapsed", "the date"),
        Move("agreed", "meet", "met", "either of the two, or the connector"),
        Move("agreed", "end", "ended", "either of the two, or the connector"),
        Move("met", "try", "trial", "either of the two, or the connector"),
        Move("met", "partner", "partnered", "either of the two, or the connector"),
        Move("met", "end", "ended", "either of the two, or the connector"),
        Move("trial", "partner", "partnered", "either of the two, or the connector"),
        Move("trial", "end", "ended", "either of the two, or the connector"),
        Move("partnered", "end", "ended", "either of the two, or the connector"),
    ],
)

SIGN_UP = Lifecycle(
    "sign-up",
    [
        Move("waiting", "move_up", "booked", "the platform, when a seat is free"),
        Move("waiting", "give_back", "left", "the person, by their link, or the organiser"),
        Move("booked", "give_back", "left", "the person, by their link, or the organiser"),
    ],
)

PAPER = Lifecycle(
    "paper",
    [
        Move("arrived", "type", "typed", "the office"),
        Move("typed", "type", "typed", "the office"),
        Move("typed", "send", "sent", "the office"),
        Move("sent", "type", "typed", "the office, once its sender wants something mended"),
        Move("typed", "agree", "agreed", "its sender, by telephone, on signed paper or by the number on the receipt"),
        Move("sent", "agree", "agreed", "its sender, by telephone, on signed paper or by the number on the receipt"),
        Move("typed", "wish", "typed", "its sender"),
        Move("sent", "wish", "typed", "its sender"),
        Move("arrived", "refuse", "refused", "the office, for a sheet that is nobody's entry"),
        Move("typed", "refuse", "refused", "its sender"),
        Move("sent", "refuse", "refused", "its sender"),
    ],
)

SURVEY = Lifecycle(
    "survey",
    [
        Move("draft", "open", "open", "the office"),
        Move("open", "close", "closed", "the office, or its last day"),
        Move("closed", "publish", "published", "the office"),
    ],
)

ARTICLE = Lifecycle(
    "article",
    [
        Move("assigned", "write", "draft", "its reporter"),
        Move("assigned", "hand_back", "handed_back", "its reporter, with a reason"),
        Move("assigned", "give_up", "given_up", "the desk"),
        Move("handed_back", "assign", "assigned", "the desk, to somebody else"),
        Move("handed_back", "give_up", "given_up", "the desk"),
        Move("draft", "write", "draft", "its reporter"),
        Move("draft", "offer", "offered", "its reporter, with an idea of their own"),
        Move("draft", "send", "checking", "its reporter, where the desk asked for it"),
        Move("draft", "hand_back", "handed_back", "its reporter, where the desk asked for it"),
        Move("draft", "give_up", "given_up", "its reporter, or the desk that asked for it"),
        Move("offered", "take_back", "draft", "its reporter"),
        Move("offered", "return", "draft", "the desk, with a word"),
        Move("offered", "send", "checking", "the desk"),
        Move("offered", "vouch", "checked", "the desk, where it is about nobody"),
        Move("offered", "give_up", "given_up", "its reporter"),
        Move("checking", "find_right", "checked", "whoever it is about"),
        Move("checking", "find_wrong", "draft", "whoever it is about, with what is wrong"),
        Move("checking", "take_back", "draft", "its reporter"),
        Move("checking", "show_unchecked", "shown", "its reporter or the desk, once the day has passed, with a reason"),
        Move("checked", "write", "draft", "its reporter: another text is checked again"),
        Move("checked", "show", "shown", "its reporter or the desk"),
        Move("shown", "end", "ended", "its reporter or the desk"),
        Move("ended", "show", "shown", "its reporter or the desk"),
    ],
)

FEEDBACK = Lifecycle(
    "feedback",
    [
        Move("said", "say", "said", "whoever said it"),
        Move("said", "take_back", "taken_back", "whoever said it"),
        Move("taken_back", "say", "said", "whoever said it"),
    ],
)
