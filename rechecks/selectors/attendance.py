"""Lists of trainings held in a room, with their counts, and their rows as a page shows them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from rechecks.texts.attendance import reason
from repair.models import AttendanceList, OfflineAttendance, RowState
from repair.services.attending import header_of
from repair.training.attendance import NAMES


@dataclass(frozen=True)
class ShownRow:
    """A row with its cells by column, its problems in words, and what was recorded of it."""

    number: int
    state: str
    state_name: str
    said: dict[str, str]
    problems: list[tuple[str, str, str]]  # column, value, reason
    attended: OfflineAttendance | None


def counted_lists() -> QuerySet[AttendanceList, Any]:
    """Every list, the newest first, with how many of its rows are what."""
    counts = {state.value: Count("rows", filter=Q(rows__state=state)) for state in RowState}
    recorded = Count("rows__attendance")
    certificates = Count("rows__attendance__certificate")
    lists = AttendanceList.objects.select_related("uploaded_by", "recorded_by")
    return lists.annotate(recorded=recorded, certificates=certificates, **counts).order_by("-pk")


def shown_rows(kept: AttendanceList) -> list[ShownRow]:
    """The rows of a list in their order."""
    places = header_of(kept).places
    rows = kept.rows.select_related("attendance__certificate__letter", "attendance__subject")
    return [
        ShownRow(
            row.number, row.state, row.get_state_display(),
            {role: row.cells[place] for role, place in places.items() if role in NAMES and place < len(row.cells)},
            [(column, value, reason(code)) for column, value, code in row.problems],
            getattr(row, "attendance", None),
        )
        for row in rows
    ]  # fmt: skip
