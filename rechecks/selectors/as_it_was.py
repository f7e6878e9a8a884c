"""The record as it was before the case that is rechecked put it right: its present words would give the outcome away."""

from copy import copy

from casework.models import RecordCorrection
from rechecks.models import RecheckCase
from registry.correctable import FIELDS, CannotCorrect
from registry.models import Record


def record_as_it_was(case: RecheckCase) -> Record:
    """A copy to be read, never saved; the values that the examined case corrected, and any later one, are those of before."""
    was = copy(case.record)
    if case.examines_id is None:
        return was
    first = RecordCorrection.objects.filter(case=case.examines_id).order_by("pk").first()
    if first is None:
        return was
    later = RecordCorrection.objects.filter(record=case.record_id, pk__gte=first.pk)
    for each in later.order_by("-pk"):
        field = FIELDS[each.field]
        try:
            field.set(was, field.read(each.old))
        except CannotCorrect:  # it came so with an import, and reads back to nothing
            field.set(was, each.old)
    return was
