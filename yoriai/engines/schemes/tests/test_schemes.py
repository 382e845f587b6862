"""A scheme as data: reading, checking, adding up, counting, drawing lots."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from yoriai.engines.schemes import (
    Criterion,
    Field,
    Form,
    Line,
    Phase,
    Plan,
    Points,
    Round,
    Rules,
    Type,
    Unreadable,
    budget_faults,
    check,
    count,
    draw,
    plain,
    ranks,
    read_plan,
    sums,
)

ROUND = Round("final", "公開審査", (Criterion("public", "公益性", 60), Criterion("together", "協働性", 40)), scale=5)
FREE = Type("free", "自由提案型", cap=1_000_000, ratio=80, skips=("first_review",), rounds=("final",))
PLAN = Plan(
    name="協働事業提案制度",
    year=2027,
    types=(FREE,),
    phases=(Phase("call", "募集", dt.date(2027, 5, 1), dt.date(2027, 7, 31)),),
    fields=(Field("title", "事業名", "line"), Field("issue", "だれが、何に困っていますか")),
    forms=(Form("F1", "アイデアシート", ("issue",)), Form("F2", "提案書", ("title", "issue"), ("title",))),
    rounds=(ROUND,),
)


def codes(faults):
    return [(fault.what, fault.where) for fault in faults]


def test_a_plan_goes_out_as_plain_data_and_comes_back_the_same():
    assert read_plan(plain(PLAN)) == PLAN


def test_every_fault_of_the_data_is_named_at_once():
    data = plain(PLAN) | {"year": "令和9年", "colour": "red"}
    data["types"][0]["cap"] = -1
    data["fields"][0]["sort"] = "song"
    data["phases"][0]["ends"] = "七月末"
    del data["forms"][0]["name"]
    with pytest.raises(Unreadable) as wrong:
        read_plan(data)
    assert sorted(codes(wrong.value.faults)) == [
        ("missing", "forms[1].name"),
        ("negative", "types[1].cap"),
        ("no_day", "phases[1].ends"),
        ("not_one_of", "fields[1].sort"),
        ("unknown", "colour"),
        ("wrong_sort", "year"),
    ]


def test_a_sound_plan_has_no_faults():
    assert check(PLAN) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            {"rounds": (replace(ROUND, criteria=(Criterion("public", "公益性", 90),)),)},
            ("weights_not_100", "rounds.final"),
        ),
        ({"forms": PLAN.forms[1:]}, ("no_form", "forms")),
        ({"forms": (*PLAN.forms, Form("F9", "協定書", ("purpose",)))}, ("unknown_field", "forms.F9")),
        ({"phases": (Phase("call", "募集", about="夏ごろ"),)}, ("no_deadline", "phases.call")),
        ({"types": (replace(FREE, skips=()),)}, ("number_of_rounds", "types.free")),
        ({"types": (replace(FREE, ratio=120),)}, ("over_100", "types.free")),
        ({"types": (replace(FREE, skips=("first_review", "final_review")),)}, ("cannot_skip", "types.free")),
        ({"rules": Rules(trim=1, quorum=2)}, ("quorum_too_small", "rules.quorum")),
        ({"fields": (*PLAN.fields, Field("title", "名前"))}, ("twice", "fields")),
        (
            {"fields": (*PLAN.fields, Field("whom", "だれ", "several", options=("子ども、若者", "大人")))},
            ("comma_in_option", "fields.whom"),
        ),
    ],
)
def test_what_would_not_work_is_found_before_the_scheme_opens(change, fault):
    assert codes(check(replace(PLAN, **change))) == [fault]


def test_a_budget_adds_up_or_says_where_it_does_not():
    lines = [
        Line("income", "city", 800_000),
        Line("income", "参加費", 100_000),
        Line("income", "ボランティアの手", 50_000, in_kind=True),
        Line("spending", "報償費", 300_000, unit=10_000, quantity=30),
        Line("spending", "印刷製本費", 600_000),
        Line("spending", "ボランティアの手", 50_000, in_kind=True, counted=False),
    ]
    assert budget_faults(lines, replace(FREE, ratio=90)) == []
    assert (sums(lines).income, sums(lines).spending, sums(lines).eligible) == (950_000, 950_000, 900_000)
    assert codes(budget_faults(lines, FREE)) == [("over_ratio", "")]
    assert codes(budget_faults(lines, replace(FREE, cap=500_000, ratio=100))) == [("over_cap", "")]
    wrong = [*lines[:3], replace(lines[3], quantity=29), *lines[4:]]
    assert codes(budget_faults(wrong, replace(FREE, ratio=100))) == [("line_sum", "4")]
    assert codes(budget_faults(lines[:-1], replace(FREE, ratio=100))) == [("unequal", ""), ("in_kind_unequal", "")]


def sheet(member, public, together):
    return Points(member, {"public": public, "together": together})


def test_totals_are_weighted_trimmed_and_exact():
    sheets = [sheet(1, 5, 5), sheet(2, 4, 3), sheet(3, 4, 4), sheet(4, 0, 0)]
    tally = count(sheets, ROUND, Rules(trim=1, quorum=3, pass_at=70))
    assert tally.totals == ((1, Fraction(100)), (3, Fraction(80)), (2, Fraction(72)), (4, Fraction(0)))
    assert tally.left_out == (1, 4)
    assert (tally.mean, tally.in_tenths, tally.passes) == (Fraction(76), 760, True)
    assert tally.by_criterion == {"public": Fraction(4), "together": Fraction(7, 2)}


def test_without_a_quorum_there_is_no_result():
    tally = count([sheet(1, 5, 5)], ROUND, Rules(quorum=3))
    assert (tally.mean, tally.passes) == (None, None)


def test_a_sheet_with_a_gap_or_too_many_points_is_no_sheet():
    with pytest.raises(ValueError, match="together"):
        count([Points(1, {"public": 3})], ROUND, Rules(quorum=1))
    with pytest.raises(ValueError, match="public"):
        count([sheet(1, 6, 1)], ROUND, Rules(quorum=1))


def test_equal_means_share_a_rank_unless_the_first_criterion_decides():
    rules = Rules(quorum=1, tie="chair")
    tallies = {"A": count([sheet(1, 3, 3)], ROUND, rules), "B": count([sheet(1, 5, 0)], ROUND, rules)}
    tallies["C"] = count([sheet(1, 1, 1)], ROUND, rules)
    assert ranks(tallies, ROUND, rules) == [(1, "A"), (1, "B"), (3, "C")]
    assert ranks(tallies, ROUND, replace(rules, tie="first_criterion")) == [(1, "B"), (2, "A"), (3, "C")]


def test_a_lot_can_be_drawn_again_by_anybody():
    names = ["P7K2M4", "H3QX9T", "M2WD5R", "K8FN6J"]
    assert draw(names, "あやめ") == draw(reversed(names), "あやめ")
    assert sorted(draw(names, "あやめ")) == sorted(names)
    assert draw(names, "あやめ") != draw(names, "さくら")
