"""The other population: records that should be gone and are not, so that a repair missed (漏修) is found without a complaint.

Each stands there for the first of the reasons that holds, with the day since which it should be gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Least

from casework.models import Case, ChannelOrder, ChannelReceipt, OrderKind, Removal
from objections.models import ObjectionCase
from rechecks.drawing import Checker, Item
from rechecks.models import RecheckCase
from rechecks.selectors.earlier_findings import departments_at_fault
from rechecks.selectors.population import REFUSED
from registry.models import Obligation, Publication, Record
from registry.models.publication import ON_SHOW
from repair.models import RepairCase
from repair.models import Status as RepairStatus

REASONS = ("still_shown", "period_over", "repairable")
RECORD_STRATA = ("department", "reason", "kind", "severity")
RECORD_RISKS = ("refused", "objection", "earlier_findings")
STANDS = (RepairStatus.APPROVED, RepairStatus.REPAIRED)  # the repair was granted, and nobody revoked it


@dataclass(frozen=True)
class RecordScope:
    """Which records: on that day still there, and to have gone in the period for one of these reasons.

    One whose obligations are fulfilled should have been repaired `long_days` after it became repairable:
    that is no law, but the question whether somebody forgot it.
    """

    since: date
    until: date
    on: date
    kinds: Sequence[str] = REASONS
    long_days: int = 90
    look_back_days: int = 365

    @property
    def said(self) -> tuple[tuple[str, Any], ...]:
        """As the population file states it."""
        return (
            ("from", self.since.isoformat()),
            ("kinds", sorted(self.kinds)),
            ("long_days", self.long_days),
            ("look_back_days", self.look_back_days),
            ("on", self.on.isoformat()),
            ("to", self.until.isoformat()),
        )


def lingering_records(scope: RecordScope, strata: Sequence[str], checkers: Iterable[Checker]) -> list[Item]:
    """Every record of the scope, in the order of their public ids."""
    since = _reasons(scope)
    names = {each.id for each in checkers}
    at_fault = departments_at_fault(scope.on, scope.look_back_days)
    rows = [row | {"was_at_fault": row["department__uscc"] in at_fault} for row in _rows(list(since))]
    items = [_item(row, *since[row["pk"]], strata, names) for row in rows]
    return sorted(items, key=lambda each: each.id)


def _reasons(scope: RecordScope) -> dict[int, tuple[str, date]]:
    """Of each record the first reason that holds, and since when, where that lies in the period."""
    found: dict[int, tuple[str, date]] = {}
    later = {"still_shown": 0, "period_over": 1, "repairable": scope.long_days}
    for reason in REASONS:
        for pk, day in _OF[reason](scope).values_list("pk", "last_day"):
            found.setdefault(pk, (reason, day + timedelta(days=later[reason])))
    return {
        pk: (reason, day)
        for pk, (reason, day) in found.items()
        if reason in scope.kinds and scope.since <= day <= scope.until
    }


def _still_shown(scope: RecordScope) -> "QuerySet[Record]":
    """Repaired or withdrawn before that day, and some channel shows it or has not been seen without it."""
    granted = Removal.objects.filter(record=OuterRef("pk"), case__status__in=STANDS, ordered_on__lt=scope.on)
    shown = Publication.objects.filter(record=OuterRef("pk"), state__in=ON_SHOW)
    unseen = ChannelReceipt.objects.filter(
        removal__record=OuterRef("pk"), removal__case__status__in=STANDS, seen_absent_at__isnull=True
    )
    owed = ChannelOrder.objects.owed().filter(record=OuterRef("pk"), kind=OrderKind.WITHDRAW)
    gone_by_right = Exists(granted) | Q(withdrawn_on__lt=scope.on)
    return Record.objects.filter(
        gone_by_right, Exists(shown) | Exists(unseen) | Exists(owed)
    ).annotate(
        ordered_on=Min("removals__ordered_on", filter=Q(removals__case__status__in=STANDS)),
        last_day=Least("ordered_on", "withdrawn_on"),  # the one there is, or the earlier
    )  # fmt: skip


def _period_over(scope: RecordScope) -> "QuerySet[Record]":
    """Its last day lies behind, and a channel still has it; where the rules keep what is unfulfilled, that may stay."""
    past = Q(publications__shown_until__lt=scope.on)
    fulfilled = Q(max_period_ends_on__lt=scope.on) & ~Exists(_unfulfilled())
    return (
        Record.objects.filter(past | fulfilled, publications__state__in=ON_SHOW, withdrawn_on__isnull=True)
        .annotate(shown_until=Max("publications__shown_until", filter=past))
        .annotate(last_day=Coalesce("shown_until", "max_period_ends_on"))
    )


def _repairable(scope: RecordScope) -> "QuerySet[Record]":
    """On show, everything fulfilled, repairable for long, and nobody is at it."""
    long_ago = scope.on - timedelta(days=scope.long_days)
    shown = Publication.objects.on_show(scope.on).filter(record=OuterRef("pk"))
    under_way = RepairCase.objects.open().filter(record=OuterRef("pk"))
    return Record.objects.filter(
        Exists(shown), ~Exists(_unfulfilled()), ~Exists(under_way),
        repairable_from__lte=long_ago, withdrawn_on__isnull=True,
    ).annotate(last_day=F("repairable_from"))  # fmt: skip


def _unfulfilled() -> "QuerySet[Obligation]":
    return Obligation.objects.filter(record=OuterRef("pk")).exclude(fulfilled=True)


_OF: Any = {"still_shown": _still_shown, "period_over": _period_over, "repairable": _repairable}


_RISK = {"refused": "was_refused", "objection": "was_objected_to", "earlier_findings": "was_at_fault"}


def _rows(pks: list[int]) -> Any:
    refused = Case.objects.filter(record=OuterRef("pk"), status__in=REFUSED, closed=True)
    objections = ObjectionCase.objects.filter(record=OuterRef("pk"), filed_on__isnull=False)
    steps = Q(cases__events__isnull=False) & ~Q(cases__machine=RecheckCase.MACHINE)
    return (
        Record.objects.filter(pk__in=pks)
        .annotate(
            was_refused=Exists(refused),
            was_objected_to=Exists(objections),
            actors=ArrayAgg("cases__events__actor__username", distinct=True, filter=steps),
            proposers=ArrayAgg(
                "cases__events__proposer__username",
                distinct=True,
                filter=steps & Q(cases__events__proposer__isnull=False),
            ),
            places=ArrayAgg("cases__events__department__uscc", distinct=True, filter=steps),
            moved_from=ArrayAgg("moves__source__uscc", distinct=True, filter=Q(moves__isnull=False)),
        )
        .values(
            "pk", "public_id", "document_number", "kind", "severity", "department__uscc", "department__name",
            "was_refused", "was_objected_to", "actors", "proposers", "places", "moved_from",
        )
    )  # fmt: skip


def _item(row: dict[str, Any], reason: str, day: date, strata: Sequence[str], names: set[str]) -> Item:
    words = {
        "department": row["department__name"],
        "reason": reason,
        "kind": row["kind"],
        "severity": row["severity"],
    }
    took_part = {*(row["actors"] or ()), *(row["proposers"] or ())}
    places = {row["department__uscc"], *(row["places"] or ()), *(row["moved_from"] or ())}
    return Item(
        id=row["public_id"],
        stratum=tuple(words[each] for each in strata),
        departments=tuple(sorted(places)),
        barred=tuple(sorted(took_part & names)),
        risks=tuple(risk for risk in RECORD_RISKS if row[_RISK[risk]]),
        facts=(
            ("department", words["department"]),
            ("document_number", row["document_number"]),
            ("kind", words["kind"]),
            ("reason", reason),
            ("severity", words["severity"]),
            ("should_be_gone_on", day.isoformat()),
        ),
    )
