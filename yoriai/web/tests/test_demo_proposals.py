"""The joint projects of the demo: made by the same actions as for real, and each at another point of its way."""

from yoriai.proposals.models import Proposal
from yoriai.proposals.tests.walk import Walk
from yoriai.web.demo.proposals import proposals


def test_the_demo_shows_a_project_at_every_part_of_the_way(cast):
    past, current = Walk(cast).scheme, Walk(cast).scheme
    proposals(cast, past, current)
    assert dict(Proposal.objects.values_list("title", "state")) == {
        "雪の朝、いっしょに": "onward",
        "火曜の台所": "under_way",
        "配達のついでに、ひと声": "in_talks",
        "冬休みの台所": "drafting",
        "夜の太鼓を、みんなの太鼓に": "idea",
    }
    past.refresh_from_db()
    assert past.state == "ended"
