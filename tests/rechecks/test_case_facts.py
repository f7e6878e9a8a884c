"""What the database says of each case in figures, against the rules' own clock and calendar over the same events."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from casework.clocks import counted_from
from casework.models import CaseEvent
from rechecks.models import CaseFacts, Result
from rules.clock import ClockEvent, State, read_clock
from rules.services import office_calendar

DAY = timedelta(days=1)
RESULTS = {
    "approved": Result.GRANTED, "rejected": Result.REFUSED, "lapsed": Result.ENDED, "cleared": Result.ENDED,
    "withdrawn": Result.ENDED, "not_accepted": Result.NOT_ACCEPTED, "upheld": Result.GRANTED,
    "unverifiable": Result.GRANTED, "partly_upheld": Result.PARTLY, "dismissed": Result.REFUSED,
    "repeated": Result.NOT_ACCEPTED,
}  # fmt: skip
HANDS_IN = {"submit", "file", "file_as_department", "file_as_office"}


def first(events, those):
    return next((event for event in events if those(event)), None)


def was_late(events, end):
    """The term that ran when the event came, read by the clock of the rules as if it had not come yet."""
    if end is None:
        return None
    before = [event for event in events if event.seq < end.seq and event.clock]
    start = first(reversed(before), lambda event: event.clock in {"start", "stop"})
    if start is None or start.clock == "stop" or not start.working_days:
        return None
    later = [
        ClockEvent(event.on, event.clock, event.working_days) for event in before if event.seq > start.seq
    ]
    reading = read_clock(
        office_calendar(), term_working_days=start.working_days, unit=start.days_unit,
        start_on=counted_from(start), events=later, as_of=end.on,
    )  # fmt: skip
    return reading.state == State.OVERDUE


def worked(events, since, until):
    """Working days from the one to the other, gross and less those on which the clock stood still."""
    calendar, gross, net = office_calendar(), 0, 0
    marks = [event for event in events if event.clock in {"pause", "resume"}]
    day = since
    while day < until:
        day += DAY
        if calendar.is_working(day):
            gross += 1
            net += not stood_still(marks, day)
    return gross, net


def stood_still(marks, day):
    for n, mark in enumerate(marks):
        if mark.clock == "pause" and mark.on <= day:
            end = first(marks[n + 1 :], lambda event: event.clock == "resume")
            if end is None or day <= end.on:
                return True
    return False


def by_hand(case):
    """The facts of one case, from its events alone."""
    events = list(CaseEvent.objects.filter(case=case.pk).order_by("seq"))
    begun = first(events, lambda event: event.verb in HANDS_IN)
    if begun is None:
        return None
    events_after = [event for event in events if event.seq > begun.seq]
    taken = first(events_after, lambda event: event.verb in {"accept", "decline", "close_as_repeated"})
    done = first(events_after, lambda event: event.target in RESULTS)
    closing = first(events, lambda event: event.closes)
    reopened = closing and first(
        events, lambda event: event.seq > closing.seq and event.source != event.target
    )
    result = RESULTS[done.target] if done else ""
    gross, net = worked(events, begun.on, done.on) if done else (None, None)
    return {
        "handed_in_on": begun.on,
        "taken_on": taken and taken.on,
        "taken_late": was_late(events, taken),
        "finished_on": done and done.on,
        "result": result,
        "finished_late": None if result in {"", Result.ENDED} else was_late(events, done),
        "gross_days": gross,
        "net_days": net,
        "returns": sum(e.target == "supplementing" != e.source for e in events),
        "reopened_on": reopened and reopened.on,
    }


def counted(case):
    return CaseFacts.objects.filter(case=case.pk).values(*NAMES).first()


NAMES = (
    "handed_in_on", "taken_on", "taken_late", "finished_on", "result", "finished_late", "gross_days", "net_days",
    "returns", "reopened_on",
)  # fmt: skip


def agrees(case, **expected):
    """Counted as by hand, and as the test says."""
    said = counted(case)
    assert said == by_hand(case)
    assert said | expected == said
    return said


def test_the_calendar_of_the_database_is_that_of_the_rules(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT day::date, xinxiu_is_worked(day::date) FROM generate_series(date '2019-01-01', date '2031-12-31', '1 day') day"
        )
        differ = [day for day, worked in cursor.fetchall() if office_calendar().is_working(day) != worked]
    assert differ == []


def test_a_draft_is_not_counted(office):
    case = office.representative.starts(office.identifies())
    assert counted(case) is None


def test_a_granted_repair_in_time(office, day):
    case = office.has_received()
    agrees(case, handed_in_on=date(2026, 11, 23), taken_on=None, finished_on=None, result="")
    day("2026-11-25")
    office.reviewer.accepts(case)
    agrees(case, taken_on=date(2026, 11, 25), taken_late=False, result="")
    day("2026-11-30")
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    agrees(case, result=Result.GRANTED, finished_late=False, gross_days=5, net_days=5, returns=0)
    office.works_the_channels()
    agrees(office.reload(case), reopened_on=None)


@pytest.mark.parametrize(("answered_on", "late"), [("2026-12-02", False), ("2026-12-03", True)])
def test_the_last_day_of_the_term_and_the_first_day_late(office, day, answered_on, late):
    case = office.has_judged()
    due = office.reload(case).due_on
    day(answered_on)
    office.reviewer.approves(case)
    agrees(case, finished_late=date.fromisoformat(answered_on) > due)
    assert (date.fromisoformat(answered_on) > due) is late


def test_days_of_waiting_for_a_supplement_do_not_count(office, day):
    case = office.has_taken_up()
    day("2026-11-25")
    office.reviewer.asks(case, "整改后的照片")
    day("2026-12-04")
    office.representative.supplements(case, "已补交")
    day("2026-12-07")
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    agrees(case, gross_days=10, net_days=2, returns=1, finished_late=False)


def test_a_refusal_after_an_extension_and_an_application_taken_back(office, day):
    case = office.has_judged()
    office.second.extends(case)
    day("2026-12-04")
    office.reviewer.proposes_refusal(case)
    office.second.countersigns(case)
    agrees(case, result=Result.REFUSED, finished_late=False)
    other = office.has_received()
    office.representative.withdraws(other)
    agrees(other, result=Result.ENDED, finished_late=None, taken_on=None)
    declined = office.has_received()
    day("2026-12-30")
    office.reviewer.declines(declined, "不属于本单位认定的信息。")
    agrees(declined, result=Result.NOT_ACCEPTED, taken_late=True, finished_late=True)


def test_a_case_taken_over_is_counted_where_it_lies(office, day):
    case = office.has_received()
    office.reviewer.asks_to_take_over(case, office.elsewhere)
    assert CaseFacts.objects.get(case=case.pk).department == office.department
    office.stranger.takes_over(case)
    assert CaseFacts.objects.get(case=case.pk).department == office.elsewhere


def test_an_objection_dismissed_and_taken_up_again(office, day):
    case = office.representative.objects(office.identifies())
    agrees(case, handed_in_on=date(2026, 11, 23), result="")
    day("2026-11-24")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    day("2026-11-26")
    office.reviewer.concludes(case, **{claim.field: "right" for claim in case.claims.all()})
    office.second.confirms(case)
    said = agrees(case, result=Result.REFUSED, reopened_on=None)
    assert said["finished_on"] == date(2026, 11, 26)
    day("2026-11-27")
    office.representative.asks_for_review(case)
    agrees(case, result=Result.REFUSED, reopened_on=date(2026, 11, 27))


def test_the_application_does_not_write_facts_itself(office):
    case = office.has_received()
    for act in (
        lambda: CaseFacts.objects.filter(case=case.pk).update(returns=9),
        lambda: CaseFacts.objects.filter(case=case.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            act()


def test_counting_anew_changes_nothing(office):
    case = office.has_granted()
    before = counted(case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT xinxiu_count_cases(ARRAY[%s]::bigint[])", [case.pk])
    assert counted(case) == before
