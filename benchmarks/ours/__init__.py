"""coopgraph's side of each stage, a module a measurement. Run by coopgraph's own Python."""
