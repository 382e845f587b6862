"""The embedded PostgreSQL: whatever is killed, every committed row is there afterwards (issue 2, section 1)."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from yoriai.run import binaries
from yoriai.run.home import DatabaseUnavailable, Home
from yoriai.run.postgres import address, in_use, running, start, stop
from yoriai.run.tests.processes import alive, environment, kill_tree, plainly, said, until

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "yoriai.run.postgres"]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A folder for one server; whatever runs in it is ended afterwards."""
    folder = tmp_path / "d"
    yield folder
    kill_tree(str(folder))
    shutil.rmtree(Home.under(folder).socket, ignore_errors=True)


def count(data: Path) -> int:
    with psycopg.connect(address(data)) as connection:
        row = connection.execute("select count(*) from noted").fetchone()
    assert row
    return int(row[0])


def note(data: Path, rows: int = 1) -> None:
    with psycopg.connect(address(data)) as connection:
        connection.execute("create table if not exists noted (what int)")
        connection.execute("insert into noted select generate_series(1, %s)", [rows])


def test_a_first_start_makes_a_database_with_checksums_and_a_password(data: Path) -> None:
    server = start(data)
    with psycopg.connect(server.address) as connection:
        shown = [
            connection.execute(f"show {name}").fetchone()
            for name in ("data_checksums", "listen_addresses", "synchronous_commit")
        ]
        name = connection.execute("select current_user, current_database(), getdatabaseencoding()").fetchone()
    assert [shown, name] == [[("on",), ("",), ("on",)], ("yoriai", "yoriai", "UTF8")]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(server.address.replace(Home.under(data).password(), "guess"))


def test_a_second_start_finds_the_first(data: Path) -> None:
    start(data)
    first = running(data)
    assert start(data).process is None
    assert (running(data), first is None) == (first, False)


def test_rows_outlive_stop_and_start(data: Path) -> None:
    start(data)
    note(data, 1000)
    assert (stop(data), running(data), stop(data)) == (True, None, False)
    start(data)
    assert count(data) == 1000


def test_every_committed_row_outlives_a_killed_server(data: Path) -> None:
    start(data)
    note(data, 5000)
    os.kill(running(data) or 0, signal.SIGKILL)
    start(data)
    assert count(data) == 5000


def test_every_committed_row_outlives_a_killed_tree_in_the_middle_of_writing(data: Path) -> None:
    """What `commit` has answered for is there; the writer is cut off by the kill itself."""
    start(data)
    note(data, 1)
    committed = 1
    with psycopg.connect(address(data), autocommit=True) as connection:
        while True:
            try:
                connection.execute("insert into noted values (1)")
            except psycopg.OperationalError:
                break
            committed += 1
            if committed == 300:
                kill_tree(str(data))
    start(data)
    assert count(data) == committed


@pytest.mark.parametrize(
    "moment", ["password", "data.new.*", "data.new.*/PG_VERSION", "data", "data/postmaster.pid", ".s.PGSQL.5432"]
)
def test_a_starter_killed_at_any_moment_leaves_nothing_in_the_way(data: Path, moment: str) -> None:
    starter = subprocess.Popen(
        [*COMMAND, "start"], env=environment(data), start_new_session=True, stdout=subprocess.DEVNULL
    )
    home = Home.under(data)
    until(lambda: any(home.root.glob(moment)) or any(home.socket.glob(moment)))
    starter.kill()
    starter.wait()
    start(data)
    note(data, 7)
    assert count(data) == 7


