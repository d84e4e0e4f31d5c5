"""Files to records. :mod:`~coopgraph.loaders.dataset` reads a whole folder; each format has a module of its own.

``READERS`` names the formats; a reader turns a file into cells that know their place, and knows nothing of what
they mean. :mod:`~coopgraph.loaders.authority` and :mod:`~coopgraph.loaders.claims` turn cells into records.
"""
