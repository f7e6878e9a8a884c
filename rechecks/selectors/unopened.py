"""Why nothing was begun for something that was drawn: it waits, or nobody may check it as it stands."""

from collections.abc import Sequence
from enum import Enum

from rechecks.models import DrawnItem, RecheckCase
from rechecks.selectors.outsiders import had_a_part


class Unopened(Enum):
    """What keeps the recheck of a drawn item from beginning."""

    WAITS = "another recheck of its record is open"
    TAKEN_UP_AGAIN = "its case is open again"
    BARRED = "its checker has had a part in it since"
    NOT_YET = "nothing"


def why_unopened(items: Sequence[DrawnItem]) -> dict[int, Unopened]:
    """By the key of the item."""
    records = {each.is_about.pk for each in items}
    being_checked = set(
        RecheckCase.objects.open()
        .order_by()
        .filter(record_id__in=records)
        .values_list("record_id", flat=True)
    )
    return {each.pk: _why(each, being_checked) for each in items}


def _why(item: DrawnItem, being_checked: set[int]) -> Unopened:
    if item.is_about.pk in being_checked:
        return Unopened.WAITS
    if item.case is not None and not item.case.closed:
        return Unopened.TAKEN_UP_AGAIN
    would_be = RecheckCase(record=item.is_about, examines=item.case, checker=item.checker)
    would_be.department_id = item.is_about.department_id
    return Unopened.BARRED if had_a_part(item.checker, would_be) else Unopened.NOT_YET
