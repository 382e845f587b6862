"""Speed and memory of the layer that reads and writes tables: `python benchmarks/tables.py [ROWS]` (10,000).

Rows of each kind as cities write them, as CSV and as XLSX; then each sheet written. Each in a process of its own, so
that its peak of memory is its own.
"""

import datetime as dt
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from yoriai.engines.tables import sheets  # noqa: E402
from yoriai.engines.tables.headers import aliases_for  # noqa: E402
from yoriai.engines.tables.reading import read  # noqa: E402
from yoriai.engines.tables.report import Report  # noqa: E402
from yoriai.engines.tables.rows.cases import read_cases  # noqa: E402
from yoriai.engines.tables.rows.events import read_events  # noqa: E402
from yoriai.engines.tables.rows.organizations import read_organizations  # noqa: E402
from yoriai.engines.tables.rows.places import read_places  # noqa: E402
from yoriai.engines.tables.writing import to_csv, to_xlsx  # noqa: E402

TODAY = dt.date(2026, 11, 25)
SAID = "地域の人が集まって、できることを出しあう会です。" * 4

EVENTS = (
    "№,対象,開催日,開始時間,終了時間,行事名,場所名称,緯度,経度,説明,料金,定員,申込期間,URL,問い合わせ先,TEL",
    "{n},どなたでも,5月{day}日（土）～6月{day}日※10日以外,午前10時,１２：００,催し{n},公民館{n},38.22,140.88,{said},大人500円 小人無料,"
    "先着30名,4月5日（日）午前10時～,https://a.example/{n},協働課,022-000-0001",
)
PLACES = (
    "都道府県コ―ド又は市区町村コ―ド,NO,名称,名称_カナ,住所,緯度,経度,電話番号,利用可能曜日,開始時間,終了時間,説明,URL",
    "42021,{n},集会所{n},シュウカイジョ,杜野市長町{n},140.88,38.22,(022)000-0001,月～金,午前9時,21:00,{said},https://a.example/{n}",
)
GROUPS = (
    "法人名称,法人名称カナ,所轄庁,主たる事務所の所在地,郵便番号,代表者氏名,設立年月日,定款に記載された目的,"
    + ",".join(f"活動分野{number}" for number in range(1, 21))
    + ",法人番号",
    "特定非営利活動法人{n},ホウジン,杜野市,杜野市長町{n},9800811,山田,平成17年4月1日,{said},"
    + "○,,,," * 5
    + "8000020041009",
)
CASES = (
    "ID,題名,一言,課題テーマ,期間,主体と役割,経緯,成果,失敗の型,公開範囲",
    "C{n},事例{n},ひとこと,見守り;居場所,令和5年4月～令和6年3月,町内会：声かけ；区役所：会場,{said},40人,役割不明,公開",
)
KINDS: dict[str, tuple[tuple[str, str], Callable[..., Iterator[tuple[object, object]]], str]] = {
    "events": (EVENTS, lambda table, report: read_events(table, report, today=TODAY), "events_new"),
    "places": (PLACES, read_places, "places_new"),
    "organizations": (GROUPS, read_organizations, "npo"),
    "cases": (CASES, read_cases, "cases"),
}


def main(rows: int) -> None:
    """Print the figures, each measured in a process of its own."""
    print(f"{rows} rows: reading the file, reading its rows (seconds), memory at the peak (MB above start)")
    with tempfile.TemporaryDirectory() as folder:
        for kind, ((head, line), _, _) in KINDS.items():
            headers = head.split(",")
            cells = [line.format(n=n, day=n % 28 + 1, said=SAID).split(",") for n in range(1, rows + 1)]
            for form, content in (("csv", to_csv(headers, cells)), ("xlsx", to_xlsx(headers, cells))):
                path = Path(folder) / f"{kind}.{form}"
                path.write_bytes(content)
                subprocess.run([sys.executable, __file__, kind, str(path)], check=True)


def measure(kind: str, path: Path) -> None:
    """One file: read it, read its rows, write them again."""
    _, reader, sheet = KINDS[kind]
    before, start = peak(), time.perf_counter()
    table = read(path, path.name, [aliases_for(kind)])
    opened = time.perf_counter()
    report = Report()
    taken = 0
    for line, _row in reader(table, report):
        line.ends("taken")  # type: ignore[attr-defined]
        taken += 1
    read_all, memory = time.perf_counter(), peak() - before
    of = sheets.sheet(sheet)
    out = (row for _line, row in reader(table, Report()))
    size = sum(len(piece) for piece in sheets.write(of, out, sheets.Publisher("042021", "宮城県", "杜野市")))
    wrote = time.perf_counter()
    print(
        f"{kind:14}{path.suffix:6} {opened - start:6.1f} {read_all - opened:6.1f} {memory:6.0f} MB   "
        f"{taken} rows, {len(report.skipped)} left; read and written as {sheet}: {wrote - read_all:.1f} s, {size / 1e6:.1f} MB"
    )


def peak() -> float:
    """Memory at its peak so far, in MB (of this program alone: the kernel counts anew when a program starts)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
