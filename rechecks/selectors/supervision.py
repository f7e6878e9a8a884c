"""What supervision looks at: cases that are late, notices and how they stand, who has one already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from casework.models import Case, Desk
from rechecks.models import SupervisedCase, SupervisionEvent, SupervisionNotice
from rechecks.models.supervision import EventKind
from registry.duties import DESK_DUTIES, departments_where
from registry.models import Department
from rules.calendar import WorkCalendar

AT_WORK = (Desk.DEPARTMENT, Desk.COUNTERSIGN, Desk.TRANSFER)  # desks of departments
SHOWN = 200


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to."""

    department: int | None = None
    days_over: int = 0  # at least so many working days
    repeated: bool = False


def late_cases(on: date, calendar: WorkCalendar, asked: Asked | None = None) -> Any:
    """Open cases of every kind that lie with a department beyond their due date, the latest first."""
    asked = asked or Asked()
    rows = Case.objects.late(on).filter(desk__in=AT_WORK, paused_for=None)
    if asked.department:
        rows = rows.filter(department=asked.department)
    if asked.days_over:
        rows = rows.filter(due_on__lte=due_so_long_ago(on, asked.days_over, calendar))
    if asked.repeated:
        rows = rows.filter(Exists(_notices_of(OuterRef("pk"))))
    return rows.select_related("record", "subject", "department").order_by("due_on", "pk")


def without_notice(cases: Any) -> Any:
    """Those of the cases that no open notice is about."""
    return cases.filter(~Exists(_open_notices_of(OuterRef("pk"))))


def due_so_long_ago(on: date, working_days: int, calendar: WorkCalendar) -> date:
    """The latest due date that is over by so many working days on that day."""
    day = on
    while calendar.count(day, on) < working_days:
        day -= timedelta(days=1)
    return day


def notices(on: date, calendar: WorkCalendar, *, closed: bool, asked: Asked | None = None) -> Any:
    """Notices with how they stand: open ones by the day of reply, closed ones the newest first."""
    asked = asked or Asked()
    rows = SupervisionNotice.objects.with_standing().filter(is_closed=closed)
    if asked.department:
        rows = rows.filter(department=asked.department)
    if asked.days_over:
        rows = rows.filter(supervised__due_on__lte=due_so_long_ago(on, asked.days_over, calendar)).distinct()
    if asked.repeated:
        rows = rows.filter(Exists(_of_the_year_before(OuterRef("department_id"), OuterRef("pk"), on.year)))
    rows = rows.select_related("department", "responsible", "letter").prefetch_related(
        "supervised__case__subject"
    )
    return rows.order_by("-pk") if closed else rows.order_by("reply_by", "pk")


def notices_this_year(departments: Iterable[int], on: date) -> dict[int, int]:
    """How many notices each department has had this year."""
    rows = SupervisionNotice.objects.filter(department__in=set(departments), issued_on__year=on.year)
    return dict(rows.order_by().values_list("department").annotate(n=Count("pk")))


def supervised(cases: Collection[Any]) -> dict[int, SupervisionNotice]:
    """The open notice of each of the cases that has one."""
    rows = SupervisedCase.objects.filter(case__in=[each.pk for each in cases])
    running = rows.filter(~Exists(_closings(OuterRef("notice_id"))))
    return {each.case_id: each.notice for each in running.select_related("notice")}


def notices_of(user: Any) -> Any:
    """The notices to the departments in which the person has a duty at the desk."""
    ours = {pk for duty in DESK_DUTIES for pk in departments_where(user, duty)}
    return SupervisionNotice.objects.with_standing().filter(department__in=ours)


def unanswered_by(user: Any) -> int:
    """How many notices wait for a reply of the person's departments."""
    return notices_of(user).filter(is_closed=False, is_replied=False).count()


def departments_late(on: date, calendar: WorkCalendar) -> list[Department]:
    """Whom the filter offers: departments with late cases or with notices."""
    late = late_cases(on, calendar).order_by().values("department")
    noticed = SupervisionNotice.objects.values("department")
    return list(Department.objects.filter(Q(pk__in=late) | Q(pk__in=noticed)))


def _closings(notice: Any) -> Any:
    return SupervisionEvent.objects.filter(notice=notice, kind=EventKind.CLOSED)


def _notices_of(case: Any) -> Any:
    return SupervisedCase.objects.filter(case=case)


def _open_notices_of(case: Any) -> Any:
    return _notices_of(case).filter(~Exists(_closings(OuterRef("notice_id"))))


def _of_the_year_before(department: Any, notice: Any, year: int) -> Any:
    return SupervisionNotice.objects.filter(department=department, issued_on__year=year, pk__lt=notice)
