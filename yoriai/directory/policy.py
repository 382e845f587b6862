"""Who may do what in the directory. An owner edits their own entry; the city and the centres confirm, ask and remark (R11)."""

from yoriai.directory.lifecycle import ARTICLE, ENTRY, FEEDBACK, INTRODUCTION, PAPER
from yoriai.directory.models import (
    Article,
    Confirmer,
    Entry,
    Event,
    Feedback,
    Introduction,
    Measure,
    Note,
    Paper,
    Party,
    PendingChange,
    SignUp,
    Survey,
)
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, Item
from yoriai.people.policy import can_speak_for, is_office
from yoriai.people.queries import bodies_to_open


def can_edit_places(who: Who | None) -> bool:
    """The office, with its second factor."""
    return is_office(who)


def can_add_entry(who: Who | None) -> bool:
    """Anybody with an account, for themselves or for a body they represent (R13)."""
    return who is not None and who.signed_in and _holds(who, who.actor)


def can_add_page(who: Who | None, body: Actor) -> bool:
    """Whoever speaks for the body makes its page."""
    return not body.is_human and can_speak_for(who, body)


def can_edit(who: Who | None, entry: Item) -> bool:
    """Whoever speaks for its owner. Nobody else, the office neither."""
    return who is not None and who.signed_in and _holds(who, entry.by)


def can_give_page(who: Who | None, entry: Entry) -> bool:
    """The office, where nobody speaks for the body whose page it is: it came from a list."""
    return is_office(who) and entry.kind == "organisation" and bodies_to_open().filter(pk=entry.by_id).exists()


def can_show(who: Who | None, entry: Entry) -> bool:
    """Its owner, while it is not shown yet or no longer."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "show")


def can_agree(who: Who | None, entry: Entry, asker_id: int | None) -> bool:
    """Another person of the same body than the one who wants it shown."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "agree") and who is not None and who.person.pk != asker_id


def can_agree_to_change(who: Who | None, entry: Entry, waiting: PendingChange | None) -> bool:
    """Another person of the same body than the one whose change waits."""
    return waiting is not None and who is not None and can_edit(who, entry) and who.person.pk != waiting.by_id


def can_take_back(who: Who | None, entry: Entry) -> bool:
    """Its owner, while it waits for the second person."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "take_back")


def can_end(who: Who | None, entry: Entry) -> bool:
    """Its owner; what has ended stays where it is and says so (R52)."""
    return can_edit(who, entry) and ENTRY.allows(entry.state, "end")


def can_confirm(who: Who | None, entry: Entry) -> bool:
    """The office, or a section or centre it has named, in that hat; and never an entry of one's own."""
    if who is None or not who.signed_in or who.wears(entry.by_id) or not entry.is_shown:
        return False
    return can_speak_for(who, who.actor) and (_is_the_office(who) or _is_confirmer(who))


def can_remark(who: Who | None, entry: Entry) -> bool:
    """The same ones."""
    return can_confirm(who, entry)


def can_withdraw_remark(who: Who | None, note: Note) -> bool:
    """Whoever made it, or the office."""
    return note.withdrawn is None and (is_office(who) or can_speak_for(who, note.by))


def can_name_confirmers(who: Who | None) -> bool:
    """The office."""
    return is_office(who)


def can_raise_theme(who: Who | None) -> bool:
    """Anybody with an account, in a hat of theirs (R4)."""
    return can_add_entry(who)


def can_edit_themes(who: Who | None) -> bool:
    """The office edits the list of themes, what they say and their figures."""
    return is_office(who)


def can_sign_up(who: Who | None, event: Event) -> bool:
    """Anybody, with an account or with a name and one way to be reached, where one signs up here."""
    return event.is_shown and event.sign_up == Event.SignUpBy.HERE


def can_see_people(who: Who | None, event: Event) -> bool:
    """Whoever speaks for the organiser, with the second factor: the list holds names, contact data and what people need."""
    return who is not None and who.sure and can_edit(who, event)


def can_give_back(who: Who | None, seat: SignUp) -> bool:
    """Whoever signed up, or the organiser. None: the holder of the link, which the door has checked."""
    if who is None:
        return True
    return seat.actor_id == who.person.pk or can_see_people(who, seat.occurrence.event)


def can_answer_for(who: Who | None, party: Party) -> bool:
    """A body somebody else has named, or a person: itself. Its owner's own name needs no consent."""
    if who is None or not who.signed_in or party.actor is None or party.actor_id == party.item.by_id:
        return False
    return _holds(who, party.actor)


def can_note_answer(who: Who | None) -> bool:
    """The office, for whoever cannot sign in; that nobody can is a fact the action checks."""
    return is_office(who)


def can_take_in(who: Who | None) -> bool:
    """The office: sheets of paper with the names of people."""
    return is_office(who)


def can_type(who: Who | None, paper: Paper) -> bool:
    """The office, until its sender has answered: from then on the entry is theirs alone (R11)."""
    return is_office(who) and PAPER.allows(paper.state, "type")


def can_note_yes(who: Who | None, paper: Paper) -> bool:
    """The office, with who said it and how."""
    return is_office(who) and PAPER.allows(paper.state, "agree")


# Who moves an article by which verb. Some need more: see `can_move_article`.
BY_REPORTER = frozenset(
    {"write", "offer", "send", "hand_back", "give_up", "take_back", "show", "show_unchecked", "end"}
)
BY_DESK = frozenset({"assign", "send", "return", "vouch", "give_up", "show", "show_unchecked", "end"})


def can_run_desk(who: Who | None) -> bool:
    """記者の机: the office and those it has named to confirm pages, in that hat."""
    if who is None or not who.signed_in or not can_speak_for(who, who.actor):
        return False
    return _is_the_office(who) or _is_confirmer(who)


