"""The supervisor and the lifeline: whatever is killed, nobody is left over, and what should run comes back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from yoriai.run.lifeline import KERNEL_TELLS
from yoriai.run.tests.processes import ROOT, alive, kill_tree, until

pytestmark = pytest.mark.slow

# One supervisor of two children, the first with a child of its own; each is a sleep that can be told apart.
PARENT = """
import os, sys
from yoriai.run.supervise import Child, supervise
word = sys.argv[1]
grand = ["/bin/sh", "-c", f"sleep 600 & : {word}-first; echo $! > {word}.grandchild; wait; :"]
supervise([
    Child("first", grand, dict(os.environ)),
    Child("second", ["/bin/sh", "-c", f": {word}-second; sleep 600; :"], dict(os.environ)),
])
"""
# One child that holds on to a parent; `watched` by pipe instead of by the kernel.
HOLDER = """
import sys, time
from yoriai.run.lifeline import launch
launch(["/bin/sh", "-c", f": {sys.argv[1]}-held; sleep 600; :"], kernel_tells=sys.argv[2] == "kernel")
time.sleep(600)
"""


@pytest.fixture
def word(tmp_path: Path) -> Iterator[str]:
    """A word by which the processes of one test are known."""
    yield str(tmp_path / "w")
    kill_tree(str(tmp_path / "w"))


def run(script: str, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", script, *words], cwd=ROOT, stderr=subprocess.DEVNULL)


def the(word: str) -> int:
    """The one process of that word, once it is there."""
    found: list[int] = []

    def one() -> bool:
        found[:] = alive(word)
        return len(found) == 1

    until(one)
    return found[0]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def linux() -> None:
    """These tests look into /proc."""
    if not KERNEL_TELLS:
        pytest.skip("NOT LINUX: who is alive cannot be told here")


@pytest.mark.usefixtures("linux")
def test_a_dead_child_comes_back_and_its_group_is_ended_first(word: str) -> None:
    parent = run(PARENT, word)
    first, second = the(f"{word}-first"), the(f"{word}-second")
    grandchild = Path(f"{word}.grandchild")
    until(lambda: grandchild.exists() and grandchild.read_text().strip() != "")
    orphan = int(grandchild.read_text())
    os.kill(first, signal.SIGKILL)
    until(lambda: the(f"{word}-first") != first)
    assert (is_alive(orphan), the(f"{word}-second")) == (False, second)
    parent.terminate()
    assert parent.wait() == 0


@pytest.mark.usefixtures("linux")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_when_asked_to_end_all_end(word: str, number: int) -> None:
    parent = run(PARENT, word)
    the(f"{word}-first")
    the(f"{word}-second")
    parent.send_signal(number)
    assert (parent.wait(), alive(word)) == (0, [])


@pytest.mark.usefixtures("linux")
def test_a_killed_supervisor_leaves_nobody(word: str) -> None:
    parent = run(PARENT, word)
    the(f"{word}-first")
    the(f"{word}-second")
    parent.kill()
    parent.wait()
    until(lambda: alive(word) == [])


@pytest.mark.usefixtures("linux")
@pytest.mark.parametrize("how", ["kernel", "pipe"])
def test_a_killed_parent_takes_its_child_with_it(word: str, how: str) -> None:
    """By the kernel on Linux, by a pipe elsewhere."""
    parent = run(HOLDER, word, how)
    until(lambda: bool(alive(f"{word}-held")))
    parent.kill()
    parent.wait()
    until(lambda: alive(f"{word}-held") == [])
