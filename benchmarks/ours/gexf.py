"""GEXF as :mod:`benchmarks.gexf` measures it, one side and one run: this process is small, as it has to be for that."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks import gexf


def main() -> None:
    """Write once, look at what was written the first time, and tell as every measured process does."""
    given = json.loads(sys.argv[1])
    path = Path(given["dump"]).with_suffix(".gexf")
    told = gexf.run(given["side"], path, given["nodes"], given["edges"])
    if given["first"]:
        gexf.apart(path, told, None)
    path.unlink()
    answer = {"edges": told["edges"]}
    print(json.dumps({"seconds": told["seconds"], "cpu": told["cpu"], "mb": told["mb"], "answer": answer}))


if __name__ == "__main__":
    main()
