"""Import of record files: a file in, one answer per row out, and the whole batch back if need be."""

from registry.importing.reading import UnreadableFile
from registry.importing.run import CannotImport, Outcome, import_file
from registry.importing.undo import Undone, undo_batch

__all__ = ["CannotImport", "Outcome", "Undone", "UnreadableFile", "import_file", "undo_batch"]
