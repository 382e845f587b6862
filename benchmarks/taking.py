"""Time and memory of imports into the database: `python -m benchmarks.taking [ROWS]` (10,000), in a city that is set up.

Everything is done and taken back (a rehearsal): nothing of it stays. Each kind in a process of its own, so that its peak of
memory is its own; first all rows are new, then the same file again, then every row changed.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.tables import KINDS, TODAY, peak  # noqa: F401  the rows are those of the layer that reads them
from yoriai.engines.tables.writing import to_csv


def main(rows: int) -> None:
    """Print the figures of each kind."""
    print(f"{rows} rows: new / the same again / every row changed (seconds), memory at the peak (MB above start)")
    with tempfile.TemporaryDirectory() as folder:
        for kind, ((head, line), _, _) in KINDS.items():
            paths = []
            for edition, said in enumerate(("集まって、できることを出しあう会です。" * 6, "変わりました。" * 15)):
                line = line.replace("5月{day}日（土）～6月{day}日", "5月{day}日～5月{last}日")  # four days each
                cells = [
                    line.format(n=n, day=n % 26 + 1, last=n % 26 + 4, said=said).split(",") for n in range(1, rows + 1)
                ]
                path = Path(folder) / f"{kind}{edition}.csv"
                path.write_bytes(to_csv(head.split(","), cells))
                paths.append(str(path))
            subprocess.run([sys.executable, "-m", "benchmarks.taking", kind, *paths], check=True)


def measure(kind: str, first: Path, second: Path) -> None:
    """Take the file, take it again, take the changed one; then take everything back."""
    import django

    django.setup()
    from django.db import transaction

    from yoriai.kernel.city.queries import the_office
    from yoriai.kernel.readings.queries import refresh
    from yoriai.web.imports import KINDS as SORTS
    from yoriai.web.imports import open_file, take

    refresh()
    by = the_office()
    told = []
    with transaction.atomic():
        before = peak()
        for path in (first, first, second):
            start, cpu = time.perf_counter(), time.process_time()
            report = take(open_file(SORTS[kind], path, path.name), by=by)
            took = time.perf_counter() - start, time.process_time() - cpu
            told.append((*took, report.taken, report.updated, report.unchanged, peak() - before))
        transaction.set_rollback(True)
    print(
        f"{kind:14} "
        + "   ".join(
            f"{wall:5.1f} s (own CPU {cpu:.1f}; {new}/{changed}/{same}) {memory:4.0f} MB"
            for wall, cpu, new, changed, same, memory in told
        ),
        flush=True,
    )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
