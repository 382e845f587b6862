"""The text of an agreement, its parties, and who has not signed yet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from yoriai.engines.schemes import Fault
from yoriai.kernel.models import Actor, Ask
from yoriai.proposals.lifecycle import PART
from yoriai.proposals.models import Agreement, Pending, Proposal, Remark, Signature, Talk, Verdict
from yoriai.proposals.queries.sheets import ALL, carriers, sheet
from yoriai.proposals.queries.tables import Rows, budget_rows, budget_wrongs, cost_in_words, duties_in_words, duty_rows
from yoriai.proposals.queries.youth import receiver

# The key of a word beside a part of the agreement: this, and the part's place.
BESIDE = "F9:"


def latest(proposal: Proposal) -> Agreement | None:
    """The newest version."""
    return Agreement.objects.filter(proposal=proposal).order_by("-version").first()


def signers(proposal: Proposal) -> list[Actor]:
    """Who signs: the group, the partners who said yes, and the section that answers for the city (else the office)."""
    lead = Talk.objects.filter(proposal=proposal, leads=True, ended=None).select_related("section").first()
    city_side = lead.section if lead else proposal.scheme.by
    return [*carriers(proposal), city_side]


@dataclass(frozen=True, slots=True)
class Article:
    """A part that says something: its number as it is counted on paper, its place among all parts."""

    number: int
    place: int
    heading: str
    text: str


def articles(agreement: Agreement) -> list[Article]:
    """The parts that say something, counted from one; an empty part is left out."""
    said = [(place, *part) for place, part in enumerate(agreement.parts) if part[1].strip()]
    return [Article(number, *part) for number, part in enumerate(said, 1)]


@dataclass(frozen=True, slots=True)
class Party:
    """A party of the agreement and its signature under this version, if it has signed."""

    actor: Actor
    signature: Signature | None


def signed_by(agreement: Agreement) -> list[Party]:
    """Every party in its order, with its signature. Two queries."""
    have = {row.actor_id: row for row in agreement.signatures.select_related("person")}
    return [Party(actor, have.get(actor.pk)) for actor in signers(agreement.proposal)]


def agreed_changes(proposal: Proposal) -> list[Pending]:
    """変更: what both sides agreed to since, the oldest first."""
    rows = Pending.objects.filter(proposal=proposal, sort=Pending.Sort.CHANGE, agreed__isnull=False)
    return list(rows.select_related("asked_by", "answered_by", "joins").order_by("agreed"))


def partners_touched(pending: Pending) -> list[Actor]:
    """Partners whose own part of the table of roles is another after the change; of the budget, whoever takes the money for the group."""
    proposal, tables = pending.proposal, pending.tables
    takes = receiver(proposal) if "budget" in tables else None
    duties = tables.get("duties", {"before": [], "after": []})
    partners = carriers(proposal)[1:]
    return [one for one in partners if one == takes or _part(one, duties["before"]) != _part(one, duties["after"])]


def _part(actor: Actor, rows: Rows) -> list[tuple[str, str, str, str]]:
    """What somebody carries by a table of roles: what, until when, how, with what."""
    carried = [(row, part) for row in rows for part in row["parts"] if part["actor"] == actor.pk]
    return sorted((row["what"], row["due"], part["mark"], part["brings"]) for row, part in carried)


def parts_asked(pending: Pending) -> list[Ask]:
    """What partners were asked of this change while it waits, with their answers. One query."""
    rows = Ask.objects.filter(what=PART, item=pending.proposal_id, created__gte=pending.asked)
    return list(rows.select_related("asked").order_by("pk"))


def words_beside(proposal: Proposal) -> dict[int, list[Remark]]:
    """Open words beside parts of the agreement, by the part's place."""
    rows = Remark.objects.filter(proposal=proposal, settled=None, key__startswith=BESIDE).select_related("by")
    found: dict[int, list[Remark]] = {}
    for row in rows.order_by("id"):
        place = place_beside(row.key)
        if place is not None:
            found.setdefault(place, []).append(row)
    return found


def place_beside(key: str) -> int | None:
    """The place of the part a word stands beside; None where the key names none."""
    place = key.removeprefix(BESIDE)
    return int(place) if place != key and place.isdecimal() and len(place) < 4 else None


def can_stand_beside(proposal: Proposal, key: str) -> bool:
    """Whether there is such a question, or such a part of the agreement."""
    place, newest = place_beside(key), latest(proposal)
    asked = key in {field.key for field in proposal.scheme.the_plan.fields}
    return asked or (place is not None and newest is not None and place < len(newest.parts))


def unsigned(agreement: Agreement) -> list[Actor]:
    """The parties whose signature is not under this version."""
    have = set(agreement.signatures.values_list("actor_id", flat=True))
    return [actor for actor in signers(agreement.proposal) if actor.pk not in have]


