"""The text of an agreement, its parties, and who has not signed yet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yoriai.kernel.models import Actor
from yoriai.proposals.models import Agreement, Part, Pending, Proposal, Remark, Signature, Talk, Verdict
from yoriai.proposals.queries.sheets import ALL, carriers, duties_of, sheet
from yoriai.ui.dates import full_date

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
    return list(rows.select_related("asked_by", "answered_by").order_by("agreed"))


def words_beside(proposal: Proposal) -> dict[int, list[Remark]]:
    """Open words beside parts of the agreement, by the part's place."""
    rows = Remark.objects.filter(proposal=proposal, settled=None, key__startswith=BESIDE).select_related("by")
    found: dict[int, list[Remark]] = {}
    for row in rows.order_by("id"):
        found.setdefault(int(row.key.removeprefix(BESIDE)), []).append(row)
    return found


def unsigned(agreement: Agreement) -> list[Actor]:
    """The parties whose signature is not under this version."""
    have = set(agreement.signatures.values_list("actor_id", flat=True))
    return [actor for actor in signers(agreement.proposal) if actor.pk not in have]


def parts_from(proposal: Proposal) -> list[list[str]]:
    """A first text out of what is there: [heading, text] for each part a joint project's agreement has."""
    found = sheet(proposal, "F2", ALL)
    said = {one.field.key: one.text for one in found.questions} if found else {}
    parties = signers(proposal)
    settled = Verdict.objects.filter(proposal=proposal).exclude(conditions="").last()
    money = sheet(proposal, "F3", ALL)
    part_of_city = (
        sum(row.amount for row in money.budget if row.side == "income" and row.item == "city") if money else 0
    )
    plan = proposal.scheme.the_plan
    return [
        [_("Parties"), "\n".join(actor.shown_name for actor in parties)],
        [_("Purpose"), said.get("purpose", "")],
        [_("What we do together"), said.get("contents", "")],
        [_("Until when"), said.get("period", "")],
        [_("Who does what"), _duties_in_words(proposal)],
        [_("Cost"), _("The city bears %(yen)s yen at most.") % {"yen": f"{part_of_city:,}"} if part_of_city else ""],
        [_("Conditions of the adoption"), settled.conditions if settled else ""],
        [_("Responsibility and insurance"), said.get("insurance", "")],
        [_("What comes out of it"), _("Results and their rights belong to all parties together.")],
        [
            _("Personal data"),
            _("Personal data are kept only as long as the project needs them, by the party that asked for them."),
        ],
        [
            _("Sharing and openness"),
            _(
                "The parties tell each other early what goes well and what does not. How it was worked out is open to all."
            ),
        ],
        [_("Change and end"), _("A change, or an early end, is agreed by both sides in writing, with its reason.")],
        [
            _("Looking back"),
            _(
                "When it is done each side looks back for itself, then all together. Papers are kept for %(years)d years."
            )
            % {"years": plan.rules.keep_years},
        ],
    ]


def _duties_in_words(proposal: Proposal) -> str:
    lines = []
    for duty in duties_of(proposal):
        who = "、".join(
            f"{'◎' if part.mark == Part.Mark.LEADS else '○'}{part.actor.shown_name}" for part in duty.parts.all()
        )
        until = f"（{full_date(duty.due)}）" if duty.due else ""
        lines.append(f"{duty.what}{until}　{who}")
    return "\n".join(lines)
