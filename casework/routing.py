"""On whose desk a case lies: the bridge between a case and its viewflow process.

The flow routes and decides nothing: services move the case first, then complete the task, and the
flow asks only the case where to go next.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.base import Node
from viewflow.workflow.exceptions import FlowLockFailed
from viewflow.workflow.models import Process
from viewflow.workflow.nodes import Handle, View
from viewflow.workflow.status import PROCESS, STATUS

from casework.errors import CaseError, NotOpenAnyMore
from casework.models import Case, Desk
from registry.duties import holds

WAITING = (STATUS.NEW, STATUS.ASSIGNED)


class NotClaimed(CaseError):
    default = _("Take the case first; a case is worked on by whoever has taken it.")


class TakenByAColleague(NotOpenAnyMore):
    default = _("A colleague has taken this case.")


def process_started(activation: Any, case: Case) -> None:
    """For the start node of a flow: tie the new process to its case."""
    activation.process.save()
    case.process = activation.process
    activation.process.case = case


def flow_of(case: Case) -> Any:
    """The flow whose process carries the case."""
    process: Any = case.process
    return process.flow_class


def waiting_task(case: Case) -> Any | None:
    """The one task that waits on the case, with its node; none on a closed case."""
    tasks = flow_of(case).task_class.objects.filter(process_id=case.process_id, status__in=WAITING)
    return tasks.select_related("owner").first()


@contextmanager
def desk_of(case: Case, *nodes: Node, owner: Any = None) -> Iterator[Any]:
    """Work at a desk: lock the process, check that the case still lies there, then send it on.

    `owner` must be the one who took the task, where the desk is one of takers. The block moves the
    case; leaving it completes the task and lets the flow choose the next desk.
    """
    flow = nodes[0].flow_class
    try:
        with flow.lock(case.process_id):
            task = waiting_task(case)
            if task is None or task.flow_task not in nodes:
                raise NotOpenAnyMore
            if owner is not None and task.owner_id != owner.pk:
                raise TakenByAColleague if task.owner_id else NotClaimed
            yield task
            task.process = Process.objects.get(pk=case.process_id)  # reads the case as it is now
            _complete(task.flow_task.activation_class(task))
            note_desk(case)
    except FlowLockFailed as refusal:
        raise NotOpenAnyMore from refusal


def _complete(activation: Any) -> None:
    if isinstance(activation.flow_task, Handle):
        activation.run(None)
    else:
        if not activation.task.owner_id:
            activation.task.status = STATUS.ASSIGNED
        activation.start(None)
    activation.execute()


def note_desk(case: Case) -> None:
    """Store on whose desk the case lies now, so that queues are one indexed query."""
    task = None if case.closed else waiting_task(case)
    case.desk = flow_of(case).DESKS[task.flow_task.name] if task else Desk.NOBODY
    owner = task.owner if task and isinstance(task.flow_task, View) else None
    case.claimed_by = owner if case.desk == Desk.DEPARTMENT else case.claimed_by
    case.save(update_fields=["desk", "claimed_by"])


def claim(case: Case, *, by: Any) -> None:
    """Take the task that waits on the case; raises TakenByAColleague or PermissionDenied."""
    with flow_of(case).lock(case.process_id):
        task = waiting_task(case)
        if task is None or case.desk != Desk.DEPARTMENT:
            raise NotOpenAnyMore
        if task.owner_id == by.pk:
            return
        if task.owner_id:
            _is_left_behind(task, case)
        if not task.flow_task.can_assign(by, task):
            raise PermissionDenied
        task.flow_task.activation_class(task).assign(by)
        case.claimed_by = by
        case.save(update_fields=["claimed_by"])


def _is_left_behind(task: Any, case: Case) -> None:
    """A task of somebody who no longer holds the duty goes back into the queue; any other is theirs."""
    duty = task.owner_permission.rpartition(".")[2]
    if holds(task.owner, duty, case.department_id):
        raise TakenByAColleague
    task.flow_task.activation_class(task).unassign()


def hand_over(case: Case, *, to: Any) -> None:
    """Give the task that waits on the case to somebody who may do it, whoever had it."""
    with flow_of(case).lock(case.process_id):
        task = waiting_task(case)
        if task is None or case.desk != Desk.DEPARTMENT:
            raise NotOpenAnyMore
        if task.owner_id:
            task.flow_task.activation_class(task).unassign()
        if not task.flow_task.can_assign(to, task):
            raise PermissionDenied
        task.flow_task.activation_class(task).assign(to)
        case.claimed_by = to
        case.save(update_fields=["claimed_by"])


def release(case: Case, *, by: Any) -> None:
    """Put a taken task back into the department's queue."""
    with flow_of(case).lock(case.process_id):
        task = waiting_task(case)
        if task is None or task.owner_id != by.pk:
            raise NotOpenAnyMore
        task.flow_task.activation_class(task).unassign()
        case.claimed_by = None
        case.save(update_fields=["claimed_by"])


def end_process(case: Case) -> None:
    """Close the process of a case that ended beside the road: nothing waits any more."""
    with flow_of(case).lock(case.process_id):
        process = Process.objects.get(pk=case.process_id)
        for task in flow_of(case).task_class.objects.filter(process=process, status__in=WAITING):
            task.flow_task.activation_class(task).cancel()
        process.status = PROCESS.CANCELED
        process.finished = case.events.latest("seq").at
        process.save(update_fields=["status", "finished"])
        note_desk(case)
