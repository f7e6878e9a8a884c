"""The record as it was before the case that is rechecked put it right: its present words would give the outcome away."""

from copy import copy

from django.db.models import prefetch_related_objects

from casework.models import Case, RecordCorrection
from rechecks.models import RecheckCase
from registry.correctable import FIELDS, CannotCorrect
from registry.models import Record
from repair.services.decide import noted_by


def record_as_it_was(case: RecheckCase) -> Record:
    """A copy to be read, never saved; the values that the examined case corrected, and any later one, are those of before."""
    was = copy(case.record)
    if case.examines is None:
        return was
    _forget_what_it_noted(was, case.examines)
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


def _forget_what_it_noted(was: Record, examined: Case) -> None:
    """What the examined case noted as fulfilled was not known in the register before it was decided."""
    prefetch_related_objects([was], "obligations")
    for each in was.obligations.all():
        if each.source.endswith(noted_by(examined)):
            each.fulfilled, each.fulfilled_on, each.source = None, None, ""
