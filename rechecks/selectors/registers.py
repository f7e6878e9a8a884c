"""What the registers of the credit office list: who looked at what, and which decisions stand on which rules."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Concat
from django.utils import timezone

from casework.models import Case, CaseEvent, CaseLook, EvidenceLook
from objections.models import ObjectionCase
from registry.models import Export
from repair.models import RepairCase


@dataclass(frozen=True)
class Searched:
    """What a register is searched for: a number of a case or document, a person, from one day to another."""

    text: str = ""
    since: date | None = None
    until: date | None = None


def looks_at_cases(searched: Searched) -> "QuerySet[CaseLook]":
    """Who was shown a page of which case and for what, the newest first."""
    looks = CaseLook.objects.select_related("user", "case__record")
    if searched.text:
        looks = looks.filter(
            Q(case__number__iexact=searched.text)
            | Q(case__record__document_number=searched.text)
            | _is(searched.text)
        )
    return _within(looks, searched)


def steps_in_cases(searched: Searched, hidden: Collection[int] = ()) -> "QuerySet[CaseEvent]":
    """Who took which step, the newest first; nothing about the records of which something is hidden from the reader."""
    steps = CaseEvent.objects.select_related("actor", "case__record", "to_department")
    if hidden:
        records = Case.objects.filter(pk__in=hidden).order_by().values("record")
        steps = steps.exclude(case__record__in=records)
    if searched.text:
        steps = steps.filter(
            Q(case__number__iexact=searched.text)
            | Q(case__record__document_number=searched.text)
            | _is(searched.text, "actor")
        )
    return _within(steps, searched)


def looks_at_files(searched: Searched) -> "QuerySet[EvidenceLook]":
    """Who opened which file of evidence, parties as well as officers, the newest first."""
    looks = EvidenceLook.objects.select_related("user", "file__case__record", "file__record")
    if searched.text:
        looks = looks.filter(
            Q(file__case__number__iexact=searched.text)
            | Q(file__case__record__document_number=searched.text)
            | Q(file__record__document_number=searched.text)
            | _is(searched.text)
        )
    return _within(looks, searched)


def exports(searched: Searched) -> "QuerySet[Export]":
    """What was taken out of the house and by whom, the newest first; the number in a watermark finds its row."""
    rows = Export.objects.select_related("by")
    if searched.text:
        rows = rows.filter(
            Q(public_id=searched.text)
            | Q(sha256=searched.text.lower())
            | Q(title__contains=searched.text)
            | _is(searched.text, "by")
        )
    return _within(rows, searched)


def _is(person: str, column: str = "user") -> Q:
    """By the name of the account, or as it is said here: family name first, nothing between."""
    called = User.objects.alias(whole=Concat("last_name", "first_name")).filter(whole=person)
    return Q(**{f"{column}__username": person}) | Q(**{f"{column}__in": called})


def _within(looks: Any, searched: Searched) -> Any:
    """Whole days of the office's own time."""
    if searched.since:
        looks = looks.filter(at__gte=_midnight(searched.since))
    if searched.until:
        looks = looks.filter(at__lt=_midnight(searched.until + timedelta(days=1)))
    return looks.order_by("-pk")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class DecidedUnder:
    """How many decisions stand on one version of an instrument, and from when to when they were made."""

    instrument: str
    version: str
    repairs: int
    objections: int
    first_on: date
    last_on: date


DECISIONS = """
    WITH stands_on AS (
        SELECT 'repair' AS machine, layer->>'id' AS instrument, layer->>'version' AS version, decided_on AS on_day
        FROM repair_repaircase, jsonb_array_elements(assessment->'layers') AS layer
        WHERE decided_on IS NOT NULL AND case_ptr_id <> ALL(%(hidden)s)
        UNION ALL
        SELECT 'objection', layer->>0, layer->>1, concluded_on
        FROM objections_objectioncase, jsonb_array_elements(rules->'layers') AS layer
        WHERE concluded_on IS NOT NULL AND case_ptr_id <> ALL(%(hidden)s)
    )
    SELECT instrument, version, count(*) FILTER (WHERE machine = 'repair'),
        count(*) FILTER (WHERE machine = 'objection'), min(on_day), max(on_day)
    FROM stands_on GROUP BY instrument, version ORDER BY instrument, max(on_day) DESC, version"""


def decisions_by_version(hidden: Iterable[int] = ()) -> list[DecidedUnder]:
    """Every version of an instrument on which a decision stands; a decision stands on several instruments.

    That a case was decided at all is part of its outcome: what is hidden from the reader is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(DECISIONS, {"hidden": list(hidden)})
        return [DecidedUnder(*row) for row in cursor.fetchall()]


def decided_under(instrument: str, version: str, hidden: Iterable[int] = ()) -> "QuerySet[Case]":
    """The cases behind one line of `decisions_by_version`, the newest first."""
    repairs = RepairCase.objects.filter(
        decided_on__isnull=False, assessment__layers__contains=[{"id": instrument, "version": version}]
    )
    objections = ObjectionCase.objects.filter(
        concluded_on__isnull=False, rules__layers__contains=[[instrument, version]]
    )
    either = Q(pk__in=repairs.values("pk")) | Q(pk__in=objections.values("pk"))
    kinds = "repaircase", "objectioncase"  # each row says of which kind it is, and links to it
    return (
        Case.objects.filter(either)
        .exclude(pk__in=hidden)
        .select_related("record", "subject", "department", *kinds)
        .order_by("-pk")
    )