def kinds_of_agreement(proposal: Proposal) -> tuple[str, ...]:
    """契約の形: how both sides may bind themselves, in the city's own words: those of its class, else those of the scheme."""
    plan = proposal.scheme.the_plan
    return plan.type(proposal.type).contract or plan.contract


def kind_is_open(agreement: Agreement) -> bool:
    """Whether both sides have still to choose how they bind themselves. Of a single kind, or where the scheme knows none, never."""
    kinds = kinds_of_agreement(agreement.proposal)
    return len(kinds) > 1 and agreement.contract not in kinds


def unsaid(agreement: Agreement) -> list[str]:
    """What the scheme says an agreement must fix and no part of this one says, by the parts' headings."""
    said = [heading.strip() for heading, text in agreement.parts if heading.strip() and text.strip()]
    fixes = agreement.proposal.scheme.the_plan.fixes
    return [one for one in fixes if not any(one in heading or heading in one for heading in said)]


def money_that_does_not_add_up(agreement: Agreement) -> list[Fault]:
    """What is wrong with the budget as it stands under this version, as it is looked at when a proposal is handed in."""
    proposal = agreement.proposal
    if not agreement.budget:
        asked = any(form.budget for form in proposal.scheme.the_plan.forms)
        return [Fault("no_budget", "F3")] if asked else []
    return budget_wrongs(proposal, agreement.budget)


def parts_from(proposal: Proposal) -> list[list[str]]:
    """A first text out of what is there: [heading, text] for each part a joint project's agreement has, and for each the scheme
    wants fixed, under the scheme's own word for it. In Japanese, like all paper.
    """
    with override("ja"):
        parts = _standard(proposal)
        fixes = list(proposal.scheme.the_plan.fixes)
        made = []
        for heading, text, signs in parts:
            own = next((one for one in fixes if any(sign in one for sign in signs)), "")
            if own:
                fixes.remove(own)
            made.append([own or heading, text])
        return made + [[one, ""] for one in fixes]


def retold(last: Agreement, proposal: Proposal) -> list[list[str]]:
    """The parts of a version, with the sentences that were made from its budget and its roles made from those of now."""
    with override("ja"):
        again = {
            cost_in_words(last.budget): cost_in_words(budget_rows(proposal)),
            duties_in_words(last.duties): duties_in_words(duty_rows(proposal)),
        }
    return [[heading, again[text] if text and text in again else text] for heading, text in last.parts]


def _standard(proposal: Proposal) -> list[tuple[str, str, tuple[str, ...]]]:
    """(heading, text, signs by which a word of the scheme's own is known to mean this part)."""
    found = sheet(proposal, "F2", ALL)
    said = {one.field.key: one.text for one in found.questions} if found else {}
    settled = Verdict.objects.filter(proposal=proposal).exclude(conditions="").last()
    plan, takes = proposal.scheme.the_plan, receiver(proposal)
    money = ""
    if takes:
        money = _("%(who)s takes the money for the group, spends it with the group and keeps the accounts.") % {
            "who": takes.shown_name
        }
    return [
        (_("Parties"), "\n".join(actor.shown_name for actor in signers(proposal)), ("当事者",)),
        (_("Purpose"), said.get("purpose", ""), ("目的",)),
        (_("What we do together"), said.get("contents", ""), ("内容", "すすめ方", "進め方")),
        (_("Until when"), said.get("period", ""), ("期間",)),
        (_("Who does what"), duties_in_words(duty_rows(proposal)), ("役割", "だれが何を")),
        (_("Cost"), cost_in_words(budget_rows(proposal)), ("経費", "費用")),
        (_("Who takes the money"), money, ("あずか", "預か")),
        (_("Conditions of the adoption"), settled.conditions if settled else "", ("条件",)),
        (_("Responsibility and insurance"), said.get("insurance", ""), ("責任", "保険", "安全")),
        (
            _("What comes out of it"),
            plan.rights or _("Results and their rights belong to all parties together."),
            ("成果", "権利", "著作権"),
        ),
        (
            _("Personal data"),
            _("Personal data are kept only as long as the project needs them, by the party that asked for them."),
            ("個人情報",),
        ),
        (
            _("Sharing and openness"),
            _(
                "The parties tell each other early what goes well and what does not. How it was worked out is open to all."
            ),
            ("公開", "共有"),
        ),
        (
            _("Change and end"),
            _("A change, or an early end, is agreed by both sides in writing, with its reason."),
            ("変更", "中止"),
        ),
        (
            _("Looking back"),
            _(
                "When it is done each side looks back for itself, then all together. Papers are kept for %(years)d years."
            )
            % {"years": plan.rules.keep_years},
            ("ふりかえり", "振り返り", "評価"),
        ),
    ]
