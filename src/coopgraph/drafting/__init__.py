"""Empty forms for new records, and drafts from a text.

:func:`template` makes the forms, :func:`propose` finds what a text may speak of, :func:`draft` makes of that a form to
be confirmed line by line, and :func:`document` proposes the row that the text's document needs. Nothing is written
here, and nothing proposed is a fact.
"""

from coopgraph.drafting.candidates import Candidate
from coopgraph.drafting.document import document
from coopgraph.drafting.draft import Draft, draft
from coopgraph.drafting.proposing import propose
from coopgraph.drafting.template import template

__all__ = ["Candidate", "Draft", "document", "draft", "propose", "template"]
