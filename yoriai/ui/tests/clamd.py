"""A real clamd with one signature of our own, for the harmless test string of the makers of scanners."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin")
# In two halves, so that no scanner takes our own repository for ill.
HARMLESS = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
FOUND = "Yoriai.Harmless.Test.UNOFFICIAL"
STREAM = 3_000_000
PATIENCE = 20


@contextmanager
def running() -> Iterator[Path]:
    """The daemon, in a folder of its own with a short path (a socket's is 108 signs at most). Yields its socket."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    socket, signatures = folder / "s", folder / "signatures"
    signatures.mkdir()
    (signatures / "harmless.ndb").write_text(f"Yoriai.Harmless.Test:0:*:{HARMLESS.hex()}\n")
    settings = folder / "clamd.conf"
    settings.write_text(
        f"LocalSocket {socket}\nDatabaseDirectory {signatures}\nForeground yes\nStreamMaxLength {STREAM}\nSelfCheck 0\n"
        f"TemporaryDirectory {folder}\nMaxThreads 2\nConcurrentDatabaseReload no\n"
    )
    with (folder / "log").open("wb") as log:
        daemon = subprocess.Popen([str(CLAMD), "-c", str(settings)], stdout=log, stderr=log)
    try:
        end = time.monotonic() + PATIENCE
        while not socket.exists():
            assert daemon.poll() is None and time.monotonic() < end, (folder / "log").read_text()
            time.sleep(0.05)
        yield socket
    finally:
        daemon.terminate()
        daemon.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
