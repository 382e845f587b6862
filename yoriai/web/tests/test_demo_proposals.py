"""The joint projects of the demo: made by the same actions as for real, and each at another point of its way."""

import datetime as dt

from django.utils import timezone

from yoriai.directory.models import Case, Offer
from yoriai.kernel.models import Ask
from yoriai.proposals.models import Proposal, Scheme, Step
from yoriai.proposals.queries.agreements import latest
from yoriai.web.demo.proposals import proposals
from yoriai.web.demo.schemes import schemes
from yoriai.web.demo.summer import summer


def test_the_demo_shows_a_project_at_every_part_of_the_way(cast):
    proposals(cast, schemes(cast))
    shown = Proposal.objects.exclude(state__in=("not_adopted", "withdrawn"))
    assert dict(shown.values_list("title", "state")) == {
        "雪の朝、いっしょに": "onward",
        "火曜の台所": "under_way",
        "配達のついでに、ひと声": "in_talks",
        "冬休みの台所": "drafting",
    }
    assert sorted(Scheme.objects.values_list("state", flat=True)) == ["ended", "ended", "ended", "open"]


def test_one_thread_leads_from_an_offer_through_the_project_to_its_case(cast, client):
    proposals(cast, schemes(cast))
    page = client.get(Proposal.objects.get(state="onward").get_absolute_url()).content.decode()
    offer = Offer.objects.get(title="坂道の雪かき、朝なら10人行けます")
    assert offer.get_absolute_url() in page
    case = Case.objects.get(title="雪の朝、いっしょに")
    assert case.get_absolute_url() in page
    assert offer.created < case.links_in.get().source.created < case.created < timezone.now() - dt.timedelta(days=20)


def test_panel_group_and_section_find_something_to_do_in_the_summer_call(cast):
    """One is judged and two sheets are missing, one is to be mended, one has a condition, one waits for a signature."""
    scheme = summer(cast)
    shown = {proposal.state: proposal for proposal in Proposal.objects.filter(scheme=scheme)}
    assert sorted(shown) == ["adopted_if", "agreeing", "final_review", "held"]
    call, day = scheme.the_plan.call, scheme.the_plan.phase("presentation")
    assert call.ends < timezone.localdate() and 0 <= (timezone.localdate() - day.ends).days < 7
    missing = Ask.objects.filter(item=shown["final_review"].pk, what="score", state="asked")
    assert {row.asked for row in missing} == {cast.judge, cast.member}
    assert [row.actor for row in latest(shown["agreeing"]).signatures.all()] == [cast.ward_office]
    assert all(step.at <= timezone.now() for step in Step.objects.all())
