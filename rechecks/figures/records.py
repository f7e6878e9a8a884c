"""Figures of the register: records that become repairable soon, and what share of the entities is dishonest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from rechecks.models import DishonestShare
from registry.models import Obligation, Publication, Record, Subject
from registry.models.subjects import SubjectKind
from repair.models import RepairCase
from repair.models.status import PREPARING

DAYS = 30
MONTHS = 12


@dataclass(frozen=True)
class RecordMeasure:
    """One number of the coming records: its name and what it counts of them."""

    name: str
    label: Any
    definition: Any
    means: Callable[[], Q] = Q


def _open_obligations(**lookups: Any) -> Exists:
    return Exists(Obligation.objects.filter(record=OuterRef("pk"), **lookups))


def _preparing() -> Exists:
    return Exists(RepairCase.objects.filter(record=OuterRef("pk"), status__in=PREPARING))


_ALL = (
    RecordMeasure(
        "coming",
        _("Becoming repairable"),
        _("Records on show whose first day to apply lies within the next 30 days, today not counted."),
    ),
    RecordMeasure(
        "fulfilled",
        _("Obligations fulfilled"),
        _("Of these, the ones of which every obligation is known to be fulfilled."),
        lambda: Q(~_open_obligations(fulfilled=False), ~_open_obligations(fulfilled__isnull=True)),
    ),
    RecordMeasure(
        "preparing",
        _("Application being prepared"),
        _("Of these, the ones for which an application has been begun and not handed in."),
        lambda: Q(_preparing()),
    ),
    RecordMeasure(
        "unfulfilled",
        _("Obligation not fulfilled"),
        _("Of these, the ones of which an obligation is known not to be fulfilled."),
        lambda: Q(_open_obligations(fulfilled=False)),
    ),
)
RECORD_MEASURES = {measure.name: measure for measure in _ALL}


def coming(on: date) -> "QuerySet[Record]":
    """Records on show that become repairable in the days after that one."""
    shown = Publication.objects.on_show(on).filter(record=OuterRef("pk"))
    days = (on + timedelta(days=1), on + timedelta(days=DAYS))
    return Record.objects.filter(Exists(shown), repairable_from__range=days, withdrawn_on__isnull=True)


def count_coming(on: date) -> dict[str, int]:
    """All the numbers at once."""
    numbers = {name: Count("pk", filter=measure.means()) for name, measure in RECORD_MEASURES.items()}
    return coming(on).aggregate(**numbers)


def counted_records(name: str, on: date) -> "QuerySet[Record]":
    """Exactly the records that a number counts."""
    return coming(on).filter(RECORD_MEASURES[name].means())


@transaction.atomic
def note_dishonest_share(on: date) -> DishonestShare:
    """Count on a day how many entities have a record on show, and how many the register has."""
    entities = Subject.objects.exclude(kind=SubjectKind.NATURAL_PERSON)
    on_show = Publication.objects.on_show(on).filter(record__subject=OuterRef("pk"))
    share, _made = DishonestShare.objects.update_or_create(
        on=on, defaults={"dishonest": entities.filter(Exists(on_show)).count(), "entities": entities.count()}
    )
    return share


def dishonest_shares(on: date) -> list[DishonestShare]:
    """The last day counted of each of the last months, the oldest first."""
    rows = DishonestShare.objects.filter(on__lte=on).annotate(month=TruncMonth("on"))
    newest = rows.order_by("-month", "-on").distinct("month")[:MONTHS]
    return list(reversed(newest))
