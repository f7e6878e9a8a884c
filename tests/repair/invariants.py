"""What is true of every repair case at every moment, whoever did what in whichever order."""

import re
from datetime import date, timedelta
from itertools import pairwise

from django.db import connection
from viewflow.workflow.models import Process
from viewflow.workflow.status import PROCESS

from casework.models import Case, CaseEvent, Desk, Removal
from casework.routing import waiting_task
from casework.waiting import what_comes_first
from notifications.models import Letter, Outgoing
from registry.models import Membership, Publication, Record, SanctionsMeasure
from registry.models.publication import PUBLIC_PAGE
from repair.flows import RepairFlow
from repair.models import RepairCase, Status
from repair.models.status import AT_THE_DEPARTMENT, UNDECIDED
from rules.services import office_calendar

LETTER_OF = {
    "commitment": {"commit", "sign_again"},
    "repair_granted": {"approve"},
    "transfer": {"accept_transfer"},
    "cleared": {"end_in_favour"},
}
# Asked once, answered once; then only the credit office settles it, and after its word nothing more is asked;
# nor after the record has gone elsewhere by another case.
LAWFUL_TRANSFERS = re.compile(r"(ask ((take|return) (refer (settle )?)?|settle )?)?(follow )*")
STATUS_GUARD = "case_stands_where_its_last_event_says"


def everything_holds(today: date) -> None:
    """Check every case and every record of the database, the deferred constraints included."""
    commit_checks_pass()
    events = list(CaseEvent.objects.order_by("case", "seq"))
    for case in RepairCase.objects.select_related("process", "record"):
        repair_holds(case, [event for event in events if event.case_id == case.pk])
    for record in Record.objects.prefetch_related("cases"):
        _one_open_case_of_a_kind_at_most(record)
        _hidden_for_a_lawful_reason_only(record, today)


def repair_holds(case: RepairCase, its: list[CaseEvent]) -> None:
    """What is true of one repair case and its events, whatever else is open on the record."""
    chain_is_whole(case, its)
    persons_were_entitled(case, its)
    _case_lies_where_its_transfers_led(case, its)
    _case_waits_for_what_comes_first(case, its)
    _due_date_is_derived(case, its)
    _desk_is_that_of_the_flow(case)
    _letters_are_those_of_the_steps(case, its)
    _removal_is_that_of_the_grant(case, its)


def commit_checks_pass() -> None:
    connection.check_constraints()  # as a commit would; it leaves everything deferred, so:
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {STATUS_GUARD} IMMEDIATE")


def chain_is_whole(case: Case, events: list[CaseEvent]) -> None:
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.source for event in events] == ["", *(event.target for event in events[:-1])]
    last = events[-1]
    assert (case.status, case.seq, case.closed) == (last.target, last.seq, last.closes)
    assert all(one.on <= other.on for one, other in pairwise(events))


def persons_were_entitled(case: Case, events: list[CaseEvent]) -> None:
    members = set(Membership.objects.values_list("user_id", "department_id"))
    for event in events:
        if event.capacity == "department":
            assert (event.actor_id, event.department_id) in members
        if event.second:
            assert event.proposer_id not in (None, event.actor_id)


def _case_lies_where_its_transfers_led(case: RepairCase, events: list[CaseEvent]) -> None:
    """Department and question follow from the events; while the case is open, its record is there too."""
    place, asked = events[0].department_id, None
    for event in events:
        assert event.department_id == (asked if event.transfer in ("take", "return") else place)
        if event.transfer in ("take", "settle", "follow"):
            place = event.to_department_id
        if event.transfer in ("ask", "refer"):
            asked = event.to_department_id
        elif event.transfer or event.closes:
            asked = None
    assert (case.department_id, case.transfer_to_id) == (place, asked)
    assert case.closed or case.record.department_id == place
    said = "".join(f"{event.transfer} " for event in events if event.transfer)
    assert LAWFUL_TRANSFERS.fullmatch(said), said


