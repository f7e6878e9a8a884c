"""What is true of a record and of everything that is open on it, whoever did what in whichever order.

What the rules of a place bring about is written out here by hand, from the digest of the law, and
what happened is read from the events alone.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from viewflow.workflow.models import Process
from viewflow.workflow.status import PROCESS

from casework.models import Case, CaseEvent, ChannelOrder, Desk, Effect, RecordCorrection, Removal, Withdrawal
from casework.routing import WAITING
from objections.flows import ObjectionFlow
from objections.models import ContestCase, ObjectionCase, Status
from registry.correctable import FIELDS
from registry.models import Publication, Record, SanctionsMeasure
from registry.models.publication import ON_SHOW, PUBLIC_PAGE
from repair.models import RepairCase
from repair.models.status import UNDECIDED
from tests.repair.invariants import chain_is_whole, commit_checks_pass, persons_were_entitled, repair_holds

FILED, TAKEN_UP, SENT_ON = "filed", "taken up", "sent on"
MOMENTS = {
    "file": FILED, "file_as_department": FILED, "file_as_office": FILED, "accept": TAKEN_UP, "forward": SENT_ON,
}  # fmt: skip
# From which moment an open objection has which effect, by place.
BROUGHT_ABOUT = {
    "CN-SH": {"mark": FILED},
    "CN-ZJ-TAIZHOU": {"mark": FILED, "suspend_disclosure": SENT_ON},
    "CN-GS-GANZHOU": {"mark": TAKEN_UP, "suspend_sanctions": SENT_ON},
    "CN-ZJ": {"mark": FILED},
    "CN": {"mark": TAKEN_UP},
}
CONTESTED = {"contested"}
ANSWERED = {"upheld", "partly_upheld", "unverifiable", "applied_to_record"}
NODES = {
    "drafted": {"file"},
    "filed": {"accept"},
    "accepted": {"check"},
    "verifying": {"verify", "countersign"},
    "supplementing": {"supplement"},
    "misrouted": {"settle"},
    "applied_to_record": {"channels"},
    "reviewing": {"review", "send_above"},
    "reviewing_above": {"above"},
}
OFFICERS = ("department", "office")


def everything_holds(records: Iterable[int], today: date) -> None:
    """Check these records with their cases, the deferred constraints included."""
    commit_checks_pass()
    _numbers_have_no_gaps()
    for record in Record.objects.filter(pk__in=records).select_related("subject"):
        events = list(CaseEvent.objects.filter(case__record=record).order_by("pk"))
        of_case = {
            key: sorted(its, key=lambda event: event.seq)
            for key, its in groupby(sorted(events, key=lambda event: event.case_id), lambda e: e.case_id)
        }
        for repair in RepairCase.objects.filter(record=record).select_related("process", "record"):
            repair_holds(repair, of_case[repair.pk])
        for contest in ContestCase.objects.filter(record=record):
            _case_holds(contest, of_case[contest.pk])
        for objection in ObjectionCase.objects.filter(record=record).prefetch_related("claims__answers"):
            _objection_holds(objection, of_case[objection.pk])
        _only_the_effects_of_open_matters_run(record, of_case)
        _no_matter_contradicts_another(record)
        _it_says_what_it_was_corrected_to(record)
        _withdrawn_is_withdrawn_for_good(record)
        _public_is_what_its_events_say(record, today)


def _numbers_have_no_gaps() -> None:
    numbers = sorted(Case.objects.values_list("number", flat=True))
    for prefix, given in groupby(numbers, lambda number: number.rpartition("-")[0]):
        whole = list(given)
        assert whole == [f"{prefix}-{n:06d}" for n in range(1, len(whole) + 1)]


def _case_holds(case: Case, events: list[CaseEvent]) -> None:
    chain_is_whole(case, events)
    persons_were_entitled(case, events)
    assert case.closed or case.department_id == case.record.department_id


def _objection_holds(case: ObjectionCase, events: list[CaseEvent]) -> None:
    _case_holds(case, events)
    process = Process.objects.get(pk=case.process_id)
    assert case.closed == (process.status in (PROCESS.DONE, PROCESS.CANCELED)), (case.status, process.status)
    tasks = list(ObjectionFlow.task_class.objects.filter(process__case=case, status__in=WAITING))
    nodes = {task.flow_task.name for task in tasks}
    assert len(tasks) == len(nodes) == (not case.closed), nodes
    assert nodes <= NODES.get(case.status, set()), (case.status, nodes)
    assert case.desk == (ObjectionFlow.DESKS[nodes.pop()] if tasks else Desk.NOBODY)
    assert (case.desk == Desk.COUNTERSIGN) == (
        case.status == Status.VERIFYING and case.proposed_by_id is not None
    )
    assert case.closed is (case.status not in NODES)
    owed = ChannelOrder.objects.owed().filter(case=case)
    assert case.status != Status.CLOSED or not owed.exists()
    assert (case.answer_by is not None) == (case.status == Status.SUPPLEMENTING)
    assert (case.transfer_to_id is not None) == (case.status == Status.MISROUTED)


def _wanted(case: Case, events: list[CaseEvent]) -> set[str]:
    """What a matter brings about where its events have led it, by the rules of the place of its filing.

    A record that is found to be another department's may come under the rules of another place; an
    objection filed before goes on under those that its party was told of.
    """
    last = events[-1]
    if last.closes or last.target in ANSWERED:
        return set()
    if case.machine == "contest":
        return CONTESTED
    passed = {MOMENTS.get(event.verb) for event in events}
    if FILED not in passed:
        return set()
    return {
        kind for kind, moment in BROUGHT_ABOUT[case.as_kind.rules["jurisdiction"]].items() if moment in passed
    }


def _only_the_effects_of_open_matters_run(record: Record, of_case: dict[int, list[CaseEvent]]) -> None:
    wanted = {
        (case.pk, kind)
        for case in Case.objects.filter(record=record).exclude(machine="repair")
        for kind in _wanted(case, of_case[case.pk])
    }
    running = Effect.objects.running().filter(record=record)
    assert set(running.values_list("case_id", "kind")) == wanted


def _no_matter_contradicts_another(record: Record) -> None:
    """While an objection is with those who answer it, the repair beside it waits."""
    open_now = list(Case.objects.open().filter(record=record))
    assert len({case.machine for case in open_now}) == len(open_now)
    first = next((c for c in open_now if c.machine == "objection" and c.status != Status.DRAFTED), None)
    for case in open_now:
        if case.machine == "repair" and case.status in UNDECIDED:
            assert case.paused_for_id == (first.pk if first else None), (case.number, case.status, first)


def nobody_decided_beside_an_objection(record: Record) -> None:
    """As long as an objection was with those who answer it, no officer took a step on the repair beside it.

    Asked where one person acts after the other: events of two at once are numbered before they are kept.
    """
    answering = False
    for event in CaseEvent.objects.filter(case__record=record).order_by("pk"):
        if event.machine == "objection":
            answering = event.target != Status.DRAFTED and not event.closes
        elif event.machine == "repair" and answering:
            assert event.capacity not in OFFICERS, (event.verb, event.capacity)
            assert event.verb != "submit"


def _it_says_what_it_was_corrected_to(record: Record) -> None:
    corrections = RecordCorrection.objects.filter(record=record).order_by("pk")
    for name, value in {each.field: each.new for each in corrections}.items():
        field = FIELDS[name]
        assert field.packed(field.value(record)) == value, (name, value)


def _withdrawn_is_withdrawn_for_good(record: Record) -> None:
    withdrawals = list(Withdrawal.objects.filter(record=record).select_related("case").order_by("pk"))
    because = [(each.on, each.pk, each.case.number) for each in withdrawals]
    mark = (record.withdrawn_on, record.withdrawal_id, record.withdrawn_because)
    assert because[-1:] == ([mark] if record.withdrawn_on else [])
    if not withdrawals:
        return
    assert not Publication.objects.filter(record=record, state__in=ON_SHOW).exists()
    assert not RepairCase.objects.open().filter(record=record, status__in=UNDECIDED).exists()
    standing = SanctionsMeasure.objects.filter(record=record, lifted_on__isnull=True)
    assert not (any(each.is_void for each in withdrawals) and standing.exists())


def _public_is_what_its_events_say(record: Record, today: date) -> None:
    """On the public page, unless repaired, withdrawn, past its last day, or suspended by an open matter."""
    page = Publication.objects.get(record=record, channel__code=PUBLIC_PAGE)
    removed = Removal.objects.filter(pk=page.removal_id or 0, record=record, target="approved").exists()
    withdrawn = Withdrawal.objects.filter(record=record).exists()
    past = page.shown_until is not None and page.shown_until < today
    suspended = Effect.objects.running().filter(record=record, kind="suspend_disclosure").exists()
    is_public = Publication.objects.public(today).filter(record=record).exists()
    assert is_public == (not (removed or withdrawn or past or suspended))
    assert (page.state == "ended_by_repair") == removed
