"""Contact data: for one purpose, until one day, each look recorded."""

import datetime as dt

import pytest

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed
from yoriai.people import actions
from yoriai.people.models import Contact

FAR = dt.date(2030, 1, 1)


def test_each_look_is_recorded_with_who_and_without_what(cast):
    contact = actions.put_contact(cast.head, "phone", "000-000-0009", purpose="follow_up", ends=FAR)
    assert actions.look_at_contact(contact, by=cast.who(cast.officer), allowed=True) == "000-000-0009"
    record = Record.objects.get(verb="contact.read")
    assert (record.person, record.shown) == (cast.officer, "inside")
    assert "000-000-0009" not in str(record.data)


@pytest.mark.parametrize(("allowed", "sure"), [(False, True), (True, False)])
def test_nobody_looks_who_is_not_the_named_person_with_the_second_factor(cast, allowed, sure):
    contact = actions.put_contact(cast.head, "phone", "000-000-0009", purpose="follow_up", ends=FAR)
    with pytest.raises(NotAllowed):
        actions.look_at_contact(contact, by=cast.who(cast.officer, sure=sure), allowed=allowed)
    assert not Record.objects.filter(verb="contact.read").exists()


def test_contact_data_past_its_day_is_deleted_and_the_record_holds_only_the_number(cast):
    Contact.objects.all().delete()
    actions.put_contact(cast.head, "phone", "000-000-0009", purpose="follow_up", ends=dt.date(2026, 11, 1))
    kept = actions.put_contact(cast.head, "fax", "000-000-0008", purpose="notices", ends=FAR)
    assert actions.end_contacts(dt.date(2026, 11, 2)) == 1
    assert list(Contact.objects.all()) == [kept]
    assert Record.objects.get(verb="contacts.ended").data == {"count": 1}


def test_a_newer_number_takes_the_old_one_s_place(cast):
    Contact.objects.all().delete()
    actions.put_contact(cast.head, "phone", "000-000-0001", purpose="notices", ends=FAR)
    actions.put_contact(cast.head, "phone", "000-000-0002", purpose="notices", ends=FAR)
    assert [c.value for c in Contact.objects.all()] == ["000-000-0002"]
