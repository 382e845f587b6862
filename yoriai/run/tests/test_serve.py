"""`yoriai serve` as it is: everything runs, everything comes back, everything ends; what is wrong is one sentence."""

import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from yoriai.run.lifeline import KERNEL_TELLS
from yoriai.run.postgres import address, running
from yoriai.run.tests.processes import (
    PATIENCE,
    ROOT,
    alive,
    environment,
    free_ports,
    kill_tree,
    plainly,
    said,
    until,
    yoriai,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the platforms of these tests, one after the other: tables are made once."""
    return tmp_path_factory.mktemp("serve") / "d"


@pytest.fixture
def data(folder: Path) -> Iterator[Path]:
    """That folder; whatever is left running on it is ended afterwards."""
    yield folder
    while left := with_variable(str(folder)):
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    kill_tree(str(folder))


def answers(port: int, path: str = "/healthz") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def serve(data: Path, port: int) -> "subprocess.Popen[bytes]":
    """The platform, once its pages, its live process and its worker run."""
    process = subprocess.Popen(yoriai("serve"), env=environment(data, PORT=str(port), WEB_WORKERS="1"), cwd=ROOT)
    until(lambda: process.poll() is not None or (answers(port) and answers(port + 1) and answers(port, "/readyz")))
    assert process.poll() is None
    return process


def with_variable(word: str) -> list[int]:
    """The living processes with that word in their environment: the platform's own and all it started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.fsencode(word) in (folder / "environ").read_bytes() and int(folder.name) != os.getpid():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def main_of(data: Path, word: str) -> int:
    """The main process of one child, known by a word of its command line, or 0."""
    found = [pid for pid in with_variable(str(data)) if pid in alive(word)]
    return min(found, default=0)


def query(data: Path, text: str, *values: object) -> object:
    with psycopg.connect(address(data), autocommit=True) as connection:
        answer = connection.execute(text, values or None)
        row = answer.fetchone() if answer.description else None
    return row[0] if row else None


@pytest.mark.skipif(not KERNEL_TELLS, reason="NOT LINUX: who is alive cannot be told here")
def test_everything_that_is_killed_comes_back_and_no_commit_is_lost(data: Path) -> None:
    """Web, live, worker and database each by kill -9; a job in the worker's hand runs again; then Ctrl-C ends all."""
    port = free_ports()
    platform = serve(data, port)
    query(data, "create table if not exists noted (what int)")
    query(data, "truncate noted")
    query(data, "insert into noted select generate_series(1, 100)")
    for word in ("granian", "uvicorn", "procrastinate"):
        before = main_of(data, word)
        assert before
        os.kill(before, signal.SIGKILL)
        until(lambda before=before, word=word: main_of(data, word) not in (0, before))
    until(lambda: answers(port) and answers(port + 1))
    before = running(data)
    os.kill(before or 0, signal.SIGKILL)
    until(lambda: running(data) not in (None, before))
    until(lambda: answers(port, "/readyz"))
    assert query(data, "select count(*) from noted") == 100
    platform.send_signal(signal.SIGINT)
    assert (platform.wait(PATIENCE), running(data), with_variable(str(data))) == (0, None, [])


def test_a_hundred_who_never_finish_their_sentence_keep_nobody_waiting(data: Path) -> None:
    """Slow clients: each holds a connection with half a request. The web server closes them by itself after 30 seconds."""
    port = free_ports()
    platform = serve(data, port)
    held = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(100)]
    for one in held:
        one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    assert answers(port, "/healthz") and answers(port, "/readyz")
    held[0].settimeout(PATIENCE)
    assert held[0].recv(1000)[:12] in (b"", b"HTTP/1.1 408")  # ended, and not held for ever
    for one in held:
        one.close()
    platform.send_signal(signal.SIGINT)
    assert platform.wait(PATIENCE) == 0


@pytest.mark.skipif(not KERNEL_TELLS, reason="NOT LINUX: who is alive cannot be told here")
def test_a_killed_platform_leaves_nobody_and_the_next_one_starts(data: Path) -> None:
    port = free_ports()
    platform = serve(data, port)
    query(data, "drop table if exists kept")
    query(data, "create table kept (what int)")
    platform.kill()
    platform.wait()
    until(lambda: running(data) is None and with_variable(str(data)) == [])
    again = serve(data, port)
    assert query(data, "select count(*) from kept") == 0
    again.terminate()
    assert (again.wait(PATIENCE), with_variable(str(data))) == (0, [])


