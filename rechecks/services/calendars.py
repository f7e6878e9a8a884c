"""The State Council's notice for a year: entered by one person, released by another, and what follows for due dates."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.errors import CaseError, NotOpenAnyMore
from notifications.services import Note, tell
from objections.models import ObjectionCase
from objections.services import nightly
from rechecks.models import CalendarEffect, CalendarNotice, CalendarRelease
from rechecks.selectors.calendar import Moved, moved_by
from rechecks.selectors.given_days import Moves, days_that_move
from rechecks.services.given_days import move_given_days
from registry.duties import duty_group, office_people, sits_in_credit_office
from registry.models import Department
from repair.services.dates import renew_every_due_date
from rules.calendar import FIXED_HOLIDAYS, SATURDAY, WorkCalendar
from rules.models import CalendarDay, CalendarYear
from rules.services import office_calendar

MOST_LINES = 400
OFF = frozenset({"off", "休", "放假", "休息", "holiday"})
WORKED = frozenset({"work", "班", "上班", "补班", "调休上班", "working"})
PARTS = re.compile(r"[\s,，;；、]+")


class BadNotice(CaseError):
    """A notice that cannot be the calendar of its year; the words name the line."""

    default = gettext_lazy("These days cannot be the calendar of the year.")


@dataclass(frozen=True)
class NoticeDay:
    """One day of a notice: off, or worked to make up for one."""

    day: date
    works: bool
    name: str = ""

    @property
    def line(self) -> str:
        return f"{self.day.isoformat()}\t{'work' if self.works else 'off'}\t{self.name}"


def read_days(text: str, year: int) -> list[NoticeDay]:
    """The days of a notice, a line each: date, off or work, name. What cannot be is refused with its line."""
    lines = [(n, line.strip()) for n, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1)]
    days = [_read_day(n, line, year) for n, line in lines[: MOST_LINES + 1] if line]
    if len(days) > MOST_LINES:
        raise BadNotice(_("A notice has fewer lines than that."), field="days")
    for each, n in Counter(each.day for each in days).items():
        if n > 1:
            raise BadNotice(_("%(day)s stands there twice.") % {"day": each.isoformat()}, field="days")
    off = {each.day for each in days if not each.works}
    missing = sorted(date(year, *day) for day in FIXED_HOLIDAYS if date(year, *day) not in off)
    if missing:
        words = _("Statutory holidays are missing: %(days)s.")
        raise BadNotice(words % {"days": "、".join(each.isoformat() for each in missing)}, field="days")
    return sorted(days, key=lambda each: each.day)


def _read_day(n: int, line: str, year: int) -> NoticeDay:
    said, *rest = PARTS.split(line, maxsplit=2)
    try:
        day = date.fromisoformat(said.replace("/", "-"))
    except ValueError:
        raise BadNotice(
            _("Line %(n)s: “%(said)s” is no date.") % {"n": n, "said": said}, field="days"
        ) from None
    word = rest[0].lower() if rest else ""
    if word not in OFF | WORKED:
        raise BadNotice(_("Line %(n)s: say “off” or “work” after the date.") % {"n": n}, field="days")
    # The notice for a year can speak of the last days of the year before.
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        raise BadNotice(
            _("Line %(n)s: %(day)s is not of the year %(year)s.") % {"n": n, "day": said, "year": year},
            field="days",
        )
    if word in WORKED and day.weekday() < SATURDAY:
        words = _("Line %(n)s: %(day)s is a weekday, which is worked anyway.")
        raise BadNotice(words % {"n": n, "day": said}, field="days")
    return NoticeDay(day, word in WORKED, rest[1].strip()[:60] if len(rest) > 1 else "")


def days_of(notice: CalendarNotice) -> list[NoticeDay]:
    """The days of a notice as they were kept."""
    rows = (line.split("\t") for line in notice.days.splitlines())
    return [NoticeDay(date.fromisoformat(day), word == "work", name) for day, word, name in rows]


def calendar_under(notice: CalendarNotice) -> WorkCalendar:
    """The office's calendar as it would be with the notice."""
    return office_calendar().with_year(notice.year, _as_table(notice))


def _as_table(notice: CalendarNotice) -> Mapping[date, bool]:
    return {each.day: each.works for each in days_of(notice)}


def changed_days(notice: CalendarNotice) -> list[date]:
    """The days that are worked otherwise than the calendar of now has it."""
    first, last = date(notice.year - 1, 12, 1), date(notice.year, 12, 31)
    return calendar_under(notice).differs_from(office_calendar(), first, last)


def moves_under(notice: CalendarNotice, on: date) -> list[Moved]:
    """The open cases whose due date would move."""
    return list(moved_by(calendar_under(notice), changed_days(notice), on))


