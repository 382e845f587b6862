"""The web processes of the platform while something is measured."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

GRANIAN = (
    sys.executable,
    "-m",
    "granian",
    "yoriai.run.pages:application",
    "--interface",
    "wsgi",
    "--log-level",
    "warning",
)
# As `yoriai serve` starts them.
AS_SERVED = ("--workers", "2", "--blocking-threads", "4", "--backpressure", "1024", "--http", "1", "--no-ws")


def free_port() -> int:
    """One at which nothing listens now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(port: int, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """They answer on the port, and are gone afterwards. options: of granian; none: as `yoriai serve` starts them.

    Raises SystemExit where they do not answer within a minute.
    """
    command = [*GRANIAN, "--port", str(port), *(options or AS_SERVED)]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        _wait(port)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _tenth in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The web processes did not start.")
