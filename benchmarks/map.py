"""The map with 10,000 pins on a slow phone: bytes over the line, and when the first pins stand.

    python -m benchmarks.map [--pins 10000] [--tries 5]

In a database of its own (YORIAI_DATA), filled on the first run. Chromium at 390 × 844 with its CPU slowed down four times, from
pressing the address to the mark the page's script sets once the pins are drawn; a first visit each time (no cache).
"""

import argparse
import random
import statistics
from pathlib import Path

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from benchmarks.serving import serving  # noqa: E402
from tests.chromium import chromium  # noqa: E402
from yoriai.directory.models import Place  # noqa: E402
from yoriai.kernel.items.actions import add_items  # noqa: E402
from yoriai.web.demo.cast import make_cast  # noqa: E402
from yoriai.web.demo.ground import ground  # noqa: E402

PORT = 8779
NAMES = [
    "集会所",
    "児童館",
    "公園",
    "図書館",
    "市民センター",
    "体育館",
    "保育所",
    "老人福祉センター",
    "学校",
    "消防団詰所",
]


@transaction.atomic
def fill(pins: int) -> None:
    """A city with so many places: denser near three centres, as towns are."""
    chance, cast = random.Random(8), make_cast()
    if not Place.objects.exists():
        ground(cast)
    missing = pins - Place.objects.count()
    centres = [(38.228, 140.885, 0.02), (38.33, 140.86, 0.025), (38.24, 140.955, 0.02)]
    rows = []
    for number in range(max(missing, 0)):
        latitude, longitude, spread = centres[number % 3]
        rows.append(
            Place(
                title=f"{chance.choice('東西南北')}{number}番{chance.choice(NAMES)}",
                by=cast.section,
                latitude=chance.gauss(latitude, spread),
                longitude=chance.gauss(longitude, spread),
            )
        )
    add_items(rows)


def measure(tries: int) -> None:
    """One visit after another; prints the medians."""
    times, lists, worked = [], [], []
    sizes: dict[str, int] = {}
    with sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for _try in range(tries):
            context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ja-JP")
            page = context.new_page()
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            wire.send("Performance.enable")
            wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            asked: dict[str, str] = {}
            wire.on("Network.responseReceived", lambda m, a=asked: a.update({m["requestId"]: m["response"]["url"]}))
            wire.on(
                "Network.loadingFinished",
                lambda m, a=asked: sizes.update({a.get(m["requestId"], "?").split("/", 3)[-1]: m["encodedDataLength"]}),
            )
            page.goto(f"http://127.0.0.1:{PORT}/map/")
            while not page.evaluate(
                "performance.getEntriesByName('pins').length"
            ):  # the page's policy forbids waiting by eval
                page.wait_for_timeout(50)
            times.append(page.evaluate("performance.getEntriesByName('pins')[0].startTime"))
            lists.append(page.evaluate("performance.getEntriesByType('paint').at(-1).startTime"))
            worked.append({m["name"]: m["value"] for m in wire.send("Performance.getMetrics")["metrics"]})
            context.close()
        browser.close()
    load = Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "?"
    print(f"load of the machine {load}; {tries} visits")
    print(f"first pins: best {min(times):.0f} ms, median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms")
    print(f"first paint (the list): best {min(lists):.0f} ms, median {statistics.median(lists):.0f} ms")
    for name in ("TaskDuration", "ScriptDuration", "LayoutDuration"):
        print(f"{name}, slowed down four times: best {min(one[name] for one in worked) * 1000:.0f} ms")
    for name, size in sorted(sizes.items(), key=lambda pair: -pair[1]):
        print(f"{size / 1000:8.1f} kB  {name[:60]}")
    print(f"{sum(sizes.values()) / 1000:8.1f} kB  together")


def main() -> None:
    """Fill, serve, measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pins", type=int, default=10_000)
    parser.add_argument("--tries", type=int, default=5)
    wanted = parser.parse_args()
    fill(wanted.pins)
    connection.close()
    with serving(PORT, "--workers", "2", "--blocking-threads", "4"):
        measure(wanted.tries)


if __name__ == "__main__":
    main()
