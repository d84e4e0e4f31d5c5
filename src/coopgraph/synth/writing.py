"""From a plan to files: which form, where, and what stands there already."""

from __future__ import annotations

from pathlib import Path

from coopgraph.errors import UnknownName, UsageError
from coopgraph.synth import nquads, record_files, sheets
from coopgraph.synth.plan import Plan
from coopgraph.synth.reports import Synthesis

FORMS = {"tables": sheets.write, "yaml": record_files.write, "nquads": nquads.write}
README = """# Synthetic test data

Made by a program: coopgraph synth --events {events} --seed {seed} --form {form}. Countries are real; every body, town,
person, project, event and source is made up, and nothing of this happened. All ids have `synth` in them.
"""


def write(plan: Plan, form: str, out: Path, writing: sheets.Writing, tell: sheets.Tell = lambda _: None) -> None:
    """Write a dataset: into a new or empty folder (``tables``, ``yaml``), or a file (``nquads``; ``.gz`` packs it).

    The list of errors, if there are any, is written beside that: ``OUT.errors.csv``.

    ``writing`` opens a file that takes its place when it is complete; ``tell`` is told after each source how many
    events it had. The same plan gives the same bytes. Cost: 50 megabytes and 1.4 kilobytes an organization; a second
    for some 9,000 events as tables, 3,500 as N-Quads (160 lines and 36 kilobytes an event).

    Raises UnknownName for another form; UsageError for a folder that is not empty or cannot be made, for more events
    than a form can hold, and for more errors than events.
    """
    if form not in FORMS:
        raise UnknownName("form", form, FORMS)
    if form == "yaml":
        record_files.check(plan)
    made = Synthesis(plan)
    if form != "nquads":
        _make(out)
    elif out.is_dir():
        raise UsageError(f"{out}: is a folder; nquads are one file, such as {out / 'synthetic.nq.gz'}")
    FORMS[form](made, out, writing, tell)
    sheets.listed(made, out, writing)
    if form != "nquads":
        with writing(out / "README.md") as file:
            file.write(README.format(events=plan.events, seed=plan.seed, form=form).encode())


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = any(folder.iterdir())
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}); choose another place") from error
    if taken:
        raise UsageError(f"{folder}: is not empty; choose a new folder, so that nothing old is read as new")
