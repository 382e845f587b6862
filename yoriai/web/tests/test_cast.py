from yoriai.kernel.models import Actor
from yoriai.web.demo.cast import make_cast


def test_making_the_cast_twice_makes_it_once(cast):
    before = Actor.objects.count()
    make_cast()
    assert Actor.objects.count() == before


def test_the_officer_wears_the_hats_of_section_and_team_and_the_outsider_none(cast):
    """R2: a section and a team are actors like any other."""
    assert cast.who(cast.officer).hats == {cast.officer.pk, cast.section.pk, cast.team.pk}
    assert cast.who(cast.officer).office
    assert cast.who(cast.outsider).hats == {cast.outsider.pk}
    assert not cast.who(cast.outsider).office
