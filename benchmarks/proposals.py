"""2,000 proposals of ten years with 40,000 steps: queries and CPU of the pages of schemes and proposals.

    YORIAI_DATA=… python -m benchmarks.proposals

Builds what it needs in the database of this environment, once. CPU is that of one request in this process with nothing else asked
for, the median and the least of many, the pages in turn; the database's own work is not in it, its time on the clock is. How fast the
machine is that hour stands above the table: a fixed loop of Python, which has taken between 8 and 47 ms on machines of one kind.
"""

import datetime as dt
import random
import statistics
import time
from dataclasses import replace
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from yoriai.directory.models import Party  # noqa: E402
from yoriai.engines.schemes import digest, plain  # noqa: E402
from yoriai.kernel.actors.models import Actor  # noqa: E402
from yoriai.kernel.items.actions import add_item, add_items  # noqa: E402
from yoriai.kernel.items.models import Audience, Visibility  # noqa: E402
from yoriai.kernel.models import Record  # noqa: E402
from yoriai.proposals.lifecycle import ADOPTED, PROPOSAL  # noqa: E402
from yoriai.proposals.models import (  # noqa: E402
    Agreement,
    Answer,
    LogEntry,
    Mailing,
    PanelSeat,
    Pending,
    Proposal,
    Scheme,
    Score,
    ScoreSheet,
    Signature,
    Step,
    Talk,
)
from yoriai.proposals.policy import SEEN_BY_PANEL  # noqa: E402
from yoriai.proposals.queries.examples import examples  # noqa: E402
from yoriai.proposals.queries.reviews import round_of  # noqa: E402
from yoriai.web.demo.cast import Cast, make_cast  # noqa: E402

YEARS, A_YEAR, STEPS = 10, 200, 20
TIMES = 40
STATES = sorted({move.target for move in PROPOSAL.moves})


def build(cast: Cast) -> None:
    """Ten schemes of 200 proposals, each with twenty steps and as many records, most of them long done."""
    chance = random.Random(20261129)
    groups = [cast.npo, cast.company, cast.students, cast.neighbourhood]
    for number in range(YEARS):
        scheme = _scheme(cast, 2027 - number, open_now=number == 0)
        rows = []
        for place in range(1, A_YEAR + 1):
            state = (
                chance.choice(STATES)
                if number == 0
                else chance.choice(["onward", "onward", "not_adopted", "withdrawn"])
            )
            rows.append(
                Proposal(
                    scheme=scheme, type="free", title=f"{scheme.year}年度の提案 {place:03}",
                    summary="雪の朝も、だれもが外に出られる町にする。",
                    by=chance.choice(groups), state=state, number=place, submitted=timezone.now(), listed=timezone.now(),
                    visibility=Visibility.PUBLIC if state in ADOPTED else Visibility.AUDIENCE,
                    due=timezone.localdate() + dt.timedelta(days=chance.randint(-30, 60)) if number == 0 else None,
                )
            )  # fmt: skip
        add_items(rows)
        _around(rows, cast, chance)


def _scheme(cast: Cast, year: int, *, open_now: bool) -> Scheme:
    plan = replace(examples()["sendai"], year=year, name=f"協働事業提案制度 {year}")
    state = Scheme.State.OPEN if open_now else Scheme.State.ENDED
    data = plain(plan)
    now = timezone.now()
    facts = {"plan": data, "digest": digest(data), "year": year, "opened": now, "listed": now}
    scheme = Scheme(title=plan.name, by=cast.office, state=state, **facts)
    add_item(scheme)
    return scheme


def _around(rows: list[Proposal], cast: Cast, chance: random.Random) -> None:
    person, steps, records, answers = cast.officer, [], [], []
    for row in rows:
        for number in range(STEPS):
            move = chance.choice(PROPOSAL.moves)
            facts = {
                "verb": move.verb,
                "source": move.source,
                "target": move.target,
                "person": person,
                "hat": cast.office,
            }
            steps.append(
                Step(proposal=row, reason="足りないところを補ってください。" if number % 5 == 0 else "", **facts)
            )
            records.append(
                Record(verb="proposal.checked", person=person, hat=cast.office, item_id=row.pk, shown="inside")
            )
        answers += [
            Answer(proposal=row, key=key, text="雪の朝" * 40, person=person, hat=cast.office)
            for key in ("issue", "purpose", "contents")
        ]
    Step.objects.bulk_create(steps, batch_size=2000)
    Record.objects.bulk_create(records, batch_size=2000)
    Answer.objects.bulk_create(answers, batch_size=2000)
    seen = [Audience(item_id=row.pk, actor=actor) for row in rows for actor in {row.by, cast.office}]
    Audience.objects.bulk_create(seen, batch_size=2000)
    Talk.objects.bulk_create(
        Talk(proposal=row, section=cast.ward_office, leads=True) for row in rows if row.state == "in_talks"
    )


