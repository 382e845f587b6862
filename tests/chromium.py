"""Which browser of this machine the tests and benchmarks look with."""

import shutil

# The shell first: the same engine without windows, with which the journeys take two thirds of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where it lies. None where the machine has none of its own."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
