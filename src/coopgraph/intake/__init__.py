"""Any way a curator writes, to tables and record trees.

:func:`read` takes files, folders, zips and standard input in any form of :data:`coopgraph.intake.reading.FORMS` and
gives :class:`~coopgraph.loaders.files.Files`; :func:`load_mapping` reads a mapping file, which tells what somebody's
own columns mean; :func:`annotated` puts findings into a copy of somebody's own table; :func:`folded` makes one line a
file of what the readers decided on their own. docs/forms.md shows the forms.
"""

from coopgraph.intake.annotating import annotated
from coopgraph.intake.mapping import Mapping
from coopgraph.intake.mappingfile import load as load_mapping
from coopgraph.intake.naming import Name, on_record
from coopgraph.intake.notes import folded
from coopgraph.intake.reading import read

__all__ = ["Mapping", "Name", "annotated", "folded", "load_mapping", "on_record", "read"]
