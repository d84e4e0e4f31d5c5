"""Where the quads live. ``base`` is the port that the rest of the house knows; ``oxigraph`` is the embedded store."""
