"""What can be drawn: closed cases with their strata and risks, and the people who may check them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from casework.models import Case, CaseEvent
from objections.models import ObjectionCase
from objections.models import Status as ObjectionStatus
from rechecks.drawing import Checker, Item
from rechecks.selectors.earlier_findings import departments_at_fault
from registry.duties import CREDIT_OFFICE
from repair.models import RepairCase
from repair.models import Status as RepairStatus

KINDS = (RepairCase.MACHINE, ObjectionCase.MACHINE)
STRATA = ("department", "outcome", "kind", "month")
RISKS = ("refused", "fast", "returned_twice", "objection", "earlier_findings")
REFUSED = frozenset(
    {
        RepairStatus.REJECTED,
        RepairStatus.NOT_ACCEPTED,
        ObjectionStatus.DISMISSED,
        ObjectionStatus.NOT_ACCEPTED,
    }
)
GRANTED = frozenset({RepairStatus.REPAIRED, RepairStatus.REVOKED})


@dataclass(frozen=True)
class Scope:
    """Which cases: closed in the period, of these kinds; a grant within so many days is a fast one.

    A finding against the department is an earlier one within so many days up to the end of the period.
    """

    since: date
    until: date
    kinds: Sequence[str] = KINDS
    fast_days: int = 1
    look_back_days: int = 365

    @property
    def said(self) -> tuple[tuple[str, Any], ...]:
        """As the population file states it."""
        return (
            ("fast_days", self.fast_days),
            ("from", self.since.isoformat()),
            ("kinds", sorted(self.kinds)),
            ("look_back_days", self.look_back_days),
            ("to", self.until.isoformat()),
        )


def who_may_check(names: Sequence[str] = ()) -> "QuerySet[User]":
    """The credit office and every reviewer, or those of them who are named."""
    people = User.objects.filter(
        Q(groups__name=CREDIT_OFFICE) | Q(groups__name__endswith="/review_cases"),
        is_active=True,
        is_superuser=False,
    ).distinct()
    return people.filter(username__in=names) if names else people


def checkers_of(people: "QuerySet[User]") -> list[Checker]:
    """With every department in which they have or ever had a place."""
    places = people.annotate(
        places=ArrayAgg("memberships__department__uscc", filter=Q(memberships__isnull=False), distinct=True)
    )
    return sorted(
        (Checker(name, tuple(sorted(uscc or ()))) for name, uscc in places.values_list("username", "places")),
        key=lambda each: each.id,
    )


def closed_cases(scope: Scope, strata: Sequence[str], checkers: Iterable[Checker]) -> list[Item]:
    """Every case of the scope that had been handed in, in the order of their numbers."""
    names = {each.id for each in checkers}
    at_fault = departments_at_fault(scope.until, scope.look_back_days)
    rows = [row | {"was_at_fault": row["department__uscc"] in at_fault} for row in _rows(scope)]
    items = [_item(each, scope, strata, names) for each in rows]
    return sorted(items, key=lambda each: each.id)


def _rows(scope: Scope) -> Any:
    closings = CaseEvent.objects.filter(case=OuterRef("pk"), closes=True).order_by("-seq")
    objections = ObjectionCase.objects.filter(record=OuterRef("record"), filed_on__isnull=False)
    asked_again = Q(events__target=RepairStatus.SUPPLEMENTING) & ~Q(events__source=RepairStatus.SUPPLEMENTING)
    return (
        Case.objects.filter(
            Q(repaircase__submitted_on__isnull=False) | Q(objectioncase__filed_on__isnull=False),
            closed=True,
            machine__in=scope.kinds,
        )
        .annotate(closed_on=Subquery(closings.values("on")[:1]))
        .filter(closed_on__range=(scope.since, scope.until))
        .annotate(
            was_objected_to=Exists(objections.exclude(pk=OuterRef("pk"))),
            times_returned=Count("events", filter=asked_again | Q(events__verb="send_back")),
            actors=ArrayAgg("events__actor__username", distinct=True),
            proposers=ArrayAgg(
                "events__proposer__username", distinct=True, filter=Q(events__proposer__isnull=False)
            ),
            places=ArrayAgg("events__department__uscc", distinct=True),
        )
        .values(
            "number", "machine", "status", "closed_on", "department__uscc", "department__name", "was_objected_to",
            "times_returned", "actors", "proposers", "places", "repaircase__submitted_on",
            "repaircase__decided_on", "objectioncase__outcome", "objectioncase__review_asked_on",
        )
    )  # fmt: skip


def _item(row: dict[str, Any], scope: Scope, strata: Sequence[str], names: set[str]) -> Item:
    words = {
        "department": row["department__name"],
        "outcome": f"{row['machine']}.{row['objectioncase__outcome'] or row['status']}",
        "kind": row["machine"],
        "month": row["closed_on"].strftime("%Y-%m"),
    }
    took_part = {*row["actors"], *(row["proposers"] or ())}
    return Item(
        id=row["number"],
        stratum=tuple(words[each] for each in strata),
        departments=tuple(sorted({row["department__uscc"], *row["places"]})),
        barred=tuple(sorted(took_part & names)),  # nobody else's name leaves the house
        risks=tuple(risk for risk in RISKS if _RISK[risk](row, scope)),
        facts=(
            ("closed_on", row["closed_on"].isoformat()),
            ("department", words["department"]),
            ("kind", words["kind"]),
            ("outcome", words["outcome"]),
        ),
    )


def _is_fast(row: dict[str, Any], scope: Scope) -> bool:
    handed_in, decided = row["repaircase__submitted_on"], row["repaircase__decided_on"]
    was_granted = row["machine"] == RepairCase.MACHINE and row["status"] in GRANTED
    return bool(was_granted and decided) and (decided - handed_in).days <= scope.fast_days


_RISK = {
    "refused": lambda row, _scope: row["status"] in REFUSED,
    "fast": _is_fast,
    "returned_twice": lambda row, _scope: row["times_returned"] > 1,
    "objection": lambda row, _scope: row["was_objected_to"] or bool(row["objectioncase__review_asked_on"]),
    "earlier_findings": lambda row, _scope: row["was_at_fault"],
}
