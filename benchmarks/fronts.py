"""The front of a theme, a ward and the whole city: queries, CPU of the web process, time of each statement in the database.

    python -m benchmarks.fronts

In a city built by `benchmarks.city`; run it in one of 1,000 and one of 100,000 items and compare.
"""

import statistics
import time
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from yoriai.kernel.models import Area, Item, Theme  # noqa: E402
from yoriai.ui.display import Display  # noqa: E402
from yoriai.web.fronts import front_of  # noqa: E402

TIMES = 50


def main() -> None:
    """Warm up, count, measure."""
    load = Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "?"
    print(f"{Item.objects.count()} items, load {load}")
    wards, cities = Area.objects.filter(kind="ward"), Area.objects.filter(kind="city")
    for name, ground in (("theme", Theme.objects.problems()[0]), ("ward", wards[0]), ("city", cities[0])):
        front_of(ground, Display())
        with CaptureQueriesContext(connection) as asked:
            front_of(ground, Display())
        worked, spent = [], []
        for _time in range(TIMES):
            cpu, clock = time.process_time(), time.perf_counter()
            front_of(ground, Display())
            worked.append(time.process_time() - cpu)
            spent.append(time.perf_counter() - clock)
        print(
            f"{name}: {len(asked)} queries, {statistics.median(worked) * 1000:.1f} ms CPU, "
            f"{min(spent) * 1000:.1f} ms at best, {statistics.median(spent) * 1000:.1f} ms in the middle"
        )


if __name__ == "__main__":
    main()
