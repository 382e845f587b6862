"""What many tests begin with, made once a run and laid out again from memory: a tenth of the time, or less.

Every row and every file is taken as it stands after the first making. Where the role is no superuser (triggers of
foreign keys could not be passed over) everything is made each time. The processes of one run share what they have made
through a folder (YORIAI_LAID_OUT, which `make test` gives them); without it each makes its own.
"""

import fcntl
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

# What migrations fill, the same in every database of this run; and who has signed in, which a test may have done before.
AS_IT_IS = ("django_migrations", "django_content_type", "auth_permission", "people_session")
TABLES = """SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
AND c.relname <> ALL(%s) ORDER BY 1"""
# A binary copy without a row: its head and its end.
EMPTY = 21
NUMBERS = "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was made: the rows of each table as COPY gives them, the numbers drawn, the files, and what the making returned."""

    rows: dict[str, bytes]
    numbers: list[tuple[str, int]]
    files: dict[str, bytes]
    answer: Any


KEPT: dict[str, Kept] = {}


def laid_out[T](name: str, make: Callable[[], T]) -> T:
    """What `make` makes in an empty database, with all its rows and files; made the first time only."""
    if name not in KEPT:
        with _alone_with(name) as file:
            if file is None or not file.exists():
                return _made(name, make, file)
            KEPT[name] = pickle.loads(file.read_bytes())
    _lay_out(KEPT[name])
    return deepcopy(KEPT[name].answer)  # type: ignore[no-any-return]


def _made[T](name: str, make: Callable[[], T], file: Path | None) -> T:
    answer = make()
    if _passes_triggers():
        KEPT[name] = Kept(_rows(), _numbers(), _files(), answer)
        if file is not None:
            part = file.with_suffix(".part")
            part.write_bytes(pickle.dumps(KEPT[name]))
            part.rename(file)
        answer = deepcopy(answer)
    return answer


@contextmanager
def _alone_with(name: str) -> Iterator[Path | None]:
    """The file by which the processes of a run share it; nobody else makes it meanwhile.

    All of them must have the same: a walk that one has made knows the ids of the cast it was made with.
    """
    folder = os.environ.get("YORIAI_LAID_OUT")
    if not folder:
        yield None
        return
    file = Path(folder) / hashlib.sha256(name.encode()).hexdigest()[:20]
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield file


def writes() -> int | None:
    """How many rows this test's transaction has written so far; None where each statement is a transaction of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        found = cursor.fetchone()[0]
    return None if found is None else int(found)


def _passes_triggers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        return bool(cursor.fetchone()[0])


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [list(AS_IT_IS)])
        return [name for (name,) in cursor.fetchall()]


def _rows() -> dict[str, bytes]:
    found = {}
    connection.ensure_connection()
    for table in _tables():
        with connection.connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
            rows = b"".join(bytes(part) for part in copy)
        if len(rows) > EMPTY:
            found[table] = rows
    return found


def _numbers() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS)
        return list(cursor.fetchall())


def _files() -> dict[str, bytes]:
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _lay_out(kept: Kept) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("".join(f'DELETE FROM "{table}";' for table in kept.rows))
        for table, rows in kept.rows.items():
            with connection.connection.cursor() as raw, raw.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
                copy.write(rows)
        # Never backwards: what a test has committed may stand there with a higher number.
        raised = (
            f"setval('{number}', (SELECT greatest({last}, last_value) FROM {number}))" for number, last in kept.numbers
        )
        cursor.execute("SELECT " + ", ".join(raised))
        cursor.execute("SET LOCAL session_replication_role = origin")
    for name, content in kept.files.items():
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
