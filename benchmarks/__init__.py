"""coopgraph beside the tools that a user would otherwise take, on the same data in the same run: ``make bench``.

    data       what is measured on, made by ``coopgraph synth``
    probe      what runs inside a measured process: time, memory, answer
    measure    processes in turn, the best of several runs
    stages/    what is measured, of whom, and when an answer counts as right
    ours/      coopgraph's side of each stage
    peers/     the other sides; they run in environments of their own and never import coopgraph
    triples    whether two tools made the same triples
    results    the cells of a run, as a file; growth and ratios
    targets    what was promised, and whether it is met
    table, plot, page    what is made of the results

Two things are measured elsewhere: how good drafts from a text are (``drafting``), and writing GEXF (``gexf``).
"""
