"""Who is told from the agreement to the look back. Whoever is asked hears of it by the ask itself."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yoriai.kernel.models import Actor, Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.proposals.models import Agreement, Duty, Part, Pending, Proposal
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.work import every_sheet_is_in


def _proposal(record: Record) -> Proposal | None:
    return Proposal.objects.select_related("by", "scheme__by", "companion").filter(pk=record.item_id or 0).first()


def _page(proposal: Proposal, name: str) -> str:
    return settings.BASE_URL + reverse(f"proposals:{name}", args=[proposal.code])


def _others(actors: Iterable[Actor], record: Record) -> Iterator[Actor]:
    """Without whoever did it."""
    return (actor for actor in {actor.pk: actor for actor in actors}.values() if actor.pk != record.hat_id)


@hears("agreement.written")
def written_anew(record: Record) -> Iterator[Notice]:
    """Whoever had signed the version before: their signature belongs to that text."""
    proposal = _proposal(record)
    if proposal is None:
        return
    last = Agreement.objects.filter(proposal=proposal, version=record.data.get("version", 0) - 1).first()
    signed = [row.actor for row in last.signatures.select_related("actor")] if last is not None else []
    for actor in _others(signed, record):
        text = _("The text you signed has been changed. Please read what changed and sign again: %(page)s") % {
            "page": _page(proposal, "agreement_versions")
        }
        yield Notice(
            actor, _("The agreement was changed: %(title)s") % {"title": proposal.title}, text, proposal, singly=True
        )


@hears("proposal.signed")
def it_stands(record: Record) -> Iterator[Notice]:
    """Every party hears that all have signed."""
    proposal = _proposal(record)
    if proposal is not None:
        text = _("Every party has signed. The agreement, to read and to print: %(page)s") % {
            "page": _page(proposal, "agreement")
        }
        for actor in signers(proposal):
            yield Notice(actor, _("The agreement stands: %(title)s") % {"title": proposal.title}, text, proposal)


@hears("project.change_answered")
def change_answered(record: Record) -> Iterator[Notice]:
    """Whoever asked, and the other parties, hear what became of it."""
    proposal = _proposal(record)
    row = Pending.objects.select_related("asked_by", "joins").filter(pk=record.data.get("pending")).first()
    if proposal is None or row is None:
        return
    text = _("Both sides have agreed.") if row.agreed else _("It stays as it was.")
    page = _page(proposal, "stop" if row.sort == Pending.Sort.STOP else "change")
    subject = _("An answer about: %(title)s") % {"title": proposal.title}
    joins = [row.joins] if row.joins is not None else []
    for actor in _others([row.asked_by, *signers(proposal), *joins], record):
        yield Notice(actor, subject, f"{text}\n{page}", proposal, singly=actor.pk == row.asked_by_id)


@hears("project.joining_answered")
def joining_answered(record: Record) -> Iterator[Notice]:
    """Both sides hear what the new partner said; the other side's answer comes next."""
    proposal = _proposal(record)
    row = Pending.objects.select_related("asked_by", "joins").filter(pk=record.data.get("pending")).first()
    if proposal is None or row is None or row.joins is None:
        return
    said = _("%(who)s has said yes to joining.") if record.data.get("yes") else _("%(who)s does not join this time.")
    text = f"{said % {'who': row.joins.shown_name}}\n{_page(proposal, 'change')}"
    for actor in _others([row.asked_by, proposal.by, signers(proposal)[-1]], record):
        yield Notice(actor, _("A new partner's answer: %(title)s") % {"title": proposal.title}, text, proposal)


@hears("project.part_answered")
def part_answered(record: Record) -> Iterator[Notice]:
    """The side that answers hears it: its own answer comes next. Whoever asked hears it by the ask."""
    proposal = _proposal(record)
    row = Pending.objects.filter(pk=record.data.get("pending")).first()
    actor = Actor.objects.filter(pk=record.data.get("actor")).first()
    if proposal is None or row is None or actor is None:
        return
    yes = record.data.get("yes")
    said = _("%(who)s agrees to the change.") if yes else _("%(who)s does not agree to the change.")
    text = f"{said % {'who': actor.shown_name}}\n{_page(proposal, 'change')}"
    sides = [one for one in (proposal.by, signers(proposal)[-1]) if one.pk != row.asked_by_id]
    for one in _others(sides, record):
        yield Notice(one, _("An answer about: %(title)s") % {"title": proposal.title}, text, proposal)