@pytest.mark.skipif(not KERNEL_TELLS, reason="NOT LINUX: who is alive cannot be told here")
def test_a_job_in_the_hand_of_a_killed_worker_runs_again(data: Path) -> None:
    """The job waits on a lock of ours; its worker is killed; the round for such jobs (every minute, here at once) gives it on."""
    platform = serve(data, free_ports())
    state = "select status::text from procrastinate_jobs where id = %s"
    with psycopg.connect(address(data)) as holding:
        holding.execute("lock table people_outgoing in access exclusive mode")
        query(data, "delete from procrastinate_periodic_defers")
        job = query(
            data,
            "insert into procrastinate_jobs (queue_name, task_name, args) values ('default', 'send_mail', '{}') returning id",
        )
        until(lambda: query(data, state, job) == "doing")
        before = main_of(data, "procrastinate")
        os.kill(before, signal.SIGKILL)
    until(lambda: main_of(data, "procrastinate") not in (0, before))
    long_ago = "update procrastinate_workers set last_heartbeat = now() - interval '1 hour' where id = "
    query(data, long_ago + "(select worker_id from procrastinate_jobs where id = %s)", job)
    defer = "insert into procrastinate_jobs (queue_name, task_name, args) values ('default', %s, %s)"
    query(data, defer, "retry_stalled", '{"timestamp": 0}')
    until(lambda: query(data, state, job) in (None, "succeeded"))
    platform.terminate()
    assert platform.wait(PATIENCE) == 0


def refused(*words: str, **variables: str) -> str:
    """What the command says: one line, exit code 2, no traceback."""
    data = Path(variables.pop("YORIAI_DATA"))
    done = subprocess.run(
        yoriai(*words), env=environment(data, **variables), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, len(said(done)), done.stdout) == (2, 1, "")
    return done.stderr.strip()


def test_a_busy_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        sentence = refused("serve", YORIAI_DATA=str(tmp_path), PORT=port)
    assert sentence == f"Port {port} on 127.0.0.1 cannot be used (Address already in use): name another in PORT."
    assert list(tmp_path.glob("postgres/data")) == []


@pytest.mark.parametrize("words", [["serve"], ["migrate"], ["check"], ["prepare"]])
def test_an_unknown_setting_is_one_sentence(tmp_path: Path, words: list[str]) -> None:
    sentence = refused(*words, YORIAI_DATA=str(tmp_path), YORIAI_HOST="city.example")
    assert sentence == "YORIAI_HOST is not a setting of this platform. Did you mean YORIAI_HOSTS?"


def test_a_setting_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    assert refused("serve", YORIAI_DATA=str(tmp_path), PORT="eight") == "PORT must be a whole number, not 'eight'."
    assert (
        refused("check", YORIAI_DATA=str(tmp_path), YORIAI_DEBUG="maybe")
        == "YORIAI_DEBUG must be yes or no, not 'maybe'."
    )


@pytest.mark.parametrize("words", [["serve"], ["migrate"]])
def test_an_unreachable_database_is_one_sentence(tmp_path: Path, words: list[str]) -> None:
    port = free_ports()
    sentence = refused(
        *words, YORIAI_DATA=str(tmp_path), PORT=str(port), DATABASE_URL="postgresql://x:secret@127.0.0.1:1/x"
    )
    assert sentence.startswith("The database named by DATABASE_URL cannot be reached: ")
    assert "secret" not in sentence


def test_an_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    command = plainly(yoriai("serve"))
    if command is None:
        pytest.skip("NO setpriv: root may write everywhere")
    done = subprocess.run(
        command,
        env=environment(closed / "d", PORT=str(free_ports())),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, len(said(done))) == (2, 1)
    assert "make it writable, or name another in YORIAI_DATA" in done.stderr


def test_without_words_the_command_says_what_it_can_do(tmp_path: Path) -> None:
    done = subprocess.run(yoriai(), env=environment(tmp_path), cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "yoriai serve" in done.stdout, "yoriai demo" in done.stdout) == (0, True, True)


def test_a_command_of_djangos_starts_the_database_and_ends_it(tmp_path: Path) -> None:
    done = subprocess.run(
        yoriai("showmigrations", "kernel"),
        env=environment(tmp_path / "d"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "0001_initial" in done.stdout, running(tmp_path / "d")) == (0, True, None)
