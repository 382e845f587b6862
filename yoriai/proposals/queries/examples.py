"""The schemes that come with the platform, to begin from and to lay side by side (R36)."""

from functools import cache
from pathlib import Path

from yoriai.engines.schemes import Plan, read_file

FOLDER = Path(__file__).resolve().parents[1] / "schemes"


@cache
def examples() -> dict[str, Plan]:
    """Every example by its name: a complete scheme, modelled on one that runs somewhere."""
    return {path.stem: read_file(path) for path in sorted(FOLDER.glob("*.toml"))}