def given_days_under(notice: CalendarNotice, on: date) -> list[Moves]:
    """The days of orders to correct, hearings and supervision notices that would move; they move with the release."""
    return days_that_move(office_calendar(), calendar_under(notice), on)


@transaction.atomic
def draft_notice(year: int, *, source: str, days: str, by: User, on: date) -> CalendarNotice:
    """Enter the notice for a year."""
    _of_the_office(by)
    if not on.year <= year <= on.year + 1:
        raise BadNotice(_("Only this year's notice and the next one's are entered."), field="year")
    text = "\n".join(each.line for each in read_days(days, year))
    digest = sha256(text.encode()).hexdigest()
    return CalendarNotice.objects.create(
        year=year, source=source, days=text, sha256=digest, drafted_by=by, drafted_on=on
    )


@transaction.atomic
def discard_notice(pk: int, *, by: User, on: date) -> None:
    """Give a notice up that was entered wrongly."""
    notice = _open_notice(pk, by)
    if notice.drafted_by_id != by.pk:
        raise CaseError(_("Only who entered it gives it up."))
    notice.discarded_on = on
    notice.save(update_fields=["discarded_on"])


@transaction.atomic
def release_notice(pk: int, *, digest: str, by: User, on: date) -> CalendarRelease:
    """Make it the calendar of its year. Due dates follow at once, in the background."""
    notice = _open_notice(pk, by)
    if notice.sha256 != digest:
        raise NotOpenAnyMore
    if notice.drafted_by_id == by.pk:
        raise CaseError(_("You entered it: somebody else of the credit office has to release it."))
    days, moves = days_of(notice), given_days_under(notice, on)
    CalendarDay.objects.filter(day__year=notice.year).delete()
    CalendarDay.objects.filter(day__in=[each.day for each in days]).delete()
    kinds = {True: CalendarDay.Kind.WORKING, False: CalendarDay.Kind.HOLIDAY}
    CalendarDay.objects.bulk_create(
        CalendarDay(day=each.day, kind=kinds[each.works], name=each.name, source=notice.source)
        for each in days
    )
    CalendarYear.objects.update_or_create(
        year=notice.year, defaults={"decided": True, "source": notice.source}
    )
    released = CalendarRelease.objects.create(
        draft=notice, sha256=notice.sha256, drafted_by=notice.drafted_by, released_by=by, released_on=on
    )
    move_given_days(released, moves, on=on)
    return released


def move_due_dates(on: date) -> int:
    """Every due date follows a released calendar, with an event and word to its party; departments are told."""
    waiting = CalendarRelease.objects.filter(effect=None).select_related("draft").order_by("pk")
    return sum(_move_under(each, on) for each in waiting)


def _move_under(released: CalendarRelease, on: date) -> int:
    begins = date(released.draft.year - 1, 12, 1)  # whatever ends later is asked
    moved = list(moved_by(office_calendar(), [begins], on))
    _tell_departments(released, moved)
    redated = renew_every_due_date(on)
    running = ObjectionCase.objects.open().exclude(due_on__isnull=True).order_by("pk")
    redated += sum(nightly.redate(case, on=on) for case in running)
    redated += released.moved_days.count()
    CalendarEffect.objects.get_or_create(release=released, defaults={"on": on, "moved": redated})
    return redated


@transaction.atomic
def _tell_departments(released: CalendarRelease, moved: list[Moved]) -> None:
    """Whoever reviews or leads where a date moved, and the credit office, once."""
    per = Counter(each.case.department_id for each in moved)
    key, year = f"calendar:{released.pk}", released.draft.year
    for department in Department.objects.filter(pk__in=per):
        people = User.objects.filter(
            groups__in=[duty_group(department, duty) for duty in ("review_cases", "lead_department")],
            is_active=True,
        ).distinct()
        words = _("%(n)s due dates of %(department)s moved. Each case says from when to when.")
        text = words % {"n": per[department.pk], "department": department.name}
        title = _("The calendar of %(year)s is out") % {"year": year}
        tell(people, Note(title, text, "/work/"), key=f"{key}:{department.pk}")
    said = _("%(n)s due dates moved in %(departments)s departments.") % {
        "n": len(moved),
        "departments": len(per),
    }
    title = _("The calendar of %(year)s is out") % {"year": year}
    tell(office_people(), Note(title, said, "/office/calendar/"), key=key)


def _open_notice(pk: int, by: User) -> CalendarNotice:
    _of_the_office(by)
    notice = CalendarNotice.objects.select_for_update().get(pk=pk)
    if not notice.is_open:
        raise NotOpenAnyMore
    return notice


def _of_the_office(by: User) -> None:
    if not sits_in_credit_office(by):
        raise PermissionDenied
