"""The addresses before the handing in for the atlas: money and guardians, hours for advice, sections that are asked."""

import datetime as dt

from django.utils import timezone

from yoriai.people.guests import hashed
from yoriai.proposals import actions
from yoriai.proposals.models import Consent, Proposal
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.tests.walk import Walk
from yoriai.web.demo.cast import Cast

# person: addresses, as in the atlas.
PAGES_EARLY: dict[str, list[str]] = {
    "stranger": ["proposals:guardian GUARDIAN_KEY", "proposals:guardian nonsense"],
    "student": ["proposals:supporting SUPPORT_ASKED", "proposals:youth YOUNG"],
    "worker": [
        "proposals:youth YOUNG", "proposals:new_supporter ALONE", "proposals:new_supporter ALONE ?q=生徒会",
        "proposals:booking BOOKED", "proposals:sections DRAFTING",
        "proposals:supporter_parted YOUNG", "proposals:minor YOUNG CONSENT",
    ],
    "officer": [
        "proposals:slots WALKED", "proposals:slot_withdrawn WALKED SLOT", "proposals:theme_asks ASKED_SCHEME",
        "proposals:youth YOUNG", "proposals:sections MATCHED", "proposals:supporter_on_paper SUPPORT_ASKED",
    ],
    "ward_officer": ["proposals:themes_asked ASKED_SCHEME", "proposals:imagining MATCHED"],
}  # fmt: skip
POSTED_EARLY = [
    "proposals:minors YOUNG", "proposals:booking_cancelled BOOKED",
    "proposals:homework DRAFTING HOMEWORK", "proposals:sharing MATCHED",
    "proposals:imagining_passed MATCHED", "proposals:draft_remark ASKED_SCHEME", "proposals:theme_file_back ASKED_SCHEME",
]  # fmt: skip
FILES_EARLY = ["proposals:consent_form YOUNG", "proposals:booking_calendar BOOKED", "proposals:theme_file ASKED_SCHEME"]


def signposts_early(cast: Cast, walk: Walk, drafting: Proposal) -> dict[str, object]:
    """Three youth ideas, an hour that is booked, a draft sections are asked about, an idea a section is asked about."""
    young = Walk(cast, "youth")
    alone, asked, whole = (young.begin(type="youth") for _ in range(3))
    for one in (asked, whole):
        actions.ask_supporter(one, cast.students, by=young.group)
    actions.answer_supporter(whole, by=young.partner, yes=True)
    row = actions.list_minor(whole, "ハル", by=young.group)
    linked = actions.list_minor(whole, "ミナト", by=young.group)
    Consent.objects.filter(pk=linked.pk).update(key_hash=hashed("guardian-key"), sent=timezone.now())
    facts = {"minutes": 45, "way": "place", "where": "市役所2階", "seats": 2}
    slot = actions.offer_slot(walk.scheme, by=walk.office, starts=timezone.now() + dt.timedelta(days=5), **facts)
    booked = walk.begin()
    actions.book(slot, booked, by=walk.group)
    return {
        "ALONE": alone.code,
        "SUPPORT_ASKED": asked.code,
        "YOUNG": whole.code,
        "CONSENT": row.pk,
        "GUARDIAN_KEY": "guardian-key",
        "SLOT": slot.pk,
        "BOOKED": booked.code,
        "HOMEWORK": drafting.consultations.get().pk,
        **_of_sections(cast, walk),
    }


def _of_sections(cast: Cast, walk: Walk) -> dict[str, object]:
    soon = timezone.localdate() + dt.timedelta(days=9)
    draft = actions.draw_up(examples()["sendai"], by=walk.office)
    actions.ask_for_themes(draft, [cast.ward_office], by=walk.office, due=soon, text="来年度のテーマをお願いします。")
    actions.remark_on_draft(draft, cast.ward_office, "締切を9月にできませんか。", by=walk.section)
    first = Walk(cast, "amagasaki")
    idea = actions.consult(first.begin(), cast.supporter, by=first.office)
    actions.share_idea(idea, by=first.group)
    actions.ask_to_imagine(idea, [cast.ward_office], by=first.office, due=soon)
    return {"ASKED_SCHEME": draft.code, "MATCHED": idea.code}