def test_two_starters_at_once_make_one_server(data: Path) -> None:
    starters = [
        subprocess.Popen([*COMMAND, "start"], env=environment(data), stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    told = {starter.communicate()[0].strip() for starter in starters}
    assert told == {address(data)}
    assert [starter.returncode for starter in starters] == [0, 0, 0]


@pytest.mark.parametrize("whose", ["ours", "nobody's"])
def test_a_stale_pid_file_is_not_believed(data: Path, whose: str) -> None:
    """Its number may meanwhile be another program's."""
    start(data)
    note(data, 3)
    home = Home.under(data)
    files = [home.cluster / "postmaster.pid", home.socket / ".s.PGSQL.5432.lock"]
    written = [file.read_text() for file in files]
    kill_tree(str(data))
    owner = files[0].stat()  # as that account's process it would stop PostgreSQL from starting
    other = subprocess.Popen(
        ["sleep", "600"],
        start_new_session=True,
        **({"user": owner.st_uid, "group": owner.st_gid} if os.geteuid() == 0 else {}),
    )
    try:
        number = other.pid if whose == "ours" else 4_000_000
        for file, text in zip(files, written, strict=True):
            file.write_text("\n".join([str(number), *text.split("\n")[1:]]))
        assert running(data) is None
        start(data)
        assert count(data) == 3
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_foreign_server_is_refused(data: Path, tmp_path: Path) -> None:
    """Another PostgreSQL behind our socket is neither used nor stopped, even where it knows our password."""
    other = tmp_path / "o"
    start(other)
    try:
        home = Home.under(data)
        home.own()
        (home.socket / ".s.PGSQL.5432").hardlink_to(Home.under(other).socket / ".s.PGSQL.5432")
        with pytest.raises(DatabaseUnavailable, match="Another PostgreSQL than ours"):
            start(data)
        (home.root / "password").write_text(Home.under(other).password())
        with pytest.raises(DatabaseUnavailable, match=r"serves .* instead"):
            start(data)
        assert (stop(data), running(other) is not None) == (False, True)
    finally:
        stop(other)


def test_two_checkouts_run_side_by_side(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "o"
    start(data)
    start(other)
    try:
        note(data, 1)
        note(other, 2)
        assert (count(data), count(other)) == (1, 2)
    finally:
        stop(other)


def test_under_a_closed_folder_it_runs_and_no_permission_changes(tmp_path: Path) -> None:
    """As root the server runs as a plain account; the mode-700 folder above it stays as it is."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "d"
    data.mkdir(mode=0o755)
    before = [
        (each, each.stat().st_mode, each.stat().st_uid) for each in (*Path(sys.prefix).parents, *data.parents, data)
    ]
    start(data)
    try:
        note(data, 1)
        assert count(data) == 1
        if os.geteuid() == 0:
            assert Path(f"/proc/{running(data)}").stat().st_uid != 0
        assert [(each, each.stat().st_mode, each.stat().st_uid) for each, _, _ in before] == before
        assert stat.S_IMODE(Home.under(data).root.stat().st_mode) == 0o700
    finally:
        stop(data)


def test_a_path_too_long_for_a_socket_gets_a_private_folder_elsewhere(tmp_path: Path) -> None:
    data = tmp_path / ("長い名前" * 8) / ("n" * 60)
    folder = Home.under(data).socket
    start(data)
    try:
        note(data, 1)
        assert (count(data), len(os.fsencode(folder)) < 80, stat.S_IMODE(folder.stat().st_mode)) == (1, True, 0o700)
    finally:
        stop(data)
    folder.chmod(0o777)
    with pytest.raises(DatabaseUnavailable, match="not private"):
        start(data)
    shutil.rmtree(folder)


def test_data_of_another_version_are_refused_in_a_sentence(data: Path) -> None:
    start(data)
    stop(data)
    version = Home.under(data).cluster / "PG_VERSION"
    version.write_text("14\n")
    with pytest.raises(DatabaseUnavailable, match=r"was made by PostgreSQL 14; 1[0-9] cannot open it"):
        start(data)


def test_an_installed_postgresql_serves_where_there_is_no_wheel(data: Path) -> None:
    installed = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (binaries.major(folder) or 0) >= binaries.OLDEST
    ]
    if not installed:
        pytest.skip("NO INSTALLED POSTGRESQL >= 15: the way without the wheel is not tested here")
    start(data, programs=installed[0])
    note(data, 2)
    stop(data)
    start(data)  # finds the programs its data were made by, though the wheel is there
    assert count(data) == 2


def test_an_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    command = plainly([*COMMAND, "start"])
    if command is None:
        pytest.skip("NO setpriv: root may write everywhere")
    done = subprocess.run(command, env=environment(closed / "d"), capture_output=True, text=True, check=False)
    assert (done.returncode, len(said(done))) == (2, 1)
    assert "make it writable, or name another in YORIAI_DATA" in done.stderr


def test_a_plain_account_runs_it_too(tmp_path: Path) -> None:
    data = tmp_path / "d"
    data.mkdir()
    data.chmod(0o777)
    steps = [plainly([*COMMAND, word]) for word in ("start", "status", "stop")]
    if None in steps:
        pytest.skip("NO setpriv: root cannot become a plain account")
    done = [
        subprocess.run(step or [], env=environment(data), capture_output=True, text=True, check=False) for step in steps
    ]
    assert [(each.returncode, each.stderr) for each in done] == [(0, "")] * 3
    assert done[1].stdout.startswith("Running")


def test_the_last_user_stops_what_was_not_started_to_stay(data: Path) -> None:
    with in_use(data):
        with in_use(data):
            pass
        assert running(data)
    assert running(data) is None


def test_what_was_started_to_stay_outlives_its_users(data: Path) -> None:
    start(data)
    with in_use(data):
        pass
    assert running(data)


def test_a_killed_user_is_no_longer_counted(data: Path) -> None:
    hold = (
        "import sys, time, pathlib; from yoriai.run.postgres import in_use\n"
        "with in_use(pathlib.Path(sys.argv[1])): time.sleep(600)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, str(data)], env=environment(data))
    until(lambda: running(data) is not None)
    with in_use(data):
        holder.kill()
        holder.wait()
    assert (running(data), alive(str(data))) == (None, [])
