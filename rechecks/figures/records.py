"""Figures of the register: records that become repairable soon, and what share of the entities is dishonest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Count, DateField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, TruncMonth
from django.utils.translation import gettext_lazy as _

from notifications.models import Message
from rechecks.models import DishonestShare
from registry.models import Mandate, Obligation, Publication, Record, Subject
from registry.models.subjects import SubjectKind
from repair.models import RepairCase
from repair.models.status import PREPARING
from repair.services.reminders import FIRST_REMINDER

DAYS = 30
MONTHS = 12


@dataclass(frozen=True)
class RecordMeasure:
    """One number of the coming records: its name and what it counts of them."""

    name: str
    label: Any
    definition: Any
    means: Callable[[date], Q] = lambda _on: Q()
    is_step: bool = True  # on the way to an application; else what stands in its way


def _open_obligations(**lookups: Any) -> Exists:
    return Exists(Obligation.objects.filter(record=OuterRef("pk"), **lookups))


def _preparing() -> Exists:
    return Exists(RepairCase.objects.filter(record=OuterRef("pk"), status__in=PREPARING))


def _reminded() -> Exists:
    """Somebody was told of just this first day, some days before it: the key of the message says which day was meant."""
    told_on = Cast(OuterRef("repairable_from") + FIRST_REMINDER, DateField())
    words = (Value("repairable:"), Cast(OuterRef("pk"), CharField()), Value(":"), Cast(told_on, CharField()))
    return Exists(Message.objects.filter(key=Concat(*words, output_field=CharField())))


def _can_be_texted(on: date) -> Exists:
    """Somebody who acts for the subject has left a mobile number for reminders."""
    people = Mandate.objects.in_force(on).filter(subject=OuterRef("subject"), user__is_active=True)
    return Exists(people.filter(user__reminder_settings__phone__gt=""))


_ALL = (
    RecordMeasure(
        "coming",
        _("Becoming repairable"),
        _("Records on show whose first day to apply lies within the next 30 days, today not counted."),
    ),
    RecordMeasure(
        "reminded",
        _("Reminded"),
        _(
            "Of these, the ones of which somebody who acts for the subject has been reminded that the day is near."
        ),
        lambda _on: Q(_reminded()),
    ),
    RecordMeasure(
        "fulfilled",
        _("Obligations fulfilled"),
        _("Of these, the ones of which every obligation is known to be fulfilled."),
        lambda _on: Q(~_open_obligations(fulfilled=False), ~_open_obligations(fulfilled__isnull=True)),
    ),
    RecordMeasure(
        "preparing",
        _("Application being prepared"),
        _("Of these, the ones for which an application has been begun and not handed in."),
        lambda _on: Q(_preparing()),
    ),
    RecordMeasure(
        "unfulfilled",
        _("Obligation not fulfilled"),
        _("Of these, the ones of which an obligation is known not to be fulfilled."),
        lambda _on: Q(_open_obligations(fulfilled=False)),
        is_step=False,
    ),
    RecordMeasure(
        "no_phone",
        _("No mobile number"),
        _(
            "Of these, the ones for whose subject nobody has left a mobile number for reminders; the department that identified the record gets in touch."
        ),
        lambda on: Q(~_can_be_texted(on)),
        is_step=False,
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
    numbers = {name: Count("pk", filter=measure.means(on)) for name, measure in RECORD_MEASURES.items()}
    return coming(on).aggregate(**numbers)


def counted_records(name: str, on: date) -> "QuerySet[Record]":
    """Exactly the records that a number counts."""
    return coming(on).filter(RECORD_MEASURES[name].means(on))


@transaction.atomic
def note_dishonest_share(on: date) -> DishonestShare:
    """Count on a day how many entities have a record on show, and how many the register has."""
    counted = {"dishonest": dishonest_entities(on).count(), "entities": _entities().count()}
    share, _made = DishonestShare.objects.update_or_create(on=on, defaults=counted)
    return share


def _entities() -> "QuerySet[Subject]":
    return Subject.objects.exclude(kind=SubjectKind.NATURAL_PERSON)


def dishonest_entities(on: date) -> "QuerySet[Subject]":
    """Entities with a record on show."""
    on_show = Publication.objects.on_show(on).filter(record__subject=OuterRef("pk"))
    return _entities().filter(Exists(on_show))


def dishonest_shares(on: date) -> list[DishonestShare]:
    """The last day counted of each of the last months, the oldest first."""
    rows = DishonestShare.objects.filter(on__lte=on).annotate(month=TruncMonth("on"))
    newest = rows.order_by("-month", "-on").distinct("month")[:MONTHS]
    return list(reversed(newest))
