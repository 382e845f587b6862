"""Pages of the city in this environment's database: queries, CPU, requests a second, latency, memory; signed out and signed in.

    python -m benchmarks.pages [--seconds 4] [--only home,search]

Needs `wrk` (Debian's package). The web processes are started as `yoriai serve` starts them. CPU is read from the kernel's own
account of the process trees, web and database apart, and divided by the requests answered; "alone" is the CPU of the same
request in this process with nothing else asked for. Compare ratios, not machines.
"""

import argparse
import json
import os
import re
import subprocess
import time
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.serving import free_port, serving  # noqa: E402
from yoriai.assembly.models import Session  # noqa: E402
from yoriai.kernel.models import Area, Item, Theme  # noqa: E402
from yoriai.people.models import User  # noqa: E402
from yoriai.run import postgres  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
TIMES = 100
SCRIPT = Path(__file__).with_name("latency.lua")


@dataclass(slots=True)
class Row:
    """One page for one sort of reader."""

    page: str
    reader: str
    queries: int
    alone_ms: float
    web_ms: float
    database_ms: float
    rate: float
    p50_ms: float
    p99_ms: float
    kilobytes: float


def addresses() -> dict[str, str]:
    """The pages measured, by name."""
    theme = Theme.objects.problems().first()
    ward = Area.objects.filter(kind=Area.Kind.WARD).earliest("pk")
    session = Session.objects.filter(state="closed").latest("pk")
    talked = Item.objects.raw(
        "SELECT item_id AS id, code, kind FROM voices_comment c JOIN kernel_item i ON i.id = c.item_id "
        "GROUP BY 1, 2, 3 HAVING count(*) >= 100 LIMIT 1"
    )
    result = Item.objects.filter(kind="result", visibility="public").first()
    pages = {
        "home": "/",
        "theme": theme.get_absolute_url() if theme else "/themes/",
        "area": reverse("area", args=[ward.code]),
        "list": "/items/",
        "search": "/search/?q=%E9%98%B2%E7%81%BD",
        "session": session.get_absolute_url(),
    }
    for item in talked:
        pages["item+100"] = item.get_absolute_url()
    if result:
        pages["result"] = result.get_absolute_url()
    return pages


def signed_in(user: User) -> str:
    """The cookie of somebody with an account."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def alone(address: str, cookie: str) -> tuple[int, int, float]:
    """(queries, bytes, milliseconds of CPU) of a page asked for in this process, once its pieces have been made.

    The milliseconds are the least of many: what other people do on the machine is hardly in it.
    """
    client = Client(SERVER_NAME="127.0.0.1")
    if cookie:
        name, value = cookie.split("=", 1)
        client.cookies[name] = value
    else:
        client.cookies["fresh"] = "1"  # the page itself, not the one kept for strangers
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    asked = len(counted)  # the next request forgets them
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        client.get(address)
        spent.append((time.process_time() - began) * 1000)
    return asked, len(answer.content), min(spent)


def tree(pid: int) -> list[int]:
    """The process and everything below it."""
    found = [pid]
    for each in found:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except FileNotFoundError:
            continue
    return found


def cpu(pid: int) -> float:
    """Seconds of processor time the tree has used, children already gone included."""
    total = 0
    for each in tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
            total += sum(int(field) for field in fields[11:15])
        except FileNotFoundError:
            continue
    return total / TICKS


def memory(pid: int) -> float:
    """Proportional set size of the tree in MB."""
    total = 0
    for each in tree(pid):
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1])  # type: ignore[index]
        except (FileNotFoundError, TypeError):
            continue
    return total / 1024


def wrk(url: str, cookie: str, seconds: int) -> dict[str, float]:
    """Requests, rate and latencies (ms) of 8 connections on 2 threads."""
    command = ["wrk", "-c8", "-t2", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT)]
    out = subprocess.run(
        [*command, *(["-H", f"Cookie: {cookie}"] if cookie else []), url], capture_output=True, text=True, check=True
    ).stdout
    return json.loads(out.strip().splitlines()[-1])


def main() -> None:
    """Measure and print a table and the figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    port = free_port()
    resident = signed_in(User.objects.get(email="sakura@morino.example"))
    database, busy = postgres.running(settings.DATA), os.getloadavg()[0]
    rows = []
    with serving(port) as web:
        for page, address in addresses().items():
            if options.only and page not in options.only.split(","):
                continue
            for reader, cookie in (("out", ""), ("in", resident)):
                count, size, by_itself = alone(address, cookie)
                url = f"http://127.0.0.1:{port}{address}"
                wrk(url, cookie, 1)
                before = cpu(web.pid), cpu(database) if database else 0.0
                got = wrk(url, cookie, options.seconds)
                after = cpu(web.pid), cpu(database) if database else 0.0
                each = 1000 / got["requests"]
                rows.append(
                    Row(
                        page, reader, count, by_itself, (after[0] - before[0]) * each, (after[1] - before[1]) * each,
                        got["rate"], got["p50"], got["p99"], size / 1024,
                    )
                )  # fmt: skip
                assert not got["errors"], (page, got)
        used = memory(web.pid)
    size = Item.objects.count()
    print(f"{size} items, memory of the web processes {used:.0f} MB (proportional)")
    print(
        f"load of the machine when it began {busy:.1f}, on {os.cpu_count()} cores: what others do is in every figure here"
    )
    print(
        f"{'page':<10}{'':<5}{'queries':>8}{'alone ms':>10}{'web ms':>9}{'db ms':>8}{'req/s':>8}{'p50':>8}{'p99':>8}{'kB':>7}"
    )
    for row in rows:
        print(
            f"{row.page:<10}{row.reader:<5}{row.queries:>8}{row.alone_ms:>10.2f}{row.web_ms:>9.2f}{row.database_ms:>8.2f}"
            f"{row.rate:>8.0f}{row.p50_ms:>8.1f}{row.p99_ms:>8.1f}{row.kilobytes:>7.0f}"
        )
    target = settings.DATA / f"bench-{size}.json"
    target.write_text(json.dumps([asdict(row) for row in rows], indent=1))


if __name__ == "__main__":
    main()
