"""``python -m coopgraph`` is ``coopgraph``."""

from coopgraph.cli import main

main(prog_name="coopgraph")
