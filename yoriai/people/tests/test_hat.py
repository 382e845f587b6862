"""On whose behalf: asked only of who has several hats, and never believed without a look."""

import pytest
from django import forms

from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotAllowed
from yoriai.people.forms import HatMixin
from yoriai.ui.forms import Form


class WordForm(HatMixin, Form):
    text = forms.CharField()


class GroupForm(WordForm):
    hat_kinds = (Actor.Kind.NPO,)


def test_somebody_with_one_hat_is_not_asked(cast):
    form = WordForm({"text": "こんにちは"}, who=cast.who(cast.resident))
    assert list(form.fields) == ["text"]
    assert form.is_valid()
    assert form.by.actor == cast.resident


def test_somebody_with_several_speaks_for_themselves_unless_they_choose(cast):
    form = WordForm(who=cast.who(cast.worker))
    assert [int(value) for value, _label in form.fields["hat"].choices] == [cast.worker.pk, cast.team.pk, cast.npo.pk]
    assert form["hat"].initial == cast.worker.pk


def test_the_hat_chosen_is_who_acts(cast):
    form = WordForm({"text": "こんにちは", "hat": str(cast.npo.pk)}, who=cast.who(cast.worker))
    assert form.is_valid()
    assert (form.by.person, form.by.actor) == (cast.worker, cast.npo)


@pytest.mark.parametrize("forged", ["company", "resident", "nonsense", "missing"])
def test_a_hat_that_is_not_theirs_is_refused(cast, forged):
    value = {"company": cast.company.pk, "resident": cast.resident.pk, "nonsense": "x; DROP", "missing": ""}[forged]
    form = WordForm({"text": "こんにちは", "hat": str(value)}, who=cast.who(cast.worker))
    assert not form.is_valid()
    assert "hat" in form.errors


def test_a_forged_hat_of_somebody_with_one_is_not_even_read(cast):
    form = WordForm({"text": "こんにちは", "hat": str(cast.company.pk)}, who=cast.who(cast.resident))
    assert form.is_valid()
    assert form.by.actor == cast.resident


def test_a_form_may_be_for_some_kinds_of_bodies_only(cast):
    form = GroupForm(who=cast.who(cast.worker))
    assert {int(value) for value, _label in form.fields["hat"].choices} == {cast.worker.pk, cast.npo.pk}


def test_what_a_hat_may_be_is_asked_of_the_person_and_not_of_the_form(cast):
    with pytest.raises(NotAllowed):
        cast.who(cast.resident).wearing(cast.company)
