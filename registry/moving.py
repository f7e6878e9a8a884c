"""A record whose identifying department was wrong in the register gets the right one, and keeps the trace.

The database lets a record move only behind its open case (casework's guards), so nobody but the
one door of case moves calls this.
"""

from datetime import date

from registry.assessing import DERIVED, assess_record, stamp_periods
from registry.models import Department, Record, RecordMove
from rules.services import current_library

# What an import reads off the department; it goes along with the record.
OF_THE_DEPARTMENT = ("jurisdiction", "sector", "field")


def move_record(record: Record, *, to: Department, on: date, because: str) -> None:
    """Give the record to another department, under the rules of that one; `because` names the case."""
    RecordMove.objects.create(
        record=record, source_id=record.department_id, target=to, on=on, because=because
    )
    record.department = to
    changed = [name for name in OF_THE_DEPARTMENT if getattr(record, name) != getattr(to, name)]
    for name in changed:
        setattr(record, name, getattr(to, name))
    if changed:
        stamp_periods(record, assess_record(record, on, current_library()), on)
    record.save(update_fields=["department", *OF_THE_DEPARTMENT, *DERIVED])