def judge(scheme: Scheme, cast: Cast, chance: random.Random) -> None:
    """A panel of five whose sheets for every proposal before it are in, each criterion with a sentence."""
    people = [cast.judge, cast.member, cast.editor, cast.reader, cast.resident]
    seats = [PanelSeat.objects.create(scheme=scheme, actor=person) for person in people]
    now, sheets = timezone.now(), []
    for proposal in Proposal.objects.filter(scheme=scheme, state__in=SEEN_BY_PANEL):
        proposal.scheme = scheme
        facts = {"proposal": proposal, "round": round_of(proposal).key, "state": "submitted", "submitted": now}
        sheets += [ScoreSheet(seat=seat, **facts) for seat in seats]
    rounds = {one.key: one for one in scheme.the_plan.rounds}
    ScoreSheet.objects.bulk_create(sheets)
    Score.objects.bulk_create(
        Score(sheet=sheet, criterion=one.key, points=chance.randint(1, 5), sentence="よく考えられています。")
        for sheet in sheets
        for one in rounds[sheet.round].criteria
    )


def work_on(project: Proposal, cast: Cast) -> None:
    """What a long project leaves behind: ten versions of the agreement with their signatures, ten changes, a log of two hundred lines."""
    now, today = timezone.now(), timezone.localdate()
    for actor, role in ((cast.students, "当番"), (cast.neighbourhood, "声かけ")):
        Party.objects.create(item_id=project.pk, actor=actor, role=role, place=1, agreed=now, agreed_by=actor)
    Talk.objects.create(proposal=project, section=cast.ward_office, leads=True, can="yes", decided_on=today, sent=now)
    parts = [[f"第{number}の約束", "両方で話し合って決めます。" * 5] for number in range(12)]
    for version in range(1, 11):
        one = Agreement.objects.create(
            proposal=project, version=version, parts=parts, digest=f"{version:064}", by=cast.npo
        )
        for actor in (cast.npo, cast.students, cast.ward_office):
            Signature.objects.create(agreement=one, actor=actor, person=cast.officer, digest=one.digest)
    facts = {
        "reason": "雪が少ない",
        "before": "週3回",
        "after": "週2回",
        "asked_by": cast.npo,
        "answered_by": cast.ward_office,
    }
    Pending.objects.bulk_create(
        Pending(proposal=project, sort="change", agreed=now, decided_on=today, **facts) for _number in range(10)
    )
    LogEntry.objects.bulk_create(
        LogEntry(proposal=project, on=today, text="朝の当番を組みました。", by=cast.worker) for _number in range(200)
    )


def write_to_all(scheme: Scheme, cast: Cast) -> None:
    """Fifty mailings, each to two hundred groups."""
    rows = Proposal.objects.filter(scheme=scheme).values_list("pk", flat=True)[:200]
    facts = {
        "subject": "説明会のお知らせ",
        "text": "来てください。",
        "chosen": {},
        "to": [[cast.worker.pk, [pk]] for pk in rows],
    }
    Mailing.objects.bulk_create(
        Mailing(scheme=scheme, key=f"benchmark {number}", by_mail=200, by_hand=0, by=cast.officer, **facts)
        for number in range(50)
    )


def client_of(person: Actor | None) -> Client:
    """A browser of this person with the second factor, or of nobody."""
    client = Client(SERVER_NAME="127.0.0.1")
    if person is not None:
        client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["sure"] = True
        session.save()
    return client


