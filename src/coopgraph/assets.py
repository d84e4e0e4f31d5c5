"""Find ontology/, shapes/, queries/ and the bundled data/, in a checkout or in an installed wheel.

In a checkout they stand at the top of the project, two folders above this file; a wheel carries them inside
the package, under ``bundled/``.
"""

from __future__ import annotations

from pathlib import Path

from coopgraph.errors import InputError

_HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder ``name`` (ontology, shapes, queries or data).

    Raises InputError when it is in neither place, as in a broken installation.

    >>> (folder("ontology") / "coopgraph.ttl").is_file()
    True
    """
    for root in (_HERE / "bundled", _HERE.parent.parent):
        if (root / name).is_dir() and any((root / name).iterdir()):
            return root / name
    raise InputError(f"the folder {name!r} is missing from this installation of coopgraph; install it anew")


def files(name: str, pattern: str) -> list[Path]:
    """Return the files of a bundled folder that match a glob pattern, sorted by path."""
    return sorted(folder(name).glob(pattern))