def _case_waits_for_what_comes_first(case: RepairCase, events: list[CaseEvent]) -> None:
    """Undecided, it waits exactly while another matter comes first on its record; meanwhile no officer does anything."""
    first = what_comes_first(case.record) if case.status in UNDECIDED else None
    assert case.paused_for_id == (first and first.pk) == events[-1].waits_for_id, case.number
    for one, other in pairwise(events):
        assert one.waits_for_id is None or other.capacity not in ("department", "office")
    if case.is_paused and case.status in AT_THE_DEPARTMENT:
        assert (case.desk, case.due_on) == (Desk.OTHER_MATTER, None)


def _due_date_is_derived(case: RepairCase, events: list[CaseEvent]) -> None:
    assert case.due_on == due_date_by_hand(events), (case.number, case.status)


def due_date_by_hand(events: list[CaseEvent]) -> date | None:
    """The due date as a clerk counts it: day by day from the start of the term, leaving the pauses out."""
    starts = [event for event in events if event.clock == "start"]
    if not starts or any(event.clock == "stop" and event.seq > starts[-1].seq for event in events):
        return None
    marks = [event for event in events if event.seq > starts[-1].seq]
    pauses = [event.on for event in marks if event.clock == "pause"]
    resumes = [event.on for event in marks if event.clock == "resume"]
    if len(pauses) > len(resumes):
        return None
    covered = list(zip(pauses, resumes, strict=True))
    left = starts[-1].working_days + sum(event.working_days for event in marks if event.clock == "extend")
    calendar, day = office_calendar(), starts[-1].on
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day) and not any(first <= day <= last for first, last in covered)
    return day


def _desk_is_that_of_the_flow(case: RepairCase) -> None:
    process = Process.objects.get(pk=case.process_id)
    assert case.closed == (process.status in (PROCESS.DONE, PROCESS.CANCELED)), (case.status, process.status)
    task = waiting_task(case)
    if case.closed:
        assert (task, case.desk) == (None, Desk.NOBODY)
        return
    assert task is not None
    assert case.desk == RepairFlow.DESKS[task.flow_task.name]
    if case.desk == Desk.DEPARTMENT:
        assert case.claimed_by_id == task.owner_id


def _letters_are_those_of_the_steps(case: RepairCase, events: list[CaseEvent]) -> None:
    letters = list(Letter.objects.filter(case=case))
    for kind, verbs in LETTER_OF.items():
        steps = sum(event.verb in verbs for event in events)
        if case.submitted_on is None:  # what was never handed in is nobody's to confirm
            steps -= sum(event.verb == "end_in_favour" for event in events) * (kind == "cleared")
        if kind == "transfer":  # the credit office's word too, where the case goes away by it
            steps += sum(e.transfer == "settle" and e.to_department_id != e.department_id for e in events)
        assert sum(letter.kind == kind for letter in letters) == steps, (case.number, kind)
    keys = {f"render:{letter.pk}" for letter in letters}
    assert set(Outgoing.objects.filter(key__in=keys).values_list("key", flat=True)) == keys


def _removal_is_that_of_the_grant(case: RepairCase, events: list[CaseEvent]) -> None:
    grants = [event.seq for event in events if event.verb == "approve"]
    assert list(Removal.objects.filter(case=case, record=case.record).values_list("seq", flat=True)) == grants
    if case.status == Status.REPAIRED:
        assert not case.removal.receipts.filter(seen_absent_at__isnull=True).exists()
        assert not SanctionsMeasure.objects.filter(record=case.record, lifted_on__isnull=True).exists()


def _one_open_case_of_a_kind_at_most(record: Record) -> None:
    kinds = [case.machine for case in record.cases.all() if not case.closed]
    assert len(kinds) == len(set(kinds))


def _hidden_for_a_lawful_reason_only(record: Record, today: date) -> None:
    """Off the public page: by the removal of an approved case, as withdrawn, or past its last day. Else on it."""
    shown = Publication.objects.get(record=record, channel__code=PUBLIC_PAGE)
    removed = Removal.objects.filter(pk=shown.removal_id or 0, record=record, target="approved").exists()
    past = shown.shown_until is not None and shown.shown_until < today
    assert (shown.state == "ended_by_repair") == removed
    withdrawn = record.withdrawn_on is not None
    assert withdrawn or shown.state != "withdrawn"
    assert shown.is_on_show(today) == (not removed and not past and not withdrawn)
