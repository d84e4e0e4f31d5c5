"""Any way a curator writes, to tables and record trees.

:func:`read` takes files, folders, zips and standard input in any form of :data:`coopgraph.intake.reading.FORMS` and
gives :class:`~coopgraph.loaders.files.Files`; :func:`load_mapping` reads a mapping file, which tells what somebody's
own columns mean; :func:`annotate` writes findings into a copy of somebody's own table. docs/forms.md shows the forms.
"""

from coopgraph.intake.annotating import annotate
from coopgraph.intake.mapping import Mapping
from coopgraph.intake.mapping import load as load_mapping
from coopgraph.intake.reading import read

__all__ = ["Mapping", "annotate", "load_mapping", "read"]
