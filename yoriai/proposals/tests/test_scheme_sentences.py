"""Every fault has its sentence; places and values of a plan are said in words."""

import ast
from pathlib import Path

import pytest

import yoriai.engines.schemes as engine
from yoriai.engines.schemes import Fault, check
from yoriai.engines.schemes.tests.test_schemes import PLAN
from yoriai.proposals.queries import handing_in, span, youth
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.sentences import SENTENCES, in_words, part_of
from yoriai.proposals.wording import NAMES, place_words, value_words


def faults_named_in(*files):
    """Every code a Fault is made with, read off the source."""
    for file in files:
        for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield code.value


def test_every_fault_has_its_sentence_and_every_sentence_its_fault():
    engine_files = Path(engine.__file__).parent.glob("*.py")
    # Named beside each other, chosen as the row is made: by the file's ending, by whether somebody was asked.
    assert {
        *faults_named_in(*engine_files, handing_in.__file__, youth.__file__, span.__file__),
        "no_json",
        "no_toml",
        "no_supporter_asked",
        "no_supporter_yet",
        "other_class_for_year",
        "over_its_years",
        "period_at_once",
        "period_one_year",
        "period_year_by_year",
    } == set(SENTENCES)


def test_every_column_of_a_plan_has_a_name():
    """A correction of any of it can be told in words."""
    from dataclasses import fields

    from yoriai.engines.schemes import Criterion, Field, Form, Keep, PaperAsked, Phase, Plan, Round, Rules, Type

    columns = {column.name for column in fields(Plan)}
    for name, kind in (
        ("types", Type), ("phases", Phase), ("fields", Field), ("forms", Form), ("papers", PaperAsked),
        ("keeps", Keep), ("rounds", Round), ("rules", Rules), ("rounds.criteria", Criterion),
    ):  # fmt: skip
        columns |= {f"{name}.{column.name}" for column in fields(kind) if column.name not in ("key", "code")}
    # Here the key itself says what it is; elsewhere it is only a handle.
    assert columns | {"papers.key", "keeps.key"} == set(NAMES)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("name", "Name of the scheme"),
        ("types.free.cap", "自由提案型：The city's part at most, yen"),
        ("types.free", "Classes：自由提案型"),
        ("types[1].cap", "自由提案型：The city's part at most, yen"),
        ("rounds.final.criteria.public.weight", "公開審査：公益性：Weight, of 100"),
        ("rules.pass_at", "Pass line, percent"),
    ],
)
def test_a_place_is_named_by_what_stands_there(where, words):
    from django.utils.translation import override

    with override("en"):
        assert place_words(where, PLAN) == words


def test_a_value_is_said_as_a_person_reads_it():
    assert value_words("phases.call.ends", "2027-07-31") == "令和9年7月31日（土）"
    assert value_words("types.free.cap", 3_000_000) == "3,000,000"
    assert value_words("forms.F2.required", ["title", "issue"], PLAN) == "事業名\nだれが、何に困っていますか"
    assert value_words("exclusions", ["営利", "宗教"]) == "営利\n宗教"


def test_every_fault_of_a_broken_plan_is_told_with_its_place_and_leads_to_its_page():
    from dataclasses import replace

    broken = replace(PLAN, name="", types=(), phases=(), forms=())
    told = {(fault.what, part_of(fault)): in_words(fault, broken) for fault in check(broken)}
    assert set(told) == {("empty", "texts"), ("none", "classes"), ("no_form", "forms"), ("no_deadline", "dates")}
    assert all(place and words for place, words in told.values())


def test_an_unknown_key_of_a_file_breaks_no_sentence():
    place, words = in_words(Fault("unknown", "types[3].colour%"))
    assert (bool(place), bool(words)) == (True, True)


def test_all_examples_can_be_told_as_rows_that_came():
    from yoriai.engines.schemes import Plan, differences

    for plan in examples().values():
        for change in differences(Plan(name="", year=plan.year), plan):
            assert place_words(change.where, plan, change.after) and value_words(change.where, change.after)
