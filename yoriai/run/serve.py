"""`yoriai serve`: pages (granian), live process (uvicorn), worker (procrastinate), and the database if it is ours."""

import os
import signal
import socket
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from yoriai import env
from yoriai.run import postgres
from yoriai.run.lifeline import launch
from yoriai.run.supervise import Child, supervise

ROOT = Path(__file__).parents[2]
JOBS_END_WITHIN = "10"  # seconds a job in hand may take to end when the worker is asked to; then it runs again later


class CannotServe(Exception):
    """Why serving cannot begin; the message is the one sentence shown."""


def serve(data: Path, secret_key: str) -> int:
    """Serve until asked to stop; the exit code. Raises CannotServe or DatabaseUnavailable."""
    host, port = env.text("HOST", "127.0.0.1"), env.number("PORT", 8000)
    live_port = env.number("LIVE_PORT", port + 1)
    for each in (port, live_port):
        _require_free(host, each)
    variables = _variables(host, port, live_port, secret_key)
    with ExitStack() as until_the_end:
        ours = not env.text("DATABASE_URL")
        if ours:
            server = until_the_end.enter_context(postgres.in_use(data, tied=True))
            variables["DATABASE_URL"] = server.address
        prepared = launch([sys.executable, "-m", "yoriai", "prepare"], env=variables).wait()
        if prepared != 0:
            return prepared
        watch = Watch(host, port, variables["YORIAI_BASE_URL"], data if ours else None)
        supervise(_children(host, port, live_port, variables), watch)
    return 0


@dataclass
class Watch:
    """What the supervisor looks to besides its children: the database if it is ours, and the first open door."""

    host: str
    port: int
    address: str
    data: Path | None
    told: bool = False

    def __call__(self) -> None:
        if self.data and postgres.running(self.data) is None:
            print("yoriai: the database ended; it comes back", file=sys.stderr, flush=True)
            postgres.start(self.data, stays=False, tied=True)
        if not self.told:
            with suppress(OSError), socket.create_connection((self.host, self.port), timeout=1):
                self.told = True
                print(f"Yoriai: {self.address}/  (Ctrl-C ends it)", flush=True)


def _children(host: str, port: int, live_port: int, variables: dict[str, str]) -> list[Child]:
    python = [sys.executable, "-m"]
    web = [
        *python,
        "granian",
        "yoriai.run.pages:application",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
    ]
    web += ["--workers", str(env.number("WEB_WORKERS", 2)), "--blocking-threads", "4"]
    # Backpressure counts connections, idle ones too: the threads guard the database, this only bounds memory.
    web += ["--backpressure", "1024", "--backlog", "1024"]
    web += ["--http", "1", "--no-ws", "--log-level", "warning"]
    web += ["--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", "5"]
    live = [*python, "uvicorn", "--factory", "yoriai.asgi:make", "--host", host, "--port", str(live_port)]
    live += ["--log-level", "warning", "--no-server-header", "--ws", "none", "--timeout-graceful-shutdown", "1"]
    worker = [*python, "yoriai", "procrastinate", "worker", "--concurrency", "2"]
    worker += ["--shutdown-graceful-timeout", JOBS_END_WITHIN, "--delete-jobs", "successful"]
    # Asked to end when its database has gone with us, the worker would wait a minute for it. Its job runs again in any case.
    kept = Child("worker", worker, variables, orphaned=signal.SIGKILL)
    return [Child("web", web, variables), Child("live", live, variables), kept]


def _variables(host: str, port: int, live_port: int, secret_key: str) -> dict[str, str]:
    """The children's environment: what was given, and what follows from it."""
    shown = f"[{host}]" if ":" in host else {"0.0.0.0": "127.0.0.1", "": "127.0.0.1"}.get(host, host)  # noqa: S104
    base = env.text("YORIAI_BASE_URL", f"http://{shown}:{port}").rstrip("/")
    parts = urlsplit(base)
    # With the port in its address the platform is reached directly; without one a proxy stands in front and has /live/.
    live = f"{parts.scheme}://{parts.hostname}:{live_port}" if parts.port == port else base
    return {
        **os.environ,
        "YORIAI_BASE_URL": base,
        "YORIAI_LIVE_URL": env.text("YORIAI_LIVE_URL", live),
        "YORIAI_SECRET_KEY": secret_key,
        "PYTHONUNBUFFERED": "1",
        # The same code in every child, whatever folder we were started in.
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotServe(
                f"Port {port} on {host} cannot be used ({error.strerror}): name another in PORT."
            ) from None
