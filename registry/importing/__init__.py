"""Import of record files: a file in, one answer per row out, and the whole batch back if need be."""

from registry.importing.reading import UnreadableFile
from registry.importing.results import Outcome, as_json_lines
from registry.importing.run import CannotImport, import_file
from registry.importing.undo import Undone, undo_batch

__all__ = [
    "CannotImport",
    "Outcome",
    "Undone",
    "UnreadableFile",
    "as_json_lines",
    "import_file",
    "undo_batch",
]
