"""What the documents show is what the tool does: every command and snippet is run, every output compared.

With COOPGRAPH_UPDATE_DOCS=1 the outputs are written anew instead; read the difference before you keep it.
"""

from __future__ import annotations

import doctest
import hashlib
import os
import re
import shlex
import shutil
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from coopgraph.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    *("README.md", "docs/questions.md", "docs/network.md", "docs/records.md", "docs/forms.md", "docs/checks.md"),
    "docs/shacl.md",
    *("data/README.md", "CONTRIBUTING.md"),
)
PYTHON = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"^( *)```console\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
"""A block of commands, each after ``$``, followed by its output. A line ``…`` stands for any number of lines."""
FILE = re.compile(r"^ *```(?:text|csv|yaml) (\S+)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
"""A block whose first line names a file: it is there before the commands of the page are run."""


def blocks(page: str) -> list[str]:
    """Return the blocks of a page as they stand there, in an indented list indented."""
    return [found[2] for found in CONSOLE.finditer((ROOT / page).read_text("utf-8"))]


def commands(block: str) -> list[tuple[str, str]]:
    """Return (command, expected output) pairs of a block."""
    parts = re.split(r"^\$ (.*)\n", textwrap.dedent(block), flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def run(command: str) -> str:
    words = shlex.split(command)
    assert words[0] == "coopgraph", f"{command}: only coopgraph commands are run"
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, words[1:], prog_name="coopgraph").output


def agrees(expected: str, got: str) -> bool:
    pattern = "".join(r"(?:.*\n)*" if line.strip() == "…" else re.escape(line + "\n") for line in expected.splitlines())
    return re.fullmatch(pattern, got) is not None


def shortened(output: str) -> str:
    """Return an output of more than MOST lines as its first lines and a line ``…``."""
    lines = output.splitlines(keepends=True)
    return output if len(lines) <= MOST else "".join(lines[: MOST - 6]) + "…\n"


MOST = 30


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p)])
def test_commands_print_what_the_page_shows(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of the page, run in a folder with a copy of data/, prints what stands below it."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / page).read_text("utf-8")
    for found in FILE.finditer(text):
        (tmp_path / found[1]).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / found[1]).write_text(textwrap.dedent(found[2]), "utf-8")
    for block in blocks(page):
        outputs = [(command, expected, run(command)) for command, expected in commands(block)]
        if os.environ.get("COOPGRAPH_UPDATE_DOCS"):
            kept = [(command, old if old and agrees(old, got) else shortened(got)) for command, old, got in outputs]
            told = "".join(f"$ {command}\n{output}" for command, output in kept)
            text = text.replace(block, textwrap.indent(told, re.match(" *", block)[0]))  # type: ignore[index]
            continue
        for command, expected, got in outputs:
            assert agrees(expected, got), f"{page}: $ {command}\nprints now:\n{got}"
    if os.environ.get("COOPGRAPH_UPDATE_DOCS"):
        (ROOT / page).write_text(text, "utf-8")


@pytest.mark.parametrize("page", [p for p in PAGES if PYTHON.search((ROOT / p).read_text("utf-8"))])
def test_the_python_examples_hold(page: str) -> None:
    """The pycon blocks of a page are one doctest: later blocks know the names of earlier ones."""
    text = "\n".join(PYTHON.findall((ROOT / page).read_text("utf-8")))
    runner = doctest.DocTestRunner()
    runner.run(doctest.DocTestParser().get_doctest(text, {}, page, page, 0))
    assert runner.tries > 5
    assert runner.failures == 0


def test_the_commands_named_in_running_text_exist() -> None:
    """Every `coopgraph NAME` in the pages names a command."""
    for page in PAGES:
        named = re.findall(r"`(?:\.venv/bin/)?coopgraph ([a-z-]+)", (ROOT / page).read_text("utf-8"))
        assert [name for name in named if name not in main.commands] == []


def test_the_make_targets_named_in_the_pages_exist() -> None:
    """make demo, make test and make check are targets of the Makefile."""
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"^\s*make ([a-z]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE))
        assert named <= rules


def test_the_picture_of_the_readme_shows_the_network_as_it_is() -> None:
    """Its metadata hold the digest of the ties that it draws."""
    from PIL import Image

    from coopgraph import Graph
    from coopgraph.export.table import ties

    digest = hashlib.sha256(ties(Graph.load().network()).to_csv().encode()).hexdigest()
    with Image.open(ROOT / "docs" / "network.png") as image:
        assert digest in image.info["Description"], "make it anew: coopgraph export docs/network.png"


def test_the_links_of_the_pages_lead_somewhere() -> None:
    """Each relative link is a file of the project."""
    for page in PAGES:
        links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / page).read_text("utf-8"))
        assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_the_record_example_is_what_the_dataset_says() -> None:
    """The claims shown in docs/records.md stand, word for word, in the record file of source 003."""
    page = (ROOT / "docs/records.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example
    record = (ROOT / "data/records/003-osce-tajikistan-finland-2013.yaml").read_text("utf-8")
    assert claims(example[1]) <= claims(record)


def claims(text: str) -> set[tuple[str, str]]:
    """Return (subject, claim) of every claim of a record file."""
    found = YAML(typ="safe", pure=True).load(text)["claims"]
    return {(subject, repr(sorted(claim.items(), key=str))) for subject, listed in found.items() for claim in listed}
