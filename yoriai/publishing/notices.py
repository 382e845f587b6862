"""Who is told of a result: followers when it is shown, the team when a key is waited for or something is withdrawn."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from yoriai.kernel.models import Actor, Ask, Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.people.models import Outgoing
from yoriai.people.queries import followers_of, members_of, readers_of, way_to
from yoriai.publishing.content import Telling
from yoriai.publishing.models import Publication, Result
from yoriai.publishing.policy import SECOND_KEY
from yoriai.publishing.queries import downloads, shown_edition, telling_of

Channel = Publication.Channel


def _result(happened: Record) -> Result | None:
    return Result.objects.select_related("session__assembly", "by").filter(pk=happened.item_id).first()


def followers(result: Result) -> list[Actor]:
    """Whoever follows the result, its session, its forum, or a theme or area of one of them; each once."""
    session = result.session
    found = followers_of(result) | followers_of(session) | followers_of(session.assembly)
    return list(found.distinct())


def letter(told: Telling) -> tuple[str, str]:
    """Subject and text of what followers get. No voice is quoted in it: a mail cannot be called back."""
    facts = {"paper": told.city["paper_name"], "issue": told.issue, "headline": told.headline}
    if told.corrections:
        subject = _("Correction of %(paper)s no. %(issue)d: %(headline)s") % facts
    else:
        subject = _("%(paper)s no. %(issue)d: %(headline)s") % facts
    lines = [told.lead, *(text for _number, text in told.corrections)]
    return subject, "\n".join([*lines, _("What comes next: %(step)s") % {"step": told.next.step}])


@hears("result.published")
def published(happened: Record) -> Iterable[Notice]:
    """To followers: by mail, or as a line of the 電話・FAX・郵送 list; each only if that channel was ticked."""
    result = _result(happened)
    channels = set(happened.data.get("channels", ()))
    if result is None or not channels & {Channel.MAIL, Channel.BY_HAND}:
        return
    edition = shown_edition(result)
    if edition is None:  # withdrawn before the job ran
        return
    if edition.number == happened.data["edition"]:  # a channel may have been ended alone since
        channels &= downloads(result)
    subject, text = letter(telling_of(edition))
    for follower in followers(result):
        ways = {
            Channel.BY_HAND if way_to(one, result) == Outgoing.Way.BY_HAND else Channel.MAIL
            for one in readers_of(follower)
        }
        if ways & channels:
            yield Notice(follower, subject, text, result)


@hears("ask.asked")
def key_asked(happened: Record) -> Iterable[Notice]:
    """The other side's key: singly, for it has a date."""
    if happened.data.get("what") != SECOND_KEY:
        return
    row = Ask.objects.select_related("item", "asked").filter(pk=happened.data["ask"]).first()
    if row is None or row.state != Ask.State.ASKED:
        return
    text = _(
        "The result “%(title)s” is ready to be read and agreed. Please read it and turn your key, or say what should change."
    )
    yield Notice(row.asked, _("Please turn your key"), text % {"title": row.item.title}, row.item, singly=True)


@hears("result.withdrawn")
def withdrawn(happened: Record) -> Iterable[Notice]:
    """The whole team at once, with the reason."""
    result = _result(happened)
    if result is None:
        return
    for seat in members_of(result.by):
        if seat.person_id != happened.person_id:
            yield Notice(
                seat.person, _("A result was withdrawn"), f"{result.title}\n{result.withdrawn_why}", result, singly=True
            )


@hears("result.channel_ended")
def channel_ended(happened: Record) -> Iterable[Notice]:
    """The whole team at once: what ended, and why."""
    result = _result(happened)
    if result is None:
        return
    names = "、".join(str(Channel(channel).label) for channel in happened.data["channels"])
    subject = _("No longer shown: %(channels)s") % {"channels": names}
    for seat in members_of(result.by):
        if seat.person_id != happened.person_id:
            yield Notice(seat.person, subject, f"{result.title}\n{happened.data['reason']}", result, singly=True)