def main() -> None:
    """Build where nothing is built, then measure."""
    cast = make_cast()
    if Proposal.objects.count() < YEARS * A_YEAR:
        began = time.perf_counter()
        build(cast)
        print(f"built in {time.perf_counter() - began:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    scheme = Scheme.objects.get(state=Scheme.State.OPEN, year=2027)
    old = Scheme.objects.get(year=2020)
    if not PanelSeat.objects.filter(scheme=scheme).exists():
        judge(scheme, cast, random.Random(4))
    if not Mailing.objects.filter(scheme=scheme).exists():
        write_to_all(scheme, cast)
    own = Proposal.objects.filter(by=cast.npo, scheme=scheme, state="drafting").first()
    project = Proposal.objects.filter(state="onward").latest("pk")
    if not Agreement.objects.filter(proposal=project).exists():
        work_on(project, cast)
    talked = Proposal.objects.filter(scheme=scheme, state="in_talks").first() or project
    load = Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "?"
    print(
        f"{Proposal.objects.count()} proposals, {Step.objects.count()} steps, {Record.objects.count()} records, load {load}"
    )
    pages = [
        ("every joint project", "/proposals/", None),
        ("a project, from outside", project.get_absolute_url(), None),
        ("the same, for its group", "/proposals/", cast.worker),
        ("schemes", "/schemes/", None),
        ("a scheme with its list", old.get_absolute_url(), None),
        ("a scheme with its list, signed in", old.get_absolute_url(), cast.resident),
        ("the office's desk", f"{scheme.get_absolute_url()}desk/", cast.officer),
        ("the desk, one side's turn alone", f"{scheme.get_absolute_url()}desk/?turn=office", cast.officer),
        ("the panel's list", f"{scheme.get_absolute_url()}review/", cast.officer),
        ("the panel's list, for a member", f"{scheme.get_absolute_url()}review/", cast.judge),
        ("every step", f"{project.get_absolute_url()}history/", cast.officer),
        ("a proposal, for the office", project.get_absolute_url(), cast.officer),
        ("results to write", f"{scheme.get_absolute_url()}results/", cast.officer),
        ("equals, for the office", f"{scheme.get_absolute_url()}review/ties/", cast.officer),
        ("presentations", f"{scheme.get_absolute_url()}presentations/", cast.officer),
        ("talks with a section", f"{talked.get_absolute_url()}talks/", cast.officer),
        ("an agreement", f"{project.get_absolute_url()}agreement/", cast.officer),
        ("its versions side by side", f"{project.get_absolute_url()}agreement/versions/", cast.officer),
        ("changes", f"{project.get_absolute_url()}change/", cast.officer),
        ("the log, from outside", f"{project.get_absolute_url()}log/", None),
        ("disclosure", f"{project.get_absolute_url()}disclosure/", cast.officer),
        ("mailings", f"{scheme.get_absolute_url()}mailings/", cast.officer),
        ("calendar of a scheme", f"{scheme.get_absolute_url()}calendar/", cast.officer),
        ("the numbers of all years", "/schemes/numbers/", None),
    ]
    if own is not None:
        pages += [
            ("a proposal being written", own.get_absolute_url(), cast.worker),
            ("its sheet", f"{own.get_absolute_url()}sheets/F2/", cast.worker),
        ]
    in_turn([(name, address, client_of(person)) for name, address, person in pages])


def in_turn(pages: list[tuple[str, str, Client]]) -> None:
    """Every page once, then every page again, in another order each time: a slow minute of the machine, and Python's collecting of
    what is no longer used, fall on all of them alike. Prints a row each."""
    chance = random.Random(4)
    asked = [number_of_queries(address, client) for _name, address, client in pages]
    worked: list[list[float]] = [[] for _page in pages]
    spent: list[list[float]] = [[] for _page in pages]
    loops = [fixed_loop()]
    for _time in range(TIMES):
        for at in chance.sample(range(len(pages)), len(pages)):
            _name, address, client = pages[at]
            cpu, clock = time.process_time(), time.perf_counter()
            client.get(address)
            worked[at].append((time.process_time() - cpu) * 1000)
            spent[at].append((time.perf_counter() - clock) * 1000)
        loops.append(fixed_loop())
    print(f"a loop of 200,000 squares: {statistics.median(loops):.1f} ms ({min(loops):.1f} to {max(loops):.1f})")
    print("| page | queries | CPU ms, median (least) | on the clock ms |\n|---|---|---|---|")
    for (name, _address, _client), number, cpus, clocks in zip(pages, asked, worked, spent, strict=True):
        cpu, clock = statistics.median(cpus), statistics.median(clocks)
        print(f"| {name} | {number} | {cpu:.1f} ({min(cpus):.1f}) | {clock:.1f} |")


def number_of_queries(address: str, client: Client) -> int:
    """Of a page that is warm, past the page kept whole for ten seconds. Raises SystemExit where it does not answer."""
    client.cookies["fresh"] = "1"
    for _warm in range(3):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as counted:
        client.get(address)
    return len(counted)


def fixed_loop() -> float:
    """How long this machine takes now for a piece of work that is always the same, ms of CPU."""
    began = time.process_time()
    sum(number * number for number in range(200_000))
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
