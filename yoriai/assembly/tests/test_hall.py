import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.actions.commitments import Reach
from yoriai.assembly.models import Headcount, Material
from yoriai.assembly.tests.evening import a_session, team
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible


@pytest.fixture
def session(cast):
    return a_session(cast)


def test_any_party_puts_material_on_the_table_and_takes_it_back(cast, session):
    """R17."""
    made = actions.add_material(session, "配達の地図", by=cast.who(cast.salesman, cast.company), text="12軒の地図")
    assert made.by == cast.company
    with pytest.raises(NotPossible):
        actions.add_material(session, "からっぽ", by=cast.who(cast.resident))
    with pytest.raises(NotAllowed):
        actions.remove_material(made, by=cast.who(cast.resident))
    actions.remove_material(made, by=cast.who(cast.salesman))
    assert not Material.objects.exists()
    assert Record.objects.filter(verb="material.removed", item=session).count() == 1


def test_a_photo_of_cards_is_kept_beside_them(cast, session):
    printed = actions.print_cards(session, 2, by=team(cast))
    sheet = actions.add_sheet(session, ContentFile(b"x", name="a.jpg"), printed, by=team(cast))
    assert set(sheet.cards.all()) == set(printed)
    other = a_session(cast, forum=session.assembly)
    with pytest.raises(NotPossible):
        actions.add_sheet(other, ContentFile(b"x", name="a.jpg"), printed, by=team(cast))


def test_who_was_there_is_numbers_by_kind_and_never_names(cast, session):
    """R14, R15."""
    actions.put_headcounts(session, {"person": (31, 12), "section": (2, 0), "npo": (0, 0)}, by=team(cast))
    assert {(h.kind, h.people, h.first_time) for h in Headcount.objects.all()} == {
        ("person", 31, 12),
        ("section", 2, 0),
    }
    actions.put_headcounts(session, {"person": (30, 12)}, by=team(cast))
    assert Headcount.objects.get(kind="person").people == 30
    with pytest.raises(NotPossible):
        actions.put_headcounts(session, {"person": (3, 4)}, by=team(cast))
    with pytest.raises(NotAllowed):
        actions.put_headcounts(session, {"person": (3, 4)}, by=cast.who(cast.resident))


def test_only_somebody_of_the_team_is_named_for_the_reception(cast, session):
    with pytest.raises(NotPossible):
        actions.name_reception(session, cast.outsider, by=team(cast))
    row = actions.name_reception(session, cast.worker, by=team(cast))
    assert actions.name_reception(session, cast.worker, by=team(cast)) == row
    actions.end_reception(row, by=team(cast))
    with pytest.raises(NotAllowed):
        actions.look_at_contacts(session, by=cast.who(cast.worker))


def test_each_look_at_contact_data_is_recorded_without_the_data(cast, session):
    """R24, threats.md: staff reading of private data is logged."""
    actions.add_commitment(
        session,
        "花を植える",
        by=team(cast),
        due=timezone.localdate(),
        name="はなこ",
        reach=Reach("phone", "000-000-0009"),
    )
    actions.name_reception(session, cast.worker, by=team(cast))
    for _look in range(2):
        assert [c.value for c in actions.look_at_contacts(session, by=cast.who(cast.worker))] == ["000-000-0009"]
    rows = Record.objects.filter(verb="contacts.looked_at")
    assert [(r.person, r.data, r.shown) for r in rows] == [(cast.worker, {"count": 1}, "inside")] * 2
    with pytest.raises(NotAllowed):
        actions.look_at_contacts(session, by=cast.who(cast.officer))