@hears("project.duty_passed")
def duty_passed(record: Record) -> Iterator[Notice]:
    """The party that leads it; where none does, the group."""
    duty = Duty.objects.select_related("proposal__by").filter(pk=record.data.get("duty"), done=None).first()
    if duty is None or duty.due is None:
        return
    proposal = duty.proposal
    leads = [part.actor for part in duty.parts.filter(mark=Part.Mark.LEADS).select_related("actor")] or [proposal.by]
    text = _(
        "“%(what)s” was to be done by now. If it is, tick it; if not, a word in the log helps the others: %(page)s"
    ) % {
        "what": duty.what,
        "page": _page(proposal, "work"),
    }
    for actor in leads:
        yield Notice(actor, _("Its day has passed: %(title)s") % {"title": proposal.title}, text, proposal, singly=True)


@hears("project.silence_noticed")
def silence_noticed(record: Record) -> Iterator[Notice]:
    """The side that was silent, with what it carries; and the companion of the group: who has not been heard of for sixty days."""
    proposal = _proposal(record)
    silent = Actor.objects.filter(pk=record.data.get("actor") or 0).first()
    if proposal is None or silent is None:
        return
    page, subject = _page(proposal, "work"), _("How is it going? %(title)s") % {"title": proposal.title}
    duty = Duty.objects.filter(pk=record.data.get("duty") or 0).first()
    text = _("Nothing has been noted for sixty days. One sentence in the log is enough: %(page)s") % {"page": page}
    if duty is not None:
        text = _(
            "“%(what)s” is yours to see to, and nothing has been noted by your side for sixty days. One sentence in the log is "
            "enough: %(page)s"
        ) % {"what": duty.what, "page": page}
    yield Notice(silent, subject, text, proposal)
    if proposal.companion is not None and proposal.companion_id != silent.pk:
        words = _("Nothing has been noted for sixty days by %(who)s. A word with them may help: %(page)s")
        yield Notice(proposal.companion, subject, words % {"who": silent.shown_name, "page": page}, proposal)


@hears("look_back.handed_in", "look_back.sheet_waived")
def all_are_in(record: Record) -> Iterator[Notice]:
    """Once the last sheet is in: every side may read them all now, and the office sets a day to talk."""
    proposal = _proposal(record)
    if proposal is None or not every_sheet_is_in(proposal):
        return
    text = _("Every side has handed in its sheet. They can be read side by side now: %(page)s") % {
        "page": _page(proposal, "look_back")
    }
    subject = _("Looking back together: %(title)s") % {"title": proposal.title}
    for actor in {one.pk: one for one in [*signers(proposal), proposal.scheme.by]}.values():
        yield Notice(actor, subject, text, proposal)


@hears("look_back.talked_over")
def summary_to_agree_to(record: Record) -> Iterator[Notice]:
    """Every side: the summary is public once all say yes."""
    proposal = _proposal(record)
    if proposal is None:
        return
    text = _("The summary of the talk is written. Everybody may read it once every side says yes: %(page)s") % {
        "page": _page(proposal, "look_back")
    }
    for actor in signers(proposal):
        yield Notice(
            actor, _("May the summary be public? %(title)s") % {"title": proposal.title}, text, proposal, singly=True
        )


@hears("proposal.keeping_ended")
def keeping_ended(record: Record) -> Iterator[Notice]:
    """The office: the papers have been kept as long as they had to be. Nothing is deleted by itself."""
    proposal = _proposal(record)
    if proposal is not None:
        text = _(
            "Its papers have been kept for as long as the scheme says. Please decide what becomes of them: %(page)s"
        ) % {"page": settings.BASE_URL + reverse("proposals:kept")}
        yield Notice(proposal.scheme.by, _("Kept long enough: %(title)s") % {"title": proposal.title}, text, proposal)
