"""A browser for the tests of what is seen: Debian's Chromium through Playwright; skipped where there is none."""

import os
import shutil

import pytest

# Playwright's loop runs in the thread of the tests; Django refuses the database there unless told that nothing awaits it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Which browser, and nothing of it that calls home."""
    if CHROMIUM is None:
        pytest.skip("NO BROWSER: no chromium on this machine, what is seen was not looked at")
    return {"executable_path": CHROMIUM, "args": QUIET.split()}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """A Japanese reader with a phone."""
    return {"locale": "ja-JP", "viewport": {"width": 390, "height": 844}}


@pytest.fixture
def site(live_server, settings) -> str:  # type: ignore[no-untyped-def]
    """The address of a running site with its page of components."""
    settings.DEMO = True
    return str(live_server.url)
