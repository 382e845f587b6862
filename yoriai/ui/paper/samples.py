"""Writing sample papers to look at: used by the `sample` commands of the apps that print."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter


def write_all(folder: Path, papers: Mapping[str, Callable[[], bytes]]) -> None:
    """Writes every file into the folder (made if absent) and tells its size and the seconds it took."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in papers.items():
        start = perf_counter()
        content = make()
        (folder / name).write_bytes(content)
        sys.stdout.write(f"{name:32}{len(content) / 1000:8.0f} kB {perf_counter() - start:6.2f} s\n")