def is_reporter(who: Who | None, article: Article) -> bool:
    """Whoever writes it, themselves: an article has one author, and no hat."""
    return who is not None and who.signed_in and who.person.pk == article.by_id


def can_read_draft(who: Who | None, article: Article) -> bool:
    """Its reporter; the desk, but for an idea that has not been handed in."""
    own_idea = article.state in (Article.State.DRAFT, Article.State.GIVEN_UP) and article.assigned_by_id is None
    return is_reporter(who, article) or (can_run_desk(who) and not own_idea)


def can_move_article(who: Who | None, article: Article, verb: str) -> bool:
    """Along the table, and in the part one has: the reporter writes, the desk assigns; an own idea goes by the desk first."""
    if not ARTICLE.allows(article.state, verb):
        return False
    assigned, draft = article.assigned_by_id is not None, article.state == Article.State.DRAFT
    if is_reporter(who, article) and verb in BY_REPORTER:
        alone = {"offer": not assigned, "hand_back": assigned, "give_up": not assigned, "send": assigned}
        return alone.get(verb, True)
    if verb not in BY_DESK or not can_run_desk(who):
        return False
    # An idea of somebody's own is theirs to write and to let go; what the desk asked for is theirs to hand in.
    return not (draft and verb == "send") and (assigned or not (draft or verb == "give_up"))


def can_check_article(who: Who | None, article: Article, asked: Actor) -> bool:
    """Whoever speaks for those it is about, or they by the link of their mail, which the door has checked; never who wrote it."""
    if who is None or who.person.pk == article.by_id or article.state != Article.State.CHECKING:
        return False
    return _holds(who, asked) if who.signed_in else who.person.pk == asked.pk


def can_correct_article(who: Who | None, article: Article) -> bool:
    """Its reporter or the desk, once it was shown: the text stands, what was wrong in it is added."""
    return article.state in (Article.State.SHOWN, Article.State.ENDED) and (
        is_reporter(who, article) or can_run_desk(who)
    )


def can_give_feedback(who: Who | None, measure: Measure) -> bool:
    """Anybody with an account, for themselves or a body of theirs; not those who offer the support."""
    return can_add_entry(who) and measure.is_shown and who is not None and not who.wears(measure.by_id)


def can_take_back_feedback(who: Who | None, feedback: Feedback) -> bool:
    """Whoever said it."""
    return can_speak_as(who, feedback.by) and FEEDBACK.allows(feedback.state, "take_back")


def can_reply_to_feedback(who: Who | None, feedback: Feedback) -> bool:
    """Whoever offers the support, as long as it stands there."""
    return can_speak_as(who, feedback.measure.by) and feedback.state == Feedback.State.SAID


def can_review(who: Who | None, measure: Measure) -> bool:
    """Its owner, or the office."""
    return measure.state != Measure.State.DRAFT and (can_speak_as(who, measure.by) or is_office(who))


def can_speak_as(who: Who | None, owner: Actor) -> bool:
    """A person for themselves, a member for their body."""
    return who is not None and who.signed_in and _holds(who, owner)


def _holds(who: Who, owner: Actor) -> bool:
    return who.person.pk == owner.pk if owner.is_human else can_speak_for(who, owner)


def _is_the_office(who: Who) -> bool:
    here = city()
    return here is not None and who.actor.pk == here.office_id and is_office(who)


def _is_confirmer(who: Who) -> bool:
    return Confirmer.objects.filter(actor=who.actor, ended=None).exists()


def can_pause(who: Who | None) -> bool:
    """Anybody, for themselves or for a body they speak for."""
    return who is not None and who.signed_in and _holds(who, who.actor)


def can_connect(who: Who | None) -> bool:
    """A section or centre the office has named, in that hat: it may bring two others together."""
    return who is not None and who.signed_in and _is_confirmer(who) and can_speak_for(who, who.actor)


def can_ask_introduction(who: Who | None, about: Entry, answers: Entry | None) -> bool:
    """Whoever stands on the other side, in that hat, or a connector for two others; never to one's own entry."""
    if who is None or not who.signed_in or not about.is_shown or (answers is not None and not answers.is_shown):
        return False
    if who.wears(about.by_id) or (answers is not None and answers.by_id == about.by_id):
        return False
    if answers is None or answers.by_id == who.actor.pk:
        return _holds(who, who.actor)
    return can_connect(who)


def can_answer_introduction(who: Who | None, introduction: Introduction) -> bool:
    """Whoever speaks for one of the two, while it is open."""
    return who is not None and who.signed_in and _ends(who, introduction) and introduction.state == "asked"


def can_tell_outcome(who: Who | None, introduction: Introduction, verb: str) -> bool:
    """One of the two or the connector, after both have said yes."""
    if who is None or not who.signed_in or not verb or verb in {"agree", "decline", "lapse"}:
        return False
    part = _ends(who, introduction) or (who.actor.pk == introduction.connector_id and _holds(who, who.actor))
    return part and INTRODUCTION.allows(introduction.state, verb)


def _ends(who: Who, introduction: Introduction) -> bool:
    return who.actor.pk in (introduction.one_id, introduction.other_id) and _holds(who, who.actor)


def can_run_surveys(who: Who | None) -> bool:
    """The office makes, opens, closes and publishes them, and types in what came on paper or by telephone."""
    return is_office(who)


def can_answer_survey(who: Who | None, survey: Survey) -> bool:
    """Whoever speaks for a body, in its hat, once it is open; that the body has a page is a fact the action checks."""
    if who is None or who.actor.is_human or survey.state == Survey.State.DRAFT:
        return False
    return can_speak_for(who, who.actor)
