"""The joint projects of the demo: made by the same actions as for real, and each at another point of its way."""

from yoriai.proposals.models import Proposal, Scheme
from yoriai.web.demo.proposals import proposals
from yoriai.web.demo.schemes import schemes


def test_the_demo_shows_a_project_at_every_part_of_the_way(cast):
    proposals(cast, schemes(cast))
    shown = Proposal.objects.exclude(state__in=("not_adopted", "withdrawn"))
    assert dict(shown.values_list("title", "state")) == {
        "雪の朝、いっしょに": "onward",
        "火曜の台所": "under_way",
        "配達のついでに、ひと声": "in_talks",
        "冬休みの台所": "drafting",
        "夜の太鼓を、みんなの太鼓に": "idea",
    }
    assert sorted(Scheme.objects.values_list("state", flat=True)) == ["ended", "ended", "ended", "open"]
