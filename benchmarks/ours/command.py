"""A command as a user runs it, from start to end: the interpreter's start is part of it."""

from __future__ import annotations

import subprocess
import sys

from benchmarks import probe

ALLOWED = (0, 1)
"""Exit codes: 1 says that there are findings."""


def prepare(given: probe.Given) -> list[str]:
    """Return the command, with the places that it names filled in."""
    places = {key: value for key, value in given.items() if isinstance(value, str)}
    return [part.format(python=sys.executable, **places) for part in given["command"]]


def work(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run it."""
    return subprocess.run(command, capture_output=True, text=True, check=False)


def answer(ran: subprocess.CompletedProcess[str], given: probe.Given) -> dict[str, object]:
    """Return what it printed. Stops the run when it failed."""
    if ran.returncode not in ALLOWED:
        sys.exit(ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else f"exit code {ran.returncode}")
    return {"code": ran.returncode, "out": ran.stdout}


if __name__ == "__main__":
    probe.run(prepare, work, answer)
