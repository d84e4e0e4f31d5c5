"""A dataset as one page: a single HTML file to read, to print and to send, with nothing to load and no script.

    contents     store and findings -> what the page says
    holdings     what the dataset holds: counts, claims, source documents
    comparison   the network in each view, side by side; what goes without inferred claims
    drawing      the network as SVG, its names as text
    timeline     the events in time, with the bounds of what is not known exactly
    gaps         what is missing, and what the checks found, in a curator's words
    methods      how it was made: definition, weights, citations, versions, digests
    grid         tables as the page shows them
    page         contents -> HTML

The words and the looks stand in ``*.j2`` and ``style.css``, the questions to the store in ``*.rq``, all beside the
code. The same data and the same versions give the same bytes.
"""

from __future__ import annotations

from coopgraph.report.contents import Contents, Wishes, gather
from coopgraph.report.page import page, write

__all__ = ["Contents", "Wishes", "gather", "page", "write"]
