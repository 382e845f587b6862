"""The complete examples that come with the platform (R33, R36)."""

import pytest

from yoriai.engines.schemes import check, read_text, to_json, to_toml
from yoriai.proposals.queries.examples import examples

FORMS = [f"F{number}" for number in range(14)]


def test_four_examples_come_with_the_platform():
    assert sorted(examples()) == ["amagasaki", "sendai", "yokohama", "youth"]


@pytest.mark.parametrize("name", ["amagasaki", "sendai", "yokohama", "youth"])
def test_an_example_can_be_opened_as_it_is(name):
    """Read, checked, and the same after a way out and back in."""
    plan = examples()[name]
    assert check(plan) == []
    assert read_text(to_toml(plan), "plan.toml") == plan
    assert read_text(to_json(plan), "plan.json") == plan


@pytest.mark.parametrize("name", ["amagasaki", "sendai", "yokohama", "youth"])
def test_the_forms_stand_in_their_order_and_every_question_on_one_of_them(name):
    plan = examples()[name]
    codes = [form.code for form in plan.forms]
    assert codes == [code for code in FORMS if code in codes]
    themed = any(kind.themed for kind in plan.types)
    asked = any("in_talks" not in kind.skips for kind in plan.types)
    # A theme sheet where sections set themes, a section's reply where it is asked; the others belong to every scheme.
    left_out = {code for code, has in (("F0", themed), ("F6", asked)) if not has}
    assert set(FORMS) - set(codes) == left_out
    assert {field.key for field in plan.fields} == {key for form in plan.forms for key in form.fields}


def test_the_youth_class_is_eight_questions_and_an_answer_within_three_weeks():
    plan = examples()["youth"]
    (kind,) = plan.types
    assert len(plan.form("F2").fields) == 8
    assert (kind.cap, kind.supporter, kind.guardian) == (300_000, True, True)
    assert (plan.rules.rolling, plan.rules.result_days, plan.rules.consultation) == (True, 21, False)
    call = plan.phase("call")
    assert (call.starts.month, call.ends.month) == (6, 11)


def test_amagasaki_brings_together_in_two_stages_and_settles_the_contract_afterwards():
    plan = examples()["amagasaki"]
    assert plan.contract == ("委託", "補助", "その他")
    assert all(kind.contract == () for kind in plan.types)
    first, second = plan.phase("matching"), plan.phase("talks")
    assert 60 <= (second.ends - first.starts).days <= 92
    assert plan.phase("panel").about == "10月ごろ"


def test_yokohama_has_four_kinds_of_agreement_each_a_class():
    plan = examples()["yokohama"]
    assert [kind.contract for kind in plan.types] == [("委託型",), ("負担金型",), ("補助型",), ("共催型",)]
    assert plan.fixes == ("目的", "協働のすすめ方", "役割分担", "費用の分担", "責任の分担")
