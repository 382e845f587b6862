"""Every step is told to the group and its partners, the companion and the side whose turn it is; not to whoever took it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yoriai.directory.models import Party
from yoriai.kernel.models import Actor, Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.people.queries import followers_of, followers_of_itself
from yoriai.proposals.actions.steps import PAST
from yoriai.proposals.lifecycle import OFFICE, SECTION
from yoriai.proposals.models import Proposal, Step, Talk
from yoriai.proposals.queries.pages import step_for_all, turn_in_words
from yoriai.ui.dates import as_given

# Of these its group hears by the 控え, which says more (`notices.receipts`): one mail, not two.
RECEIPTED = frozenset({"submitted", "corrected", "handed_in_again", "reported_midway", "reported"})
# Of these its group is asked, which says what, why and until when: one mail, not two.
ASKED_OF_THE_GROUP = frozenset({"correction_asked"})
# Of these a document is frozen, and a 控え made, only where the scheme has the form.
WITH_FORM = {"reported_midway": "F10", "reported": "F13"}
# What everybody who follows the themes and areas of a project hears of, and no more.
NEWS = frozenset({"adopted", "agreed", "started", "told", "gone_on"})
NO_MORE = gettext_lazy(
    "Of a proposal that is not adopted, or not yet, everybody may know its number, name and class. The rest belongs to the group."
)


@hears(*sorted({f"proposal.{past}" for past in PAST.values()}))
def stepped(happened: Record) -> Iterator[Notice]:
    """Where it stands now, whose turn it is and until when; the reason where one was given. Sections and panel hear by their asks."""
    proposal = Proposal.objects.select_related("by", "scheme", "companion").filter(pk=happened.item_id).first()
    step = Step.objects.filter(proposal=happened.item_id, verb=happened.data.get("step", "")).order_by("-id").first()
    if proposal is None or step is None:
        return
    subject = _("%(state)s: %(title)s") % {"state": step.target_words, "title": proposal.title}
    lines = [step.reason, step.public_text, _turn(proposal) if step.target == proposal.state else ""]
    text = "\n".join(line for line in lines if line) or _("Its page says where it stands and what comes next.")
    past = happened.verb.removeprefix("proposal.")
    form = WITH_FORM.get(past)
    receipted = past in RECEIPTED and (form is None or proposal.scheme.the_plan.form(form) is not None)
    for actor in _concerned(proposal):
        if (receipted or past in ASKED_OF_THE_GROUP) and actor.pk == proposal.by_id:
            continue
        if actor.pk not in (happened.hat_id, happened.person_id):
            yield Notice(actor, subject, text, proposal, singly=True)
    yield from _to_followers(proposal, step, past)


def _to_followers(proposal: Proposal, step: Step, past: str) -> Iterator[Notice]:
    """What the page for everybody says of this step, and nothing else: news to whoever follows its themes and areas, each such step
    to whoever follows it by itself."""
    told = step_for_all(proposal, step)
    if told is None:
        return
    text = told.text or (proposal.summary or proposal.title if proposal.is_adopted else str(NO_MORE))
    subject = _("%(state)s: %(title)s") % {"state": told.words, "title": proposal.title}
    for follower in followers_of(proposal) if past in NEWS else followers_of_itself(proposal):
        yield Notice(follower, subject, text, proposal)


def _turn(proposal: Proposal) -> str:
    who = turn_in_words(proposal)
    if not who:
        return ""
    if proposal.due is None:
        return _("It is the turn of %(turn)s.") % {"turn": who}
    return _("It is the turn of %(turn)s, until %(day)s.") % {
        "turn": who,
        "day": as_given(proposal.until or proposal.due),
    }


def _concerned(proposal: Proposal) -> Iterator[Actor]:
    """The group, its partners, the companion; the office where it is the office's turn; a section only while it has something to do."""
    seen = set()
    partners = Party.objects.filter(item=proposal.pk, agreed__isnull=False, actor__isnull=False).select_related("actor")
    found = [proposal.by, *(row.actor for row in partners), proposal.companion]
    if proposal.turn == OFFICE:
        found.append(proposal.scheme.by)
    if proposal.turn == SECTION and proposal.state != Proposal.State.IN_TALKS:
        talks = Talk.objects.filter(proposal=proposal, leads=True, ended=None).select_related("section")
        found += [talk.section for talk in talks]
    for actor in found:
        if actor is not None and actor.pk not in seen:
            seen.add(actor.pk)
            yield actor


@hears("proposal.invitation_closed")
def invitation_closed(happened: Record) -> Iterator[Notice]:
    """Whoever was asked to carry it and had not answered: it went in without them, and nothing waits for them any more."""
    proposal = Proposal.objects.filter(pk=happened.item_id or 0).first()
    invited = Actor.objects.filter(pk=happened.data.get("actor")).first()
    if proposal is not None and invited is not None:
        text = _("The proposal you were asked to carry has been handed in. Your answer is no longer needed. Thank you.")
        yield Notice(invited, _("Handed in: %(title)s") % {"title": proposal.title}, text, None, singly=True)
