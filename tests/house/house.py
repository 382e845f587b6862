"""Finding our own source files, for the tests of the house rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "yoriai"
APPS = [
    "kernel",
    "ui",
    "people",
    "voices",
    "directory",
    "guideline",
    "proposals",
    "assembly",
    "cityhall",
    "publishing",
    "web",
]
DOORS = ["views", "desk", "api", "feeds", "admin", "notices", "tasks"]


def sources(*, tests: bool = False) -> Iterator[Path]:
    """Python files of the package, without migrations; with tests only when asked."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if "migrations" in parts or (not tests and "tests" in parts):
            continue
        yield path


def of_module(app: str, *modules: str) -> Iterator[Path]:
    """The files of these modules of an app, whether born as a file or grown into a package."""
    for module in modules:
        yield from (PACKAGE / app).glob(f"{module}.py")
        yield from (PACKAGE / app / module).rglob("*.py")


def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def shown(path: Path) -> str:
    """The path as a person reads it."""
    return str(path.relative_to(ROOT))


def templates() -> Iterator[Path]:
    """Every template of ours."""
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.is_file():
            yield path
