"""House rules 1, 2, 4, 5 and 7 as facts of the source."""

import ast

import pytest

from tests.house.house import APPS, DOORS, PACKAGE, of_module, shown, sources, tree

# What another app may import of an app; the second list is docs/decisions/0004-what-an-app-opens.md.
OPEN = {"models", "actions", "queries", "policy", "lifecycle"}
OPEN_TOO = {
    ("ui", None),  # components, forms, template tags and paper are there for everybody
    ("people", "guests"),
    ("people", "limits"),
    ("people", "forms"),
    ("people", "gate"),
    ("voices", "forms"),
    ("publishing", "content"),
    ("kernel", "registry"),
    ("kernel", "who"),
    ("kernel", "codes"),
}
WRITES = {"save", "create", "bulk_create", "delete", "update", "update_or_create", "get_or_create", "bulk_update"}


def app_of(path):
    """The app a file belongs to, or None."""
    first = path.relative_to(PACKAGE).parts[0]
    return first if first in APPS else None


def imports(path):
    """(app, first module inside it, whole dotted name) of each import of another of our apps."""
    for node in ast.walk(tree(path)):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "yoriai" and len(parts) > 2 and parts[1] in APPS:
                yield parts[1], parts[2:], name


def test_an_app_opens_only_its_five_modules_to_the_others():
    wrong = []
    for path in sources():
        own = app_of(path)
        for app, inside, name in imports(path):
            if app == own or own is None or (app, None) in OPEN_TOO:
                continue
            allowed = set(inside) & OPEN or any((app, part) in OPEN_TOO for part in inside)
            if not allowed and "demo" not in inside:
                wrong.append(f"{shown(path)} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_doors_do_not_write(app):
    """Only actions write; a door translates, calls one, answers."""
    wrong = []
    for path in of_module(app, *DOORS, "queries", "policy"):
        if path.stem == "tasks":
            continue
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
                continue
            source = ast.unparse(node.func.value)
            if "objects" in source or source.endswith(("_set", "item", "session", "result", "statement")):
                wrong.append(f"{shown(path)}:{node.lineno} {source}.{node.func.attr}")
    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_a_view_fits_in_fifteen_lines(app):
    wrong = []
    for path in of_module(app, "views", "desk", "api", "feeds"):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
                if lines > 15:
                    wrong.append(f"{shown(path)}:{node.lineno} {node.name}: {lines}")
    assert wrong == []


def test_no_code_of_ours_hides_work_in_signals():
    wrong = []
    for path in sources():
        text = path.read_text("utf-8")
        if "django.db.models.signals" in text or "django.dispatch" in text:
            wrong.append(shown(path))
    assert wrong == []


def test_public_functions_of_engines_actions_queries_and_policies_say_what_they_do():
    wrong = []
    for path in sources():
        parts = path.relative_to(PACKAGE).parts
        if not ({"engines"} & set(parts) or {"actions", "queries", "policy"} & {path.stem, path.parent.name}):
            continue
        for node in tree(path).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node) and not (isinstance(node, ast.ClassDef) and node.bases):
                wrong.append(f"{shown(path)}:{node.lineno} {node.name}")
    assert wrong == []
