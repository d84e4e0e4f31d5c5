"""The curated files in their canonical form: written, merged, taken apart, swapped in whole.

:mod:`~coopgraph.curated.form` says what the bytes of a dataset are (:mod:`~coopgraph.curated.tableform` and
:mod:`~coopgraph.curated.recordform` of its two kinds of files, :mod:`~coopgraph.curated.scalars` of a text in YAML);
:mod:`~coopgraph.curated.formatting` brings a folder into that form and proves that nothing else changed;
:mod:`~coopgraph.curated.merge` adds what is new to what is there and :mod:`~coopgraph.curated.without` is its inverse;
:mod:`~coopgraph.curated.swap` puts files into a folder all at once.
"""
