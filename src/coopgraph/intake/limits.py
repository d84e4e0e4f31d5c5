"""How much is read at most: what is larger is refused at once and with the number, before any of it is kept.

The bundled dataset is a thousandth of these, so that no curator meets them; a hostile or mistaken file does.
"""

from __future__ import annotations

MB = 1024 * 1024
MAX_FILE = 64 * MB
"""Bytes of a file, of standard input, and of all that a zip or XLSX file unpacks to."""
MAX_TREE = 8 * MB
"""Characters of a JSON file; it becomes a tree of nodes that know their line."""
MAX_YAML = 2 * MB
"""Characters of a record file in YAML, which is read at about 100 KB a second."""
MAX_LINE = MB
"""Bytes of a line of a table or of JSON Lines."""
MAX_ROWS = 100_000
"""Rows of a table."""
MAX_COLUMNS = 500
"""Columns of a table."""
MAX_CELLS = 1_000_000
"""Cells of a workbook that hold something."""
MAX_CELL = 100_000
"""Characters of a cell; Excel itself holds 32,767."""
MAX_MEMBERS = 1000
"""Files in a zip or XLSX file, and files of a folder."""
MAX_RATIO = 200
"""How many times its packed size a member of a zip may have; more is a bomb, when it is larger than RATIO_FROM."""
RATIO_FROM = MB
MAX_ALIKE = 200
"""Problems of one kind that are told of one file; then only how many more there are."""


def megabytes(size: int) -> str:
    """Return a number of bytes for people.

    >>> megabytes(67_108_864), megabytes(1_500_000)
    ('64 MB', '1.4 MB')
    """
    return f"{size / MB:.1f}".removesuffix(".0") + " MB"
