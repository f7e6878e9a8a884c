"""One matter after the other: a case may have to wait until another one on its record is closed.

A kind of case says of itself that it comes first (`Case.COMES_FIRST`); the kinds below know it only as a case.
"""

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.errors import NotOpenAnyMore
from casework.guards import machines
from casework.models import Case
from registry.models import Record


class WaitsForAnother(NotOpenAnyMore):
    """The case waits for another one (409)."""

    def __init__(self, other: Case) -> None:
        words = _("This case waits for {number} on the same record, and goes on when that is closed.")
        super().__init__(format_lazy(words, number=other.number))


def must_not_wait(case: Case) -> None:
    """Raises WaitsForAnother, with the number, where an officer would take a step on a case that waits."""
    if case.paused_for:
        raise WaitsForAnother(case.paused_for)


def what_comes_first(record: Record) -> Case | None:
    """The open case on the record for which every other has to wait."""
    first = Q(pk__in=[])
    for name, kind in machines().items():
        first |= Q(machine=name, status__in=kind.COMES_FIRST)
    return Case.objects.open().filter(first, record=record).first()


def hold_what_comes_first(record: Record) -> Case | None:
    """The same, kept from being closed until the transaction ends."""
    found = what_comes_first(record)
    return found and Case.objects.open().select_for_update(no_key=True).filter(pk=found.pk).first()
