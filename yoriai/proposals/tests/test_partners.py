"""Who might carry it with the group (R10, R38), and the consent of whoever is asked."""

from yoriai.directory import actions as directory
from yoriai.directory.models import Activity
from yoriai.kernel.models import Theme
from yoriai.proposals import actions
from yoriai.proposals.queries.partners import likely_partners


def told(cast, person, body, title, *themes):
    who = cast.who(person, body)
    made = directory.add_entry(Activity(), by=who, title=title, themes=Theme.objects.filter(code__in=themes))
    return directory.show_entry(made, by=who)


def test_those_who_show_something_in_the_same_themes_are_named_with_the_reason(walk, cast):
    proposal = walk.begin(themes=list(Theme.objects.filter(code__in=["yukikaki", "mimamori"])))
    told(cast, cast.student, cast.students, "雪の朝の当番", "yukikaki")
    told(cast, cast.student, cast.students, "見守りの散歩", "mimamori")
    told(cast, cast.salesman, cast.company, "配達の見守り", "mimamori")
    told(cast, cast.worker, cast.npo, "自分たちのこと", "yukikaki")
    names = [Theme.objects.get(code=code).name for code in ("yukikaki", "mimamori")]
    assert [(one.actor, set(one.themes)) for one in likely_partners(proposal)] == [
        (cast.students, set(names)), (cast.company, {names[1]}),
    ]  # fmt: skip


def test_who_is_asked_already_or_rests_is_not_named(walk, cast):
    proposal = walk.begin(themes=list(Theme.objects.filter(code="yukikaki")))
    told(cast, cast.student, cast.students, "雪の朝の当番", "yukikaki")
    told(cast, cast.salesman, cast.company, "雪の朝の配達", "yukikaki")
    actions.invite_partner(proposal, cast.students, by=walk.group)
    directory.pause(by=cast.who(cast.salesman, cast.company))
    assert likely_partners(proposal) == []


def test_a_no_leaves_no_trace_and_needs_no_reason(walk, cast):
    proposal = walk.begin()
    actions.invite_partner(proposal, cast.students, by=walk.group, role="当番")
    actions.answer_invitation(proposal, by=walk.partner, yes=False)
    assert not proposal.parties.exists()
    assert not proposal.audience.filter(actor=cast.students).exists()
