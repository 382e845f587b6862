"""A plan as a file, a year later, and what was changed in it."""

import datetime as dt
from dataclasses import replace

import pytest

from yoriai.engines.schemes import (
    Phase,
    Rules,
    Type,
    Unreadable,
    check,
    differences,
    next_year,
    plain,
    read_plan,
    read_text,
    to_json,
    to_toml,
)
from yoriai.engines.schemes.differences import Change
from yoriai.engines.schemes.tests.test_schemes import FREE, PLAN, codes


@pytest.mark.parametrize(("write", "name"), [(to_toml, "plan.toml"), (to_json, "plan.json"), (to_json, "PLAN.JSON")])
def test_a_plan_goes_out_as_a_file_and_comes_back_the_same(write, name):
    odd = replace(
        PLAN, about='一行目\n二行目 "引用" \\ \x7f 終わり', rules=Rules(quorum=5), exclusions=("2027-05-01", "営利")
    )
    assert read_text(write(odd), name) == odd


@pytest.mark.parametrize(
    ("text", "name", "fault"),
    [
        ("name = ", "a.toml", ("no_toml", "a.toml")),
        ("{", "a.json", ("no_json", "a.json")),
        ("[" * 100_000, "a.json", ("no_json", "a.json")),
        ("x = " + "[" * 100_000, "a.toml", ("no_toml", "a.toml")),
        ("[]", "a.json", ("not_a_table", "")),
    ],
)
def test_a_file_that_is_no_plan_says_so(text, name, fault):
    """threats.md, flooding: a file nested without end is refused and breaks nothing."""
    with pytest.raises(Unreadable) as wrong:
        read_text(text, name)
    assert codes(wrong.value.faults) == [fault]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"year": 9}, ("no_year", "year")),
        ({"name": "長" * 121}, ("too_long_text", "name")),
        ({"about": "長" * 4001}, ("too_long_text", "about")),
        ({"types": (replace(FREE, cap=10**13),)}, ("too_large", "types[1].cap")),
        ({"types": (replace(FREE, key="../x"),)}, ("bad_key", "types[1]")),
        ({"exclusions": ("営利",) * 201}, ("too_many", "exclusions")),
    ],
)
def test_what_no_page_could_carry_is_no_plan(change, fault):
    with pytest.raises(Unreadable) as wrong:
        read_plan(plain(replace(PLAN, **change)))
    assert codes(wrong.value.faults) == [fault]


def test_the_next_year_is_the_same_a_year_later():
    """R33: copied to next year, all dates moved; the last of February stays the last, times in words stay."""
    phases = (
        Phase("call", "募集", dt.date(2028, 2, 29), dt.date(2028, 7, 31)),
        Phase("talks", "協議", dt.date(2027, 2, 28), None),
        Phase("budget", "予算", about="3月ごろ"),
    )
    later = next_year(replace(PLAN, phases=phases))
    assert later.year == 2028
    assert [(phase.starts, phase.ends) for phase in later.phases] == [
        (dt.date(2029, 2, 28), dt.date(2029, 7, 31)),
        (dt.date(2028, 2, 29), None),
        (None, None),
    ]
    assert replace(later, year=2027, phases=phases) == replace(PLAN, phases=phases)


def test_every_change_is_named_at_its_place():
    """R33: a correction says what stood there and what stands there now, fact by fact."""
    after = replace(
        PLAN,
        name="新しい名前",
        types=(replace(FREE, cap=500_000), Type("small", "はじめの一歩型")),
        phases=(replace(PLAN.phases[0], ends=dt.date(2027, 8, 31)),),
        fields=tuple(reversed(PLAN.fields)),
        rules=replace(PLAN.rules, pass_at=70),
    )
    found = differences(PLAN, after)
    small = next(one for one in found if one.where == "types.small")
    assert (small.before, small.after["name"]) == (None, "はじめの一歩型")
    assert [one for one in found if one != small] == [
        Change("name", "協働事業提案制度", "新しい名前"),
        Change("types.free.cap", 1_000_000, 500_000),
        Change("phases.call.ends", "2027-07-31", "2027-08-31"),
        Change("fields", ["事業名", "だれが、何に困っていますか"], ["だれが、何に困っていますか", "事業名"]),
        Change("rules.pass_at", 60, 70),
    ]
    assert differences(PLAN, PLAN) == []


def test_a_class_can_only_be_bound_as_the_scheme_knows():
    known = replace(PLAN, contract=("委託型", "共催型"), types=(replace(FREE, contract=("補助型",)),))
    assert codes(check(known)) == [("unknown_contract", "types.free")]
    assert check(replace(known, types=(replace(FREE, contract=("共催型",)),))) == []


@pytest.mark.parametrize("written", ["17:15", "17:15:00", "17:15:59", dt.time(17, 15, 59)])
def test_the_hour_a_last_day_ends_with_is_read_to_the_minute(written):
    plan = read_plan(plain(PLAN) | {"rules": {"closes_at": written}})
    assert plan.rules.closes_at == dt.time(17, 15)
    assert plain(plan)["rules"]["closes_at"] == "17:15"


@pytest.mark.parametrize("written", ["24:00", "午後5時", "17:15+09:00", "17", 1715, True, None])
def test_what_is_no_time_of_day_is_named(written):
    with pytest.raises(Unreadable) as wrong:
        read_plan(plain(PLAN) | {"rules": {"closes_at": written}})
    assert codes(wrong.value.faults) == [("no_time_of_day", "rules.closes_at")]


@pytest.mark.parametrize(("write", "name"), [(to_toml, "plan.toml"), (to_json, "plan.json")])
def test_the_hour_goes_out_and_comes_back_and_its_change_is_found(write, name):
    early = replace(PLAN, rules=replace(PLAN.rules, closes_at=dt.time(17, 15)))
    assert read_text(write(early), name) == early
    assert differences(PLAN, early) == [Change("rules.closes_at", "23:59", "17:15")]
