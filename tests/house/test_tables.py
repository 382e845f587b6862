"""House rules 6, 8, 9 and the tables of kinds and moves."""

import re
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db import models

from tests.house.house import APPS, PACKAGE, ROOT
from yoriai.kernel.items.models import Item
from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.lifecycle import Lifecycle

# A noun, a dot, a past participle: regular ones, and the irregular ones we use.
IRREGULAR = (
    "given_up written sent_to_city told set_aside taken_back taken_away let_go left left_out begun said shown_again kept withdrawn "
    "read hidden shown summed_up made put found cut_off handed_over given_back done fallen spent drawn"
).replace(" ", "|")
PAST = re.compile(rf"[a-z_]+\.([a-z]+_)*([a-z]*ed|{IRREGULAR})(_[a-z]+)*")


def our_models():
    """Every model of ours."""
    return [m for m in apps.get_models() if m.__module__.startswith("yoriai.")]


def lifecycles():
    """Every lifecycle table of the house."""
    for path in sorted(PACKAGE.rglob("lifecycle.py")):
        name = "yoriai." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for value in vars(import_module(name)).values():
            if isinstance(value, Lifecycle):
                yield value


def test_every_kind_of_item_is_registered_with_its_model():
    kinds = {m.KIND for m in our_models() if issubclass(m, Item) and m is not Item}
    assert kinds == set(KINDS)


def test_every_child_of_item_has_a_manager_that_knows_visible_to():
    assert [
        m for m in our_models() if issubclass(m, Item) and not hasattr(m._default_manager.all(), "visible_to")
    ] == []


def test_foreign_keys_point_down_the_line():
    order = {name: place for place, name in enumerate(APPS)}
    wrong = []
    for model in our_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model is not None:
                target = field.related_model._meta.app_label
                if order.get(target, -1) > order[model._meta.app_label]:
                    wrong.append(f"{model.__name__}.{field.name} -> {target}")
    assert wrong == []


def test_every_foreign_key_to_item_names_its_way_back():
    wrong = []
    for model in our_models():
        for field in model._meta.local_fields:
            if field.is_relation and field.related_model is Item and not field.remote_field.related_name:
                wrong.append(f"{model.__name__}.{field.name}")
    assert wrong == []


def test_a_plain_yes_or_no_somebody_did_is_a_row_with_who_and_when():
    """Booleans that are facts of a thing are few and named here; a deed is a row."""
    known = {
        "User.is_active", "User.is_superuser", "Representation.is_deputy", "City.is_demo", "Key.as_deputy",
        "Statement.may_be_quoted", "Statement.wants_copy", "Outgoing.singly", "Organisation.needs_two", "Offer.beginners",
        "Need.beginners", "Case.hides_names", "Occurrence.all_day", "Suggestion.unlike",
        "SurveyQuestion.needed", "SurveyAnswer.may_be_quoted", "BudgetLine.counted", "BudgetLine.in_kind", "Talk.leads",
    }  # fmt: skip
    found = {
        f"{m.__name__}.{f.name}"
        for m in our_models()
        for f in m._meta.local_fields
        if isinstance(f, models.BooleanField)
    }
    assert found - known == set()


def test_the_pictures_of_the_moves_are_those_of_the_tables():
    page = (ROOT / "docs/reference/lifecycles.md").read_text("utf-8")
    for table in lifecycles():
        assert table.diagram() in page, f"run: python -m yoriai reference ({table.noun})"


def test_every_move_starts_from_a_state_that_can_be_reached_or_begins_the_table():
    for table in lifecycles():
        first = table.moves[0].source
        reached = {first} | {move.target for move in table.moves}
        assert {move.source for move in table.moves} <= reached, table.noun


def test_records_are_in_the_past_tense():
    verbs = set()
    for path in PACKAGE.rglob("*.py"):
        if "tests" not in path.parts and "migrations" not in path.parts:
            verbs |= set(re.findall(r"\brecord\(\s*[\"']([a-z_.]+)[\"']", path.read_text("utf-8")))
    assert [verb for verb in verbs if not PAST.fullmatch(verb)] == []


def test_every_variable_of_the_environment_is_documented():
    import yoriai.settings  # noqa: F401
    from yoriai import env

    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert [name for name in sorted(env.KNOWN) if f"`{name}`" not in page] == []


def test_the_glossary_holds_every_app_and_kind():
    page = (ROOT / "docs/glossary.md").read_text("utf-8")
    words = [*KINDS, *[app for app in APPS if (PACKAGE / app / "models.py").exists()]]
    assert [word for word in words if f"`{word}`" not in page] == []
    assert Path(ROOT / "LICENSE").read_text("utf-8").lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
